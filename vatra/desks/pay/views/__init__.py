"""Pages of payroll: they translate, they do not decide."""

"""Pages of accounts: they translate, they do not decide."""

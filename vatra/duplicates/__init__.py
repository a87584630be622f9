"""Persons entered twice, looked for across a county by a job and settled by people."""

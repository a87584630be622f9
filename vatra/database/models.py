"""No models; the module exists because Django signals the end of a migration only to parts that have one."""

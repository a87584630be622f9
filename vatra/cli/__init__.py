"""The `vatra` command."""

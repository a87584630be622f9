"""Installations to break, made as those of the operation's tests."""

from tests.integration.operation.conftest import installation, prepared

__all__ = ["installation", "prepared"]

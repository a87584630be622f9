"""The same household and team as the pages of cases have."""

from tests.integration.office.cases.conftest import world

__all__ = ["world"]

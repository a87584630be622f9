"""The same household as the pages of people have."""

from tests.integration.office.people.conftest import home, mediator, team

__all__ = ["home", "mediator", "team"]

"""The household and the team of the pages about people."""

from tests.integration.office.people import conftest as people

home = people.home
team = people.team

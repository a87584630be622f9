from tests.integration.office.people.conftest import home, team  # noqa: F401 - fixtures

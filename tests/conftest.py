"""Each run gets its own database on the embedded cluster, with the same roles as in service."""

from collections.abc import Iterator
from uuid import uuid4

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connections
from django.test import TransactionTestCase

from vatra.database import embedded, roles, scope

pytest_plugins = ["tests.clause_report", "tests.journal_fixtures", "tests.accounts_fixtures"]

# Static files of the checkout as they are: no `collectstatic` before a test.
settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}


class Databases:
    """A migrated original and the copy that tests use."""

    def __init__(self, admin: str) -> None:
        self.admin = admin
        self.original = f"test_{uuid4().hex[:12]}"
        self.copy = f"{self.original}_copy"

    def create(self) -> None:
        roles.ensure(self.admin)
        roles.ensure_database(self.admin, self.original)
        self._use(self.original)
        call_command("migrate", database="owner", interactive=False, verbosity=0)
        self.renew()

    def renew(self) -> None:
        """Throw the copy away and take a fresh one."""
        connections.close_all()
        roles.drop_database(self.admin, self.copy)
        roles.ensure_database(self.admin, self.copy, template=self.original)
        self._use(self.copy)

    def drop(self) -> None:
        connections.close_all()
        for name in (self.copy, self.original):
            roles.drop_database(self.admin, name)

    def _use(self, name: str) -> None:
        connections.close_all()
        for alias in settings.DATABASES:
            settings.DATABASES[alias]["NAME"] = name
            connections[alias].settings_dict["NAME"] = name


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker: pytest.FixtureRequest) -> Iterator[None]:
    with embedded.running(settings.PG_DIR), django_db_blocker.unblock():
        databases = Databases(embedded.url(settings.PG_DIR, database="postgres"))
        databases.create()
        # Django would empty the tables, but the application may not, and the records table
        # must refuse it: tests that commit get a fresh copy instead.
        original = TransactionTestCase._fixture_teardown
        TransactionTestCase._fixture_teardown = lambda self: databases.renew()
        yield
        TransactionTestCase._fixture_teardown = original
        databases.drop()


@pytest.fixture
def system_scope(db: None) -> Iterator[scope.Scope]:
    """The test's own transaction sees every row, as jobs do."""
    with scope.system() as entered:
        yield entered

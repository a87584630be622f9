"""What the application may do before a scope is known, and what migrations must not forget."""

from io import StringIO

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection, connections

from vatra.database import scope

# Tables, by the start of their name, that have a place and need no policy.
OPEN = {
    "places_": "the register of places is public",
    "indicators_target": "what a county aims at is public, like its name",
    "accounts_": "who is assigned where is read at sign-in, before any scope",
}
LEVELS = ("local", "county", "central", "system")
SIGN_IN = (
    "accounts_user",
    "django_session",
    "account_emailaddress",
    "mfa_authenticator",
    "usersessions_usersession",
)
JOBS = (
    "procrastinate_jobs",
    "procrastinate_events",
    "procrastinate_workers",
    "procrastinate_periodic_defers",
)


@pytest.mark.django_db
@pytest.mark.parametrize("level", [None, *LEVELS])
def test_sign_in_and_jobs_are_open_to_every_role(level: str | None) -> None:
    with connection.cursor() as cursor:
        if level:
            cursor.execute(f"SET LOCAL ROLE vatra_{level}")
        for table in (*SIGN_IN, *JOBS):
            cursor.execute(f"SELECT count(*) FROM {table}")
        cursor.execute("SELECT has_sequence_privilege('procrastinate_jobs_id_seq', 'USAGE')")
        assert cursor.fetchone() == (True,)


@pytest.mark.django_db
def test_job_can_be_deferred_in_any_scope() -> None:
    from procrastinate.contrib.django import app

    with scope.enter(scope.Scope("local", None, (1,), (), ())):
        job_id = app.configure_task("anything", allow_unknown=True).defer(n=1)

    with connection.cursor() as cursor:
        cursor.execute("SELECT task_name FROM procrastinate_jobs WHERE id = %s", [job_id])
        assert cursor.fetchone() == ("anything",)


@pytest.mark.django_db(databases=["default", "owner"])
def test_every_territorial_table_is_policed() -> None:
    """A table with a place or a county column is closed by policies, its owner included."""
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class"
            " WHERE relkind IN ('r', 'p') AND relnamespace = 'public'::regnamespace"
            " AND NOT (relrowsecurity AND relforcerowsecurity) AND EXISTS (SELECT 1 FROM pg_attribute"
            "   WHERE attrelid = pg_class.oid AND attname IN ('place_id', 'county_id') AND NOT attisdropped)"
        )
        open_tables = {name for (name,) in cursor.fetchall()}

    unexplained = {name for name in open_tables if not name.startswith(tuple(OPEN))}
    assert unexplained == set(), "Close them with vatra.database.policies, or say in OPEN why not."


@pytest.mark.django_db(databases=["default", "owner"])
def test_no_role_but_the_owner_may_change_the_schema() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT rolname FROM pg_roles WHERE rolname ~ '^vatra_'"
            " AND has_schema_privilege(rolname, 'public', 'CREATE')"
        )
        assert cursor.fetchall() == [("vatra_owner",)]


@pytest.mark.django_db(databases=["default", "owner"])
def test_models_and_migrations_agree() -> None:
    ours = [part.label for part in apps.get_app_configs() if part.name.startswith("vatra.")]
    said = StringIO()

    call_command("makemigrations", *ours, check=True, dry_run=True, stdout=said, verbosity=1)

    assert "No changes detected" in said.getvalue()

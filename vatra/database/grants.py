"""Rights on tables that other people's packages create: sign-in, sessions, jobs."""

from typing import Any

from django.db import connections

from vatra.database.roles import APP, AUTH, LEVELS

EVERYBODY = ", ".join((AUTH, APP, *LEVELS.values()))
TABLES = """
SELECT string_agg(format('%%I', relname), ', ') FROM pg_class
WHERE relnamespace = 'public'::regnamespace AND relkind = ANY (%s) AND relname ~ %s
"""
FOREIGN = r"^(auth_|django_session|django_content_type|account_|mfa_|usersessions_|procrastinate_)"


def after_migrate(using: str, **_: Any) -> None:
    """Open foreign tables to the sign-in role. Runs after every migration, as the owner."""
    if using != "owner":
        return
    with connections[using].cursor() as cursor:
        cursor.execute(f"GRANT USAGE ON SCHEMA public TO {EVERYBODY}")
        cursor.execute(f"GRANT SELECT ON django_migrations TO {AUTH}")
        for kinds, rights in ((["r"], "SELECT, INSERT, UPDATE, DELETE ON"), (["S"], "USAGE ON SEQUENCE")):
            cursor.execute(TABLES, [kinds, FOREIGN])
            (names,) = cursor.fetchone() or (None,)
            if names:
                cursor.execute(f"GRANT {rights} {names} TO {AUTH}")

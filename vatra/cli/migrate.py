"""`vatra migrate`: roles, database, tables."""

from typing import Annotated

import typer
from django.conf import settings
from django.core.management import call_command

from vatra.database import embedded, roles


def register(cli: typer.Typer) -> None:
    cli.command("migrate")(migrate)
    cli.command("roles")(print_roles)


def migrate(
    quiet: Annotated[bool, typer.Option(help="Print nothing when all is well.")] = False,
) -> None:
    """Bring the database to this version. Safe to repeat."""
    prepare_database()
    call_command("migrate", database="owner", interactive=False, verbosity=0 if quiet else 1)
    from vatra.records import quarantine

    sealed = quarantine.seal()
    if sealed and not quiet:
        typer.echo(f"{sealed} held entries sealed.")


def prepare_database() -> None:
    """Create roles and database on the embedded server; another server's administrator runs `vatra roles`."""
    if not settings.IS_EMBEDDED:
        return
    admin = embedded.url(settings.PG_DIR, database="postgres")
    roles.ensure(admin)
    roles.ensure_database(admin, embedded.DATABASE)


def print_roles() -> None:
    """Print the SQL that prepares another PostgreSQL server (16 or later)."""
    for statement in (*roles.STATEMENTS, *roles.GRANTS):
        typer.echo(f"{statement};")
    typer.echo(f"CREATE DATABASE {embedded.DATABASE} OWNER {roles.OWNER};")
    typer.echo(f"REVOKE ALL ON DATABASE {embedded.DATABASE} FROM PUBLIC;")
    typer.echo(f"GRANT CONNECT ON DATABASE {embedded.DATABASE} TO {roles.APP};")
    typer.echo(f"-- then: ALTER ROLE {roles.APP} PASSWORD '...'; the same for {roles.OWNER}")

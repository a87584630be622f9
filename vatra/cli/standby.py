"""`vatra standby`: a second server that can take over without losing an acknowledged entry."""

from __future__ import annotations

from typing import Annotated

import typer
from django.conf import settings

from vatra.database import archive, embedded, standby

EXIT_FAILED = 1
app = typer.Typer(no_args_is_help=True, help="A second server that can take over.")

Name = Annotated[str, typer.Option(help="The standby's name.")]
Primary = Annotated[str, typer.Option("--from", help="Address of the primary, as a role with REPLICATION.")]


def register(cli: typer.Typer) -> None:
    cli.add_typer(app, name="standby")


@app.command("create")
def create(primary: Primary, name: Name = standby.NAME) -> None:
    """Copy the primary into this data folder and follow it from now on (embedded PostgreSQL).

    `vatra standby require` on the primary then has it wait for this one.
    """
    if embedded.exists(settings.PG_DIR):
        typer.echo(f"{settings.PG_DIR} holds a database already: choose another VATRA_DATA_DIR.", err=True)
        raise typer.Exit(EXIT_FAILED)
    standby.create(primary, settings.PG_DIR, name)
    embedded.start(settings.PG_DIR, archive.options(settings.ARCHIVE_DIR, settings.PG_DIR))
    typer.echo(f"It follows. On the primary: `vatra standby require --name {name}`.")


@app.command("require")
def require(
    name: Name = standby.NAME,
    off: Annotated[bool, typer.Option(help="No longer wait for a standby.")] = False,
) -> None:
    """Acknowledge an entry only when the standby has it on disk too. While it is away nothing is accepted."""
    standby.require(_admin(), None if off else name)
    typer.echo("The primary is enough on its own." if off else f"Entries wait for {name}.")


@app.command("status")
def status() -> None:
    """Who follows this server, and how far behind; exit code 1 when nobody does."""
    found = standby.state(_admin())
    for one in found:
        typer.echo(f"{one['name']}: {one['state']}, {one['sync']}, {one['behind']} bytes behind")
    if not found:
        typer.echo("No standby follows.", err=True)
        raise typer.Exit(EXIT_FAILED)


@app.command("promote")
def promote() -> None:
    """Make the standby in this data folder the one that writes. Only when the primary is surely off."""
    standby.promote(settings.PG_DIR)
    typer.echo("It writes now. Make a new standby, then `vatra standby require`.")


def _admin() -> str:
    return settings.BACKUP_URL or embedded.url(settings.PG_DIR, database="postgres")

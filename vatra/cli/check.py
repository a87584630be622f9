"""`vatra check`: is the set-up sound?"""

from typing import Annotated

import typer
from django.core.management import call_command
from django.core.management.base import SystemCheckError

EXIT_FAILED = 1


def register(cli: typer.Typer) -> None:
    cli.command("check")(check)


def check(
    deploy: Annotated[
        bool, typer.Option(help="Also what matters on a server: HTTPS, keys, cookies.")
    ] = False,
) -> None:
    """Check settings and models; with --deploy warnings fail too."""
    try:
        call_command("check", deploy=deploy, fail_level="WARNING" if deploy else "ERROR")
    except SystemCheckError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(EXIT_FAILED) from error

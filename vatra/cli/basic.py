"""Small commands: manage."""

from typing import Annotated

import typer
from django.core.management import execute_from_command_line


def register(cli: typer.Typer) -> None:
    cli.command(
        "manage",
        context_settings={"allow_extra_args": True, "ignore_unknown_options": True, "help_option_names": []},
    )(manage)


def manage(
    arguments: Annotated[list[str], typer.Argument(help="A Django command and its options.")],
) -> None:
    """Run a Django management command, such as `shell` or `makemigrations`."""
    execute_from_command_line(["vatra manage", *arguments])

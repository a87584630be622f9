"""Small commands: keys, manage."""

from typing import Annotated

import typer
from django.core.management import execute_from_command_line


def register(cli: typer.Typer) -> None:
    cli.command("keys")(print_keys)
    cli.command(
        "manage",
        context_settings={"allow_extra_args": True, "ignore_unknown_options": True, "help_option_names": []},
    )(manage)


def print_keys() -> None:
    """Print a fresh set of keys for the environment."""
    from vatra.project import keys

    for name, value in keys.fresh().items():
        typer.echo(f"{name}={value}")


def manage(
    arguments: Annotated[list[str], typer.Argument(help="A Django command and its options.")],
) -> None:
    """Run a Django management command, such as `shell` or `makemigrations`."""
    execute_from_command_line(["vatra manage", *arguments])

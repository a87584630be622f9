"""`vatra`: one command for everything an operator does.

Exit codes: 0 done; 1 failed, the message says why; 2 wrong use, `--help` explains.
"""

import contextlib
import os
import sys

import typer
from django.core.exceptions import ImproperlyConfigured
from rich.console import Console
from typer.core import TyperGroup

from vatra.cli import discovery

EXIT_FAILED = 1
# These answer without a database.
WITHOUT_DATABASE = {"clauses", "compile", "keys", "check", "restore", "roles", "standby"}

cli = typer.Typer(
    help="Vatra: the system of integrated community services.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,  # a traceback with local values would print people's data
    add_completion=False,
)


@cli.callback()
def prepare(context: typer.Context) -> None:
    """Vatra: the system of integrated community services."""
    if context.invoked_subcommand in WITHOUT_DATABASE or "--help" in sys.argv:
        return
    context.call_on_close(hold_database().close)


def hold_database() -> contextlib.ExitStack:
    from django.conf import settings

    from vatra.database import archive, embedded

    stack = contextlib.ExitStack()
    if settings.IS_EMBEDDED:
        options = archive.options(settings.ARCHIVE_DIR, settings.PG_DIR)
        stack.enter_context(embedded.running(settings.PG_DIR, options))
    return stack


def build() -> TyperGroup:
    """The whole command, with the subcommands of every part."""
    import django

    from vatra.cli import backup, basic, check, keys, migrate, restore, run, standby, worker

    django.setup()
    for module in (backup, basic, check, keys, migrate, restore, run, standby, worker):
        module.register(cli)
    discovery.add_commands(cli)
    return typer.main.get_group(cli)


def main(arguments: list[str] | None = None) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "vatra.project.settings")
    from vatra.database.embedded import EmbeddedError

    try:
        build()(args=arguments, prog_name="vatra")
    except (ImproperlyConfigured, EmbeddedError) as error:
        Console(stderr=True).print(str(error), style="red", markup=False)
        raise SystemExit(EXIT_FAILED) from error

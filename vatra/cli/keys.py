"""`vatra keys`: a fresh set, and changing keys while people work."""

from __future__ import annotations

from enum import Enum
from typing import Annotated

import typer
from django.conf import settings
from rich.progress import Progress

from vatra.cli.backup import Bars
from vatra.project import keys

EXIT_FAILED = 1
app = typer.Typer(invoke_without_command=True, help="Print a fresh set of keys; change keys.")


class Kind(Enum):
    """What may be changed; each on its own, because they are lost in different ways."""

    fields = "fields"
    index = "index"
    signing = "signing"


def register(cli: typer.Typer) -> None:
    cli.add_typer(app, name="keys")


@app.callback()
def fresh(context: typer.Context) -> None:
    """Print a fresh set of keys for the environment; with a command, change those in use."""
    if context.invoked_subcommand is None:
        _print(keys.fresh())


@app.command("rotate")
def rotate(
    only: Annotated[
        list[Kind] | None, typer.Option(help="fields, index or signing; again for more. Default: all.")
    ] = None,
) -> None:
    """Add a new key of each kind that writes from now on; former ones stay for reading.

    Then restart the web servers and the worker, and run `vatra keys reseal`.
    """
    made = keys.rotated(keys.present(settings.DATA_DIR), [kind.value for kind in only or list(Kind)])
    if settings.KEYS.beside_data:
        keys.store(settings.DATA_DIR, made)
        typer.echo(f"The new keys are in {settings.DATA_DIR / keys.FILE}.")
    else:
        _print(made)
        typer.echo("Put these lines into the environment of every web server and of the worker.", err=True)
    typer.echo("Next: restart web servers and worker, then `vatra keys reseal`.", err=True)


@app.command("reseal")
def reseal() -> None:
    """Seal again, under the present key, what former keys sealed. Safe while in use; may be broken off."""
    from vatra.cli.main import hold_database
    from vatra.project import resealing

    with hold_database(), Progress() as progress:
        counted = resealing.reseal(Bars(progress).step)
    typer.echo(f"{counted['changed']} values sealed again.")
    if counted["shut"]:
        typer.echo(f"{counted['shut']} values open with none of the keys given here.", err=True)
        raise typer.Exit(EXIT_FAILED)


@app.command("status")
def status() -> None:
    """How many values each key number seals. A former key is needed as long as it stands here."""
    from collections import Counter

    from vatra.cli.main import hold_database
    from vatra.project import resealing

    with hold_database():
        found: Counter[tuple[int, str]] = Counter()
        for what, number, count in resealing.sealed_by():
            found[number, what] += count
    for name, prints in keys.fingerprints(settings.KEYS).items():
        for which, value in prints.items():
            typer.echo(f"{name} {which or 'present'}: {value}")
    for (number, what), count in sorted(found.items()):
        typer.echo(f"key {number}: {count} in {what}")


def _print(values: dict[str, str]) -> None:
    for name, value in values.items():
        typer.echo(f"{name}={value}")

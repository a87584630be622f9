"""`vatra rebuild`, `vatra verify` and `vatra held`: what is derived, the journal it comes from, what waits."""

from __future__ import annotations

from functools import partial
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import Progress

Place = Annotated[
    list[int] | None, typer.Option("--place", help="SIRUTA of a commune; again for more. Default: all.")
]

waiting = typer.Typer(
    invoke_without_command=True, help="How many entries are held now; seal those of before."
)


def register(cli: typer.Typer) -> None:
    """Add the top commands of the journal."""
    cli.command("rebuild")(rebuild)
    cli.command("verify")(verify)
    cli.add_typer(waiting, name="held")


def rebuild(place: Place = None) -> None:
    """Derive people, cases, tasks and figures again from the journal. Safe while in use."""
    from vatra.records import rebuilding

    with Progress() as progress:
        for siruta in place or _places():
            task = progress.add_task(f"{siruta}", total=None)
            total = rebuilding.rebuild(siruta, partial(progress.advance, task))
            progress.update(task, total=total, completed=total)


def verify(place: Place = None) -> None:
    """Recompute the hash chain of each place; exit code 1 where an entry was changed or removed."""
    from vatra.records import rebuilding, remarks

    console, broken = Console(), 0
    for siruta in place or _places():
        for line in remarks.of_place(siruta):
            console.print(line)
        seq = rebuilding.broken_link(siruta)
        if seq is not None:
            broken += 1
            console.print(f"Localitatea {siruta}: lanțul se rupe la intrarea {seq}.")
    if broken:
        console.print("Jurnalul a fost modificat în afara aplicației. Comparați cu o copie de siguranță.")
        raise typer.Exit(1)
    console.print("Jurnalul este întreg.")


@waiting.callback()
def held(context: typer.Context) -> None:
    """How many entries are held now: by county, reason and form, and since when. Nobody's data."""
    if context.invoked_subcommand is not None:
        return
    from vatra.database import scope
    from vatra.records import held as held_entries

    console = Console()
    with scope.system():
        found = held_entries.counts()
    for county, code, form, count, oldest in found:
        console.print(f"{county}  {code}  {form or '–'}  {count}  din {oldest:%Y-%m-%d}")
    console.print(f"Reținute acum: {held_entries.total(found)}.")


@waiting.command("seal")
def seal() -> None:
    """Seal and cut by sensitivity what was held before that was done. Safe to repeat, and while in use."""
    from vatra.records import quarantine

    typer.echo(f"{quarantine.seal()} held entries sealed.")


def _places() -> list[int]:
    from vatra.database import scope
    from vatra.records import groups

    with scope.system():
        return groups.places()

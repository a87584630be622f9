"""`vatra export`: facts as Parquet for analysis, and the check that they give the figures again."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.progress import Progress
from rich.table import Table

if TYPE_CHECKING:
    from vatra.exchange.recount import Difference  # brings DuckDB, slow to load

EXIT_FAILED = 1
MOST_SHOWN = 50


def register(cli: typer.Typer) -> None:
    """Add the top command."""
    cli.command("export")(export)


def export(
    parquet: Annotated[Path | None, typer.Option(help="Empty folder to write the facts into.")] = None,
    check: Annotated[
        Path | None, typer.Option(help="Folder of an export: count its indicators again and compare.")
    ] = None,
    identified: Annotated[
        bool,
        typer.Option("--identified", help="With ids as they are and every answer. Keep it as a case file."),
    ] = False,
) -> None:
    """Export facts as Parquet, without anybody's data unless told; or check an export's figures."""
    console = Console()
    if (parquet is None) == (check is None):
        console.print("Dați fie --parquet DOSAR, fie --check DOSAR.")
        raise typer.Exit(2)
    from vatra.exchange.parquet import ExportError

    try:
        if parquet is not None:
            _write(console, parquet, identified=identified)
        elif check is not None:
            _check(console, check)
    except ExportError as error:
        console.print(str(error))
        raise typer.Exit(EXIT_FAILED) from error


def _write(console: Console, folder: Path, *, identified: bool) -> None:
    from vatra.exchange import parquet

    with Progress(console=console) as progress:
        total = len(parquet.counties()) * len(parquet.chosen(identified=identified))
        bar = progress.add_task("Export", total=total)
        files = parquet.write(
            folder, identified=identified, step=lambda name: progress.update(bar, advance=1, description=name)
        )
    rows = sum(file.rows for file in files)
    console.print(f"{rows} rânduri în {len(files)} fișiere; sumele de control sunt în manifest.json.")


def _check(console: Console, folder: Path) -> None:
    from vatra.database import scope
    from vatra.exchange import parquet, recount
    from vatra.indicators import definitions

    damaged = parquet.broken(folder)
    if damaged:
        console.print(f"Fișiere lipsă sau schimbate față de manifest: {', '.join(damaged)}")
        raise typer.Exit(EXIT_FAILED)
    with scope.system():
        known = definitions.current()
    outcome = recount.compare(folder, known)
    console.print(
        f"{len(outcome.parts)} numărători și numitori numărați din nou, {outcome.cells} celule comparate; "
        f"{len(outcome.left_out)} nu se pot număra din export."
    )
    if outcome.differences:
        _show(console, outcome.differences)
        raise typer.Exit(EXIT_FAILED)
    console.print("Faptele dau aceleași cifre.")


def _show(console: Console, differences: Sequence[Difference]) -> None:
    table = Table("Indicator", "Parte", "Loc", "Luna", "Arie", "Cod", "Din fapte", "Păstrat")
    for each in differences[:MOST_SHOWN]:
        year, month = divmod(each.month, 12)
        where = f"{each.place}/{each.locality}" if each.locality else str(each.place)
        numbers = (str(each.counted), str(each.stored))
        table.add_row(
            each.indicator, each.part, where, f"{year}-{month + 1:02d}", each.area, each.code, *numbers
        )
    console.print(table)
    if len(differences) > MOST_SHOWN:
        console.print(f"... și încă {len(differences) - MOST_SHOWN}.")

"""`vatra indicators ...`: fold deltas, count anew, close a month."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.console import Console

app = typer.Typer(help="Cifrele: adunare, renumărare, închiderea lunilor.", no_args_is_help=True)


@app.command("fold")
def fold() -> None:
    """Fold the counts written with records into totals. The worker does it every minute."""
    from vatra.indicators import folding

    Console().print(f"{folding.fold_all()} schimbări adunate.")


@app.command("close")
def close(month: Annotated[str, typer.Argument(help="The month, as 2026-10.")]) -> None:
    """Close a month: its figures stand from now on as they are. Months close in order."""
    from vatra.indicators import closing, periods

    console = Console()
    try:
        period = periods.parse(month)
        cells = closing.close(month=period.last, by=None)
    except periods.PeriodError as error:
        console.print(str(error))
        raise typer.Exit(2) from error
    except closing.NotInOrderError as error:
        console.print("Lunile se închid pe rând, fiecare o singură dată. Închideți întâi luna de dinainte.")
        raise typer.Exit(1) from error
    console.print(f"{period.title}: închisă, {cells} cifre păstrate.")

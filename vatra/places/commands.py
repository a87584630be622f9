"""`vatra places`: the register of places in the database."""

from typing import Annotated

import typer
from rich.console import Console

app = typer.Typer(help="Localitățile și instituțiile din registru.", no_args_is_help=True)


@app.callback()
def places() -> None:
    """Localitățile și instituțiile din registru."""


@app.command("load")
def load(
    county: Annotated[
        list[str] | None, typer.Option(help="Car code of a county (BT); again for more. Default: all.")
    ] = None,
) -> None:
    """Load counties, communes, localities and the institutions that follow from them. Safe to repeat."""
    from vatra.database import scope
    from vatra.places import loading, register

    console = Console()
    codes = {code.upper() for code in county or ()}
    if unknown := codes - set(register.counties()):
        console.print(f"Nu există județul {', '.join(sorted(unknown))}. Scrieți codul auto, de pildă BT.")
        raise typer.Exit(2)
    with console.status("Se citește registrul…"), scope.system():
        loaded = loading.load(
            counties=codes or None,
            told=lambda what, count: console.print(f"{what}: {count} noi sau schimbate"),
        )
    if loaded.gone:
        console.print(
            f"{loaded.gone} localități nu mai sunt în registru; au rămas, fiindcă fișele le numesc."
        )

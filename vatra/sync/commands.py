"""`vatra sync ...`: phones taken out of use."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.console import Console

app = typer.Typer(help="Telefoane: retragerea unui telefon pierdut.", no_args_is_help=True)


@app.callback()
def sync() -> None:
    """Telefoane: retragerea unui telefon pierdut."""


@app.command("revoke")
def revoke(
    address: Annotated[str, typer.Argument(help="E-mail address of the user.")],
    wipe: Annotated[bool, typer.Option(help="Have each phone empty itself at its next contact.")] = False,
) -> None:
    """Take every phone of a user out of use. What they have sent stays; unsent entries are held."""
    from vatra.sync import devices

    count = devices.revoke_all(email=address, wipe=wipe)
    Console().print(f"{count} telefoane retrase." if count else "Utilizatorul nu are niciun telefon în uz.")
    if not count:
        raise typer.Exit(1)

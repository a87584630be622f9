"""`vatra sync ...`: phones taken out of use, safety copies of broken ones read in."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

STATUS = {"accepted": "acceptată", "quarantined": "reținută", "retry": "de încercat din nou"}
app = typer.Typer(
    help="Telefoane: retragerea unuia pierdut, copia de siguranță a unuia stricat.", no_args_is_help=True
)


@app.callback()
def sync() -> None:
    """Telefoane: retragerea unuia pierdut, copia de siguranță a unuia stricat."""


@app.command("revoke")
def revoke(
    address: Annotated[str, typer.Argument(help="E-mail address of the user.")],
    wipe: Annotated[bool, typer.Option(help="Have each phone empty itself at its next contact.")] = False,
    reason: Annotated[str, typer.Option(help="Why, for the phone's history.")] = "",
) -> None:
    """Take every phone of a user out of use. What they have sent stays; unsent entries are held."""
    from vatra.sync import devices

    count = devices.revoke_all(email=address, wipe=wipe, reason=reason)
    Console().print(f"{count} telefoane retrase." if count else "Utilizatorul nu are niciun telefon în uz.")
    if not count:
        raise typer.Exit(1)


@app.command("recover")
def recover(
    file: Annotated[Path, typer.Argument(help="The safety copy saved by the phone.", exists=True)],
) -> None:
    """Hand in the unsent entries of a broken phone. Reading the same copy twice adds nothing."""
    from vatra.records import recovery
    from vatra.records.copies import CopyError

    console = Console()
    try:
        found = recovery.recover(content=file.read_bytes(), by=None)
    except CopyError as error:
        console.print(str(error))
        raise typer.Exit(1) from error
    for phone in found:
        console.print(f"{phone.device_name}: intrări noi {phone.fresh} din {len(phone.lines)}.")
        for line in phone.lines:
            was_here = ", era deja aici" if line.was_here else ""
            console.print(f"  {line.made_at}  {line.form_title}: {STATUS[line.status]}{was_here}")
            for reason in line.reasons:
                console.print(f"      {reason.message}")
        if phone.damaged:
            console.print(f"  Stricate în fișier: {phone.damaged}.")

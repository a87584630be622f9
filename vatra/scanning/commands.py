"""`vatra scan`: kept files shown to the virus scanner, new signatures at hand."""

from __future__ import annotations

from typing import Annotated

import typer


def register(cli: typer.Typer) -> None:
    cli.command("scan")(scan)


def scan(
    everything: Annotated[
        bool, typer.Option("--all", help="Also those found clean before, with the signatures of today.")
    ] = False,
) -> None:
    """Scan kept files that no scan found clean; exit code 1 if the scanner is silent or something is found.

    What was found infected is asked about again: where new signatures call it clean, it opens.
    """
    from vatra.records import attachments
    from vatra.scanning import clamd, verdicts

    if not clamd.is_set():
        typer.echo("Nu este setat niciun scaner (VATRA_CLAMD).", err=True)
        raise typer.Exit(1)
    names = list(attachments.names())
    known = {} if everything else verdicts.states(names)
    asked = [name for name in names if known.get(name) not in ("clean", "wrong_kind")]
    counts = verdicts.all_again(asked, verdicts.Sender("operator"))
    clean, infected = counts.get("clean", 0), counts.get("infected", 0)
    typer.echo(f"Fișiere verificate: {clean + infected} din {len(asked)}; cu virus: {infected}.")
    if counts.get("waiting"):
        typer.echo("Scanerul nu răspunde; porniți-l și rulați din nou.", err=True)
    if infected or counts.get("waiting"):
        raise typer.Exit(1)

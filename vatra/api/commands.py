"""`vatra token ...`: an operator gives programs their tokens and takes them back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.table import Table

from vatra.api.parts import DEFAULT, PARTS

if TYPE_CHECKING:
    from vatra.api.models import Token

EXIT_FAILED = 1
token = typer.Typer(help="Jetoane ale altor programe, pentru interfața de citire.", no_args_is_help=True)


def register(cli: typer.Typer) -> None:
    """Add the top command."""
    cli.add_typer(token, name="token")


@token.command("issue")
def issue(
    name: Annotated[str, typer.Option(help="The program, and who answers for it.")],
    role: Annotated[str, typer.Option(help="A county or central role, as county_health_coordinator.")],
    place: Annotated[int, typer.Option(help="SIRUTA of the county; 0 for a central role.")],
    days: Annotated[int, typer.Option(help="How long it holds, at most 366 days.")] = 90,
    part: Annotated[
        list[str] | None,
        typer.Option(help=f"A part it may ask; again for more: {', '.join(PARTS)}. Default: all but cases."),
    ] = None,
) -> None:
    """Issue a token and print it, this once."""
    from vatra.api import tokens

    try:
        text = tokens.issue(name=name, role=role, siruta=place, days=days, parts=part or DEFAULT)
    except tokens.TokenError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(EXIT_FAILED) from error
    typer.echo(text)
    typer.echo(
        "Se arată o singură dată. Dați-l pe o cale sigură; se retrage cu `vatra token revoke`.", err=True
    )


@token.command("list")
def list_() -> None:
    """List tokens: whose, for what, until when, how much they asked in 30 days."""
    from vatra.api import tokens

    used = tokens.uses()
    table = Table()
    table.add_column("Prefix", no_wrap=True)  # what `revoke` asks for, whole on the narrowest terminal
    for head in ("Nume", "Rol", "Loc", "Părți", "Până la", "Folosit", "Cereri (refuzate)", "Stare"):
        table.add_column(head)
    for each in tokens.listed():
        asked, refused = used.get(each.id, (0, 0))
        last = f"{each.last_used_at:%Y-%m-%d %H:%M}" if each.last_used_at else "niciodată"
        what = (each.prefix, each.name, each.role, str(each.siruta), ", ".join(each.parts))
        table.add_row(*what, f"{each.expires_at:%Y-%m-%d}", last, f"{asked} ({refused})", _state(each))
    Console().print(table)


@token.command("revoke")
def revoke(
    prefix: Annotated[str, typer.Argument(help="Prefix of the token, from `vatra token list`.")],
) -> None:
    """Take a token out of use at once."""
    from vatra.api import tokens

    if not tokens.revoke(prefix):
        typer.echo("Niciun jeton în vigoare nu are acest prefix. Vedeți `vatra token list`.", err=True)
        raise typer.Exit(EXIT_FAILED)
    typer.echo("Jetonul nu mai este în vigoare.")


def _state(each: Token) -> str:
    from django.utils import timezone

    if each.revoked_at:
        return "retras"
    return "în vigoare" if each.expires_at > timezone.now() else "expirat"

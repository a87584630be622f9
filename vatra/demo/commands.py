"""`vatra demo`: users and invented people of a county, for trying Vatra and for measuring it."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.progress import Progress
from rich.table import Table

if TYPE_CHECKING:
    from vatra.accounts.demo import DemoUser


def register(cli: typer.Typer) -> None:
    """Add the top command."""
    cli.command("demo")(demo)


def demo(
    county: Annotated[str, typer.Option(help="Car code of the county.")] = "BT",
    households: Annotated[int, typer.Option(help="Households in each commune.")] = 4,
    team: Annotated[int, typer.Option(help="Households in the demonstration team's commune.")] = 40,
    communes: Annotated[int, typer.Option(help="How many communes; 0 for all of the county.")] = 0,
) -> None:
    """Load the demonstration county: invented people, the same at every run. Safe to repeat."""
    from django.utils import timezone

    from vatra.accounts import demo as people
    from vatra.database import scope
    from vatra.demo import building, desks, waiting
    from vatra.indicators import folding
    from vatra.places import queries as places
    from vatra.records import groups

    console = Console()
    users = people.create_demo_users(county)
    first = next(user.place_id for user in users if user.role == "community_nurse")
    chosen = sorted(places.uats_of_county(county), key=lambda place: place.siruta != first)
    with scope.system():
        filled = set(groups.places())
    empty = [place for place in chosen[: communes or None] if place.siruta not in filled]
    held = 0
    with Progress(console=console) as progress:
        bar = progress.add_task(
            "Gospodării", total=sum(team if p.siruta == first else households for p in empty)
        )
        for place in empty:
            count = team if place.siruta == first else households
            built = building.build(place, count, timezone.localdate(), lambda n: progress.advance(bar, n))
            held += built.held.total()
    held += desks.build(users, timezone.localdate())
    held += waiting.build(users, timezone.localdate())
    folding.fold_all()
    if held:
        console.print(f"{held} intrări au rămas în carantină.")
    _show(console, users)


def _show(console: Console, users: list[DemoUser]) -> None:
    from vatra.accounts import demo as people
    from vatra.kit.vocabulary import ROLES

    password, _ = people.credentials()
    table = Table(title="Utilizatori de demonstrație")
    table.add_column("Adresa", no_wrap=True)  # to be copied whole, also from a narrow terminal
    table.add_column("Rolul")
    table.add_column("Locul")
    for user in users:
        table.add_row(user.email, ROLES[user.role].title, user.place)
    console.print(table)
    console.print(f"Parola tuturor:  [bold]{password}[/bold]")
    program = sys.argv[0] if sys.argv[0].endswith("vatra") else "vatra"
    console.print(f"Codul de acum:   [bold]{program} code ADRESA[/bold]", soft_wrap=True)

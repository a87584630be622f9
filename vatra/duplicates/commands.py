"""`vatra duplicates`: look for persons entered twice, now instead of at night."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.console import Console
from rich.progress import Progress

app = typer.Typer(help="Persons entered twice.", no_args_is_help=True)


@app.callback()
def _main() -> None:
    """Persons entered twice."""


@app.command()
def search(
    county: Annotated[str, typer.Option(help="Car code of the county; every county without it.")] = "",
) -> None:
    """Compare all files of a county; exit code 1 for a county that is not known."""
    from django.utils import timezone

    from vatra.duplicates import searching
    from vatra.places import queries as places

    console = Console()
    counties = searching.counties()
    if county:
        known = {uat.county_id for uat in places.uats_of_county(county) if uat.county_id}
        if not known:
            console.print(f"Nu există județul cu indicativul {county}. Exemplu: --county BT")
            raise typer.Exit(1)
        counties = sorted(known)
    with Progress(console=console) as progress:
        bar = progress.add_task("Județe", total=len(counties))
        found = 0
        for county_id in counties:
            found += searching.search(county_id, timezone.localdate())
            progress.advance(bar)
    console.print(f"Perechi probabile: {found}")

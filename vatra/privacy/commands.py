"""`vatra privacy`: terms of keeping, and what was erased, after a restore."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

import typer
from rich.console import Console

app = typer.Typer(help="Personal data: terms of keeping, erasures after a restore.")

Place = Annotated[
    list[int] | None, typer.Option("--place", help="SIRUTA of a commune; again for more. Default: all.")
]
PERSONS = """
SELECT DISTINCT r.subject_id FROM records_record r JOIN people_person p ON p.id = r.subject_id
WHERE r.place_id = %s AND r.subject_type = 'person' AND r.intent <> 'void'
    AND r.occurred_on < current_date - interval '1 year'
    AND NOT EXISTS (SELECT 1 FROM privacy_erased e WHERE e.record_id = r.id)
"""


@app.command()
def retention(
    place: Place = None,
    apply: Annotated[bool, typer.Option("--apply/--dry-run", help="Erase; default: only say.")] = False,
) -> None:
    """Entries whose term of keeping has passed: how many, of which kind; erase them with --apply."""
    from django.utils import timezone

    from vatra.database import scope
    from vatra.privacy import erasing
    from vatra.privacy import retention as terms
    from vatra.records import groups

    console, day = Console(), timezone.localdate()
    with scope.system():
        places = place or groups.places()
    for siruta in places:
        with scope.system():
            due = {person: terms.expired(person, day) for person in _persons(siruta)}
        over = {person: found for person, found in due.items() if found}
        count = sum(len(found) for found in over.values())
        console.print(f"Localitatea {siruta}: {count} intrări cu termenul trecut, {len(over)} persoane.")
        for person in over if apply else ():
            with scope.system():
                erasing.expire(person_id=person, on=day)
    console.print("S-au șters." if apply else "Nimic nu s-a schimbat. Ștergeți cu --apply.")


@app.command()
def reapply() -> None:
    """After a restore: erase again what had been erased (the list stands in VATRA_DATA_DIR)."""
    from vatra.privacy import erasing

    Console().print(f"{erasing.reapply()} ștergeri făcute din nou.")


def _persons(place_id: int) -> list[UUID]:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(PERSONS, [place_id])
        return [row[0] for row in cursor.fetchall()]

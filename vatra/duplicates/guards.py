"""Who decides of a pair, asked by the journal before an entry is taken, whoever sends it.

Of two files in one commune its team decides; of files in two communes the county's coordinator.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final
from uuid import UUID

from django.db import connection

from vatra.database import scope
from vatra.kit.vocabulary import ROLES, Level
from vatra.people import bindings
from vatra.records.incoming import Incoming

EFFECT: Final = "person.compare"
PLACES: Final = "SELECT id, place_id FROM people_person WHERE id = ANY (%s) AND county_id = %s"
OTHERS: Final = "SELECT record_id, other_id FROM duplicates_verdict WHERE record_id = ANY (%s)"
UNKNOWN: Final = "Cealaltă fișă nu este în registrul județului. Verificați codul ei."
SAME: Final = "O fișă nu se compară cu ea însăși."
TEAMS: Final = "Cele două fișe sunt în aceeași localitate: hotărăște echipa localității."
COUNTYS: Final = "Cele două fișe sunt în localități diferite: hotărăște coordonatorul județean."


@dataclass(frozen=True, slots=True)
class Seen:
    """The place of each file named, and the other file of each verdict to be voided."""

    places: Mapping[UUID, int] = field(default_factory=dict)
    others: Mapping[UUID, UUID] = field(default_factory=dict)


def decides(level: str, places: Collection[int]) -> bool:
    """Whether who works at the level may say of files in these places that they are one person or two."""
    return (level == Level.local.name) == (len(set(places)) == 1)


def is_guarded(entry: Incoming) -> bool:
    """Voiding a verdict is deciding too."""
    return entry.form in bindings.forms_with(EFFECT)


def look(entries: Sequence[Incoming], county_id: int) -> Seen:
    if not entries:
        return Seen()
    with scope.system(savepoint=False), connection.cursor() as cursor:
        cursor.execute(OTHERS, [[entry.prev for entry in entries if entry.prev]])
        others = dict(cursor.fetchall())
        told = (_told(entry, entry.answers) for entry in entries)
        wanted = {entry.subject.id for entry in entries} | {other for other in told if other}
        cursor.execute(PLACES, [sorted(wanted | set(others.values())), county_id])
        return Seen(dict(cursor.fetchall()), others)


def objections(entry: Incoming, answers: Mapping[str, Any], seen: Seen) -> tuple[str, ...]:
    """Reasons in Romanian; none if the entry can be taken."""
    if entry.intent != "void":
        return _against(entry, _told(entry, answers), seen)
    other = seen.others.get(entry.prev) if entry.prev else None
    return _against(entry, other, seen) if other else ()


def _against(entry: Incoming, other: UUID | None, seen: Seen) -> tuple[str, ...]:
    if other is None or other not in seen.places:
        return (UNKNOWN,)
    if other == entry.subject.id:
        return (SAME,)
    places = {seen.places.get(entry.subject.id, entry.place), seen.places[other]}
    if decides(ROLES[entry.role].level.name, places):
        return ()
    return (TEAMS if len(places) == 1 else COUNTYS,)


def _told(entry: Incoming, answers: Mapping[str, Any]) -> UUID | None:
    """The other file; an entry not checked yet may say anything there."""
    links = bindings.of_form(entry.form, entry.version)
    link = next((link for link, bound in links.items() if bound == "compare.other"), "")
    try:
        return UUID(str(answers.get(link, "")))
    except ValueError:
        return None

"""Who is probably already on file: asked before a new person is saved, across the whole commune.

An identifier that is the same decides alone. Otherwise three of four must agree: family name,
given name, birth date, address. Diacritics, swapped names and slips of the finger are forgiven.
Nobody is merged here: twins agree in three of four too, and only a person can tell.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django.db import connection

from vatra.people import likeness, sealing
from vatra.people.names import fold

NEEDED: Final = 3  # of the four
MOST: Final = 5  # candidates a page can show
# pg_trgm: lower catches names with two slips, higher keeps the block small.
LIKE_ENOUGH: Final = 0.3

# One statement, whatever the commune's size. Every pair that agrees in three of four shares a
# name, a birth date or the household, so these blocks lose none of them.
BLOCK: Final = """
WITH near AS (
    SELECT person_id FROM people_identity
    WHERE place_id = %(place)s AND cnp_index = ANY (%(cnp)s)
    UNION
    SELECT person_id FROM people_identity
    WHERE place_id = %(place)s AND (foreign_index = ANY (%(foreign)s) OR birth_date = ANY (%(births)s)
        OR similarity(search, %(names)s) >= %(like)s)
    UNION
    SELECT id FROM people_person WHERE place_id = %(place)s AND home_id = %(household)s
)
SELECT coalesce(p.merged_into_id, p.id), i.family_name, i.given_name, i.birth_date, i.cnp_index,
       i.foreign_index, p.home_id, h.locality_id, a.street, a.number
FROM near JOIN people_identity i USING (person_id) JOIN people_person p ON p.id = i.person_id
LEFT JOIN people_household h ON h.id = p.home_id
LEFT JOIN people_address a ON a.household_id = p.home_id
WHERE NOT p.is_void ORDER BY p.id
"""
ADDRESS: Final = """
SELECT h.locality_id, a.street, a.number FROM people_household h
JOIN people_address a ON a.household_id = h.id WHERE h.id = %s
"""


@dataclass(frozen=True, slots=True)
class Given:
    """What is known of the person being entered. The address is that of ``household_id``."""

    family_name: str = ""
    given_name: str = ""
    birth_date: str = ""
    cnp: str = ""
    foreign_id: str = ""
    household_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Match:
    """``score`` 0..1; ``reasons`` in words, for the page that offers the person."""

    person_id: UUID
    score: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Asked:
    given: Given
    cnp: list[bytes]
    foreign: list[bytes]
    address: tuple[Any, str, str] | None


def candidates(place_id: int, given: Given) -> list[Match]:
    """Persons of the place who may be the one given, the likeliest first. Two statements."""
    asked = _Asked(
        given, _blinds("cnp", given.cnp), _blinds("foreign", given.foreign_id), _address(given.household_id)
    )
    arguments: dict[str, Any] = {
        "place": place_id,
        "cnp": asked.cnp,
        "foreign": asked.foreign,
        "births": list(likeness.births_near(given.birth_date)),
        "names": fold(f"{given.family_name} {given.given_name}"),
        "like": LIKE_ENOUGH,
        "household": given.household_id,
    }
    with connection.cursor() as cursor:
        cursor.execute(BLOCK, arguments)
        matches = [match for row in cursor.fetchall() if (match := _judged(asked, row)) is not None]
    best: dict[UUID, Match] = {}
    for match in matches:
        known = best.get(match.person_id)
        if known is None or match.score > known.score:
            best[match.person_id] = match
    return sorted(best.values(), key=lambda m: (-m.score, m.person_id))[:MOST]


def _judged(asked: _Asked, row: tuple[Any, ...]) -> Match | None:
    person_id, family, given_name, birth, cnp, foreign, home, locality, street, number = row
    number_says = _identifier(asked, cnp, foreign)
    if number_says:
        return Match(person_id, 1.0, (number_says,))
    names = likeness.names(asked.given.family_name, asked.given.given_name, family, given_name)
    place = (home, (locality, street or "", number or ""))
    agreed = [*_names(names), *_birth(asked.given.birth_date, birth or "", names), *_lives(asked, place)]
    if len(agreed) < NEEDED:
        return None
    # Both numbers known and different: another person, or a slip in one of them.
    differs = bool(asked.cnp and cnp)
    reasons = [reason for reason, _ in agreed] + (["dar CNP-ul este altul"] if differs else [])
    score = sum(weight for _, weight in agreed) / 4 - (0.25 if differs else 0)
    return Match(person_id, round(max(score, 0.05), 3), tuple(reasons))


def _identifier(asked: _Asked, cnp: Any, foreign: Any) -> str | None:
    if cnp is not None and bytes(cnp) in asked.cnp:
        return "același CNP"
    if foreign is not None and bytes(foreign) in asked.foreign:
        return "același act străin"
    return None


def _names(names: likeness.Names) -> Iterator[tuple[str, float]]:
    swapped = " (inversate)" if names.are_swapped else ""
    if names.family:
        yield f"numele de familie{swapped}", names.family
    if names.given:
        yield f"prenumele{swapped}", names.given


def _birth(mine: str, theirs: str, names: likeness.Names) -> Iterator[tuple[str, float]]:
    """A birth date with a slip counts only where both names agree: brothers' dates look alike."""
    likely = likeness.birth(mine, theirs)
    if likely == 1:
        yield "data nașterii", 1
    elif likely and names.family and names.given:
        yield "o dată a nașterii apropiată", likely


def _lives(asked: _Asked, place: tuple[UUID, tuple[Any, str, str]]) -> Iterator[tuple[str, float]]:
    home, address = place
    if asked.given.household_id is not None and home == asked.given.household_id:
        yield "aceeași gospodărie", 1
    elif asked.address and likeness.is_same_address(asked.address, address):
        yield "aceeași adresă", 1


def _address(household_id: UUID | None) -> tuple[Any, str, str] | None:
    if household_id is None:
        return None
    with connection.cursor() as cursor:
        cursor.execute(ADDRESS, [household_id])
        found: tuple[Any, str, str] | None = cursor.fetchone()
        return found


def _blinds(kind: str, text: str) -> list[bytes]:
    return sealing.blinds(kind, text) if text else []

"""Who is meant by an id on a page of a case: persons, colleagues, places."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db import connection

from vatra.office.templatetags.people import age, sex_in_words, years_in_words

PERSONS = """
SELECT p.id::text, p.sex, p.birth_year, p.alive, p.relation, i.family_name, i.given_name, i.birth_date
FROM people_person p LEFT JOIN people_identity i ON i.person_id = p.id
WHERE p.home_id = %s AND NOT p.is_void AND p.merged_into_id IS NULL
ORDER BY p.birth_year NULLS LAST, p.id
"""
HOUSEHOLD = """
SELECT a.name, a.street, a.number, v.name, p.name FROM people_household h
LEFT JOIN people_address a ON a.household_id = h.id
LEFT JOIN places_place v ON v.siruta = h.locality_id LEFT JOIN places_place p ON p.siruta = h.place_id
WHERE h.id = %s
"""


@dataclass(frozen=True, slots=True)
class Person:
    id: str
    name: str
    about: str
    is_alive: bool


@dataclass(frozen=True, slots=True)
class Household:
    """``name`` and ``address`` are empty where the reader may not know them."""

    name: str
    address: str
    village: str
    place: str


def persons(group_id: UUID) -> tuple[Person, ...]:
    """The people of the household; without a name, "Persoana 1", where the reader may not know it."""
    with connection.cursor() as cursor:
        cursor.execute(PERSONS, [group_id])
        rows = cursor.fetchall()
    found = []
    for number, (key, sex, year, alive, _, family, given, birth) in enumerate(rows, start=1):
        named = f"{family} {given}".strip() if family is not None else ""
        years = age({"birth_date": birth, "birth_year": year})
        about = ", ".join(part for part in (sex_in_words(sex, years).lower(), years_in_words(years)) if part)
        found.append(Person(key, named or f"Persoana {number}", about, alive))
    return tuple(found)


def household(group_id: UUID) -> Household:
    with connection.cursor() as cursor:
        cursor.execute(HOUSEHOLD, [group_id])
        row = cursor.fetchone() or ("", "", "", "", "")
    name, street, number, village, place = (part or "" for part in row)
    return Household(name, " ".join(part for part in (street, number) if part), village, place)


def users(ids: Iterable[str | None]) -> dict[str, str]:
    """Names of colleagues by id."""
    wanted = sorted({key for key in ids if key})
    with connection.cursor() as cursor:
        cursor.execute("SELECT id::text, full_name FROM accounts_user WHERE id = ANY (%s::uuid[])", [wanted])
        return dict(cursor.fetchall())

"""Persons already on file who may be the one being entered: offered before anything is saved."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from vatra.office.forms.targets import Target
from vatra.office.queries import persons
from vatra.office.queries.rows import Row
from vatra.people import bindings, matching
from vatra.people.matching import Given


def of(target: Target, answers: Mapping[str, Any]) -> list[Row]:
    """Cards of the candidates, each with its reasons, the likeliest first; none for other forms."""
    if not target.registers:
        return []
    told = bindings.bound(target.form["id"], target.form["version"], answers)
    given = Given(
        family_name=_text(told, "person.family_name"),
        given_name=_text(told, "person.given_name"),
        birth_date=_text(told, "person.birth_date"),
        cnp=_text(told, "person.cnp"),
        foreign_id=_text(told, "person.foreign_id"),
        household_id=UUID(target.group_id),
    )
    matches = matching.candidates(target.place_id, given)
    reasons = {match.person_id: match for match in matches}
    cards = persons.cards([match.person_id for match in matches]) if matches else []
    return [card | {"match": reasons[card["id"]]} for card in cards]


def of_person(place_id: int, row: Row) -> list[UUID]:
    """Files that may be of the same person as one on file: proposed where two are joined."""
    given = Given(
        family_name=row["family_name"] or "",
        given_name=row["given_name"] or "",
        birth_date=row["birth_date"] or "",
        household_id=row["home_id"],
    )
    found = [match.person_id for match in matching.candidates(place_id, given)]
    return [each for each in found if each != row["id"]]


def _text(told: Mapping[str, Any], key: str) -> str:
    value = told.get(key)
    return value if isinstance(value, str) else ""

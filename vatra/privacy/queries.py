"""Requests as the officer sees them, and the persons behind them. Row-level security decides which."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

from django.db import connection

from vatra.accounts.principals import Principal
from vatra.database import scope
from vatra.people import bindings, folding, names, sealing
from vatra.people.folding import PersonState
from vatra.privacy.errors import NoRequestError
from vatra.records.entries import RegistryJournal
from vatra.records.queries import library

Row = dict[str, Any]
MOST: Final = 5
PAGE: Final = 50
COLUMNS: Final = """
SELECT q.id, q.person_id, q.group_id, q.place_id, q.county_id, q.claim, q.received_on, q.due_on,
    q.extended_on, q.decided_on, q.outcome, q.corrected_by_id, l.name AS place,
    (SELECT x.since_on FROM people_restriction x WHERE x.person_id = q.person_id) AS restricted_on
FROM privacy_request q JOIN places_place l ON l.siruta = q.place_id
"""
LISTED: Final = f"{COLUMNS} ORDER BY q.decided_on IS NOT NULL, q.due_on, q.id LIMIT %s OFFSET %s"
ONE: Final = f"{COLUMNS} WHERE q.id = %s"
# Found by the number, or by the whole name with the day of birth; no more is told than tells persons apart.
FOUND: Final = """
SELECT p.id, p.home_id, p.place_id, l.name AS place, i.family_name, i.given_name, p.birth_year
FROM people_identity i JOIN people_person p ON p.id = i.person_id JOIN places_place l ON l.siruta = p.place_id
WHERE NOT p.is_void AND p.merged_into_id IS NULL AND (%(all)s OR p.county_id = ANY (%(counties)s))
    AND ((i.cnp_index = ANY (%(cnp)s::bytea[]) AND %(has_cnp)s)
        OR (i.search = ANY (%(names)s) AND i.birth_date = %(birth)s))
ORDER BY i.search, p.id LIMIT %(most)s
"""


@dataclass(frozen=True, slots=True)
class Sought:
    """What the paper says of who asks: the number, or the name and the day of birth."""

    cnp: str = ""
    name: str = ""
    birth: str = ""


def listed(skip: int = 0) -> tuple[list[Row], bool]:
    """A page of requests of the officer's territory and whether more follow.

    Those without an answer come first, the nearest term on top.
    """
    found = _many(LISTED, [PAGE + 1, skip])
    return found[:PAGE], len(found) > PAGE


def waiting() -> int:
    """How many requests of the officer's territory have no answer yet."""
    return int(_many("SELECT count(*) AS n FROM privacy_request WHERE decided_on IS NULL", [])[0]["n"])


def one(request_id: UUID) -> Row:
    """The request; NoRequestError outside the officer's territory."""
    found = _many(ONE, [request_id])
    if not found:
        raise NoRequestError
    return found[0]


def persons(principal: Principal, sought: Sought) -> list[Row]:
    """Who in the officer's territory fits what the paper says; found by the system, told in part."""
    words = names.fold(sought.name).split()
    turned = [" ".join(words), " ".join([*words[1:], *words[:1]]), " ".join([*words[-1:], *words[:-1]])]
    asked = {
        "all": principal.level == "central",
        "counties": list(principal.counties),
        "cnp": sealing.blinds("cnp", sought.cnp) if sought.cnp else [],
        "has_cnp": bool(sought.cnp),
        "names": turned if words else [],
        "birth": sought.birth,
        "most": MOST,
    }
    with scope.system():
        return _many(FOUND, asked)


def home(principal: Principal, person_id: UUID) -> tuple[UUID, int] | None:
    """(household, place) of a person of the officer's territory."""
    query = "SELECT home_id, place_id FROM people_person WHERE id = %s AND NOT is_void"
    found = _many(query, [person_id])
    return (found[0]["home_id"], found[0]["place_id"]) if found else None


def state(person_id: UUID) -> PersonState:
    """Who the person is, from the journal itself: also where the derived rows withhold it (system scope)."""
    own = RegistryJournal(library()).of_subjects([str(person_id)])
    return folding.person(
        str(person_id),
        own,
        lambda e: bindings.bound(e.form, e.version, e.answers),
        lambda e: bindings.effects_of(e.form, e.version),
    )


def steps(request: Row) -> list[Row]:
    """What was written for the request: the officer's own entries about the person since it came."""
    return _many(
        "SELECT r.id, r.form, r.version, r.occurred_on, r.made_at, u.full_name AS author FROM records_record r "
        "LEFT JOIN accounts_user u ON u.id = r.author_id WHERE r.subject_id = %s "
        "AND r.role = 'data_protection_officer' AND r.intent <> 'void' AND r.occurred_on >= %s ORDER BY r.seq",
        [request["person_id"], request["received_on"]],
    )


def corrections(person_id: UUID, since: date) -> list[Row]:
    """Entries of the team since the day that could have corrected something about the person."""
    return _many(
        "SELECT r.id, r.form, r.version, r.occurred_on, r.intent, u.full_name AS author FROM records_record r "
        "LEFT JOIN accounts_user u ON u.id = r.author_id WHERE r.subject_id = %s AND r.received_at::date >= %s "
        "AND r.role <> 'data_protection_officer' ORDER BY r.seq DESC LIMIT 20",
        [person_id, since],
    )


def consents(person_id: UUID) -> list[Row]:
    """What the person agreed to, purpose by purpose, with the day each ended (system scope)."""
    query = "SELECT purposes, given_on, until_on, withdrawn FROM people_consent WHERE person_id = %s ORDER BY given_on"
    return _many(query, [person_id])


def _many(query: str, arguments: Sequence[Any] | dict[str, Any]) -> list[Row]:
    with connection.cursor() as cursor:
        cursor.execute(query, arguments)
        columns = [column.name for column in cursor.description]
        return [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]

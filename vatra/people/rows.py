"""Writing and reading the derived rows of people. Plain SQL: a push writes hundreds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django.db import connection
from django.db.backends.utils import CursorWrapper

from vatra.database import bulk, trips
from vatra.database.trips import Question
from vatra.people import names, sealing
from vatra.people.folding import PersonState

Territory = tuple[int, int]
Rows = Sequence[Sequence[Any]]

HOUSEHOLD = ("id", "locality_id", "head_id", "is_void", "place_id", "county_id")
ADDRESS = ("household_id", "name", "street", "number", "geo", "search", "place_id", "county_id")
PERSON = (
    *("id", "household_id", "home_id", "sex", "birth_year", "id_state", "family_doctor", "insured"),
    *("relation", "alive", "died_on", "is_void", "restricted_on", "place_id", "county_id"),
)
IDENTITY = (
    *("person_id", "family_name", "given_name", "birth_date", "cnp_sealed", "cnp_index", "cnp_last4"),
    *("foreign_sealed", "foreign_index", "phone", "languages", "doctor_name", "guardian", "search"),
    *("place_id", "county_id"),
)
MEMBERSHIP = (
    *("household_id", "person_id", "record_id", "relation", "from_on", "to_on", "place_id", "county_id"),
)
CONSENT = (
    *("record_id", "person_id", "purposes", "given_on", "until_on", "withdrawn", "place_id", "county_id"),
)
MERGE = (
    *("record_id", "group_id", "survivor_id", "absorbed_id", "merged_on", "undone_by_id"),
    *("place_id", "county_id"),
)
# What stands in place of a name while the data may only be kept: no page needs to know of it.
WITHHELD: Final = "Date restricționate"
SEARCHED: Final = "date restrictionate"
# Every group that holds an entry about the person; the policy on answers looks no further.
RESTRICT: Final = """
INSERT INTO people_restriction (person_id, groups, since_on, place_id, county_id)
SELECT p.id, array(SELECT DISTINCT r.group_id FROM records_record r WHERE r.subject_id = p.id),
    p.restricted_on, p.place_id, p.county_id
FROM people_person p WHERE p.id = ANY (%s::uuid[]) AND p.restricted_on IS NOT NULL
ON CONFLICT (person_id) DO UPDATE SET groups = EXCLUDED.groups, since_on = EXCLUDED.since_on
"""
STAYS_ANEW: Final = """
WITH lifted AS (DELETE FROM people_restriction WHERE person_id = ANY (%s::uuid[]))
DELETE FROM people_membership WHERE person_id = ANY (%s::uuid[])
"""
# Where a row lies never changes: it is written once.
FIXED = frozenset({"place_id", "county_id", "home_id"})
# The file of an absorbed person lies with the survivor, at the end of a chain of merges.
# The first words let it travel with the next question (`vatra.database.trips`).
HOMES = """/* answers nothing */
WITH RECURSIVE pairs AS (
    SELECT absorbed_id, survivor_id FROM people_merge WHERE undone_by_id IS NULL
), line (id, at, depth) AS (
    SELECT id, id, 0 FROM people_person WHERE id = ANY (%(ids)s)
    UNION ALL
    SELECT l.id, p.survivor_id, l.depth + 1 FROM line l JOIN pairs p ON p.absorbed_id = l.at
    WHERE l.depth < 16
), ends AS (SELECT DISTINCT ON (id) id, at FROM line ORDER BY id, depth DESC)
UPDATE people_person p SET home_id = s.household_id,
    merged_into_id = CASE WHEN e.at = p.id THEN NULL ELSE e.at END
FROM ends e JOIN people_person s ON s.id = e.at
WHERE p.id = e.id
"""


def save_households(found: Mapping[str, tuple[Mapping[str, Any], bool]], territory: Territory) -> None:
    """Households ``{id: (facts, is_void)}`` and their addresses."""
    households = [
        (i, facts.get("household.locality"), facts.get("household.head"), is_void, *territory)
        for i, (facts, is_void) in sorted(found.items())
    ]
    addresses = [_address(i, facts, territory) for i, (facts, _) in sorted(found.items())]
    with connection.cursor() as cursor:
        _upsert(cursor, "people_household", HOUSEHOLD, households)
        _upsert(cursor, "people_address", ADDRESS, addresses)


def _address(household_id: str, facts: Mapping[str, Any], territory: Territory) -> tuple[Any, ...]:
    text = {key: str(facts.get(f"household.{key}") or "") for key in ("name", "street", "number", "geo")}
    search = names.fold(" ".join(text[key] for key in ("name", "street", "number")))
    return (household_id, *text.values(), search, *territory)


def _upsert(cursor: CursorWrapper, table: str, columns: Sequence[str], rows: list[tuple[Any, ...]]) -> None:
    key, *others = columns
    changing = [column for column in others if column not in FIXED]
    bulk.insert(cursor, table, columns, rows, bulk.replacing(key, changing))


def save_persons(states: Mapping[str, PersonState], t: Territory) -> None:
    """Persons, their identities and their stays."""
    if not states:
        return
    known = {i: s for i, s in sorted(states.items()) if s.stays}
    orphans = [i for i, s in states.items() if not s.stays]
    stays = [
        (s.household_id, i, s.record_id, s.relation, s.from_on, s.to_on, *t)
        for i, state in known.items()
        for s in state.stays
    ]
    with connection.cursor() as cursor:
        if orphans:
            cursor.execute("UPDATE people_person SET is_void = true WHERE id = ANY (%s::uuid[])", [orphans])
            # Nothing is left that says who it was: the registration was taken back or erased.
            cursor.execute("DELETE FROM people_identity WHERE person_id = ANY (%s::uuid[])", [orphans])
        _upsert(cursor, "people_person", PERSON, [_person(i, s, t) for i, s in known.items()])
        _upsert(cursor, "people_identity", IDENTITY, [_identity(i, s, t) for i, s in known.items()])
        free = [i for i, s in states.items() if not s.restricted_on]
        cursor.execute(STAYS_ANEW, [free, list(states)])
        bulk.insert(cursor, "people_membership", MEMBERSHIP, stays)
        if len(free) < len(states):
            cursor.execute(RESTRICT, [list(states)])


def _person(person_id: str, state: PersonState, t: Territory) -> tuple[Any, ...]:
    fact = lambda key, default=None: state.facts.get(f"person.{key}", default)  # noqa: E731  # one line, used below
    birth, died = fact("birth_date"), fact("died_on")
    home = state.household_id
    known = (fact("id_state", "unknown"), fact("family_doctor", "unknown"), fact("insured", "unknown"))
    relation = next((s.relation for s in reversed(state.stays) if s.relation), fact("relation"))
    year = int(birth[:4]) if birth else None
    full = died if died and len(died) == len("2026-01-01") else None
    return (
        person_id,
        home,
        home,
        fact("sex"),
        year,
        *known,
        relation,
        not died,
        full,
        state.is_void,
        state.restricted_on,
        *t,
    )


def _identity(person_id: str, state: PersonState, t: Territory) -> tuple[Any, ...]:
    fact = lambda key: str(state.facts.get(f"person.{key}") or "")  # noqa: E731  # one line, used below
    cnp, foreign = fact("cnp"), fact("foreign_id")
    if state.restricted_on:
        # The blind indexes stay: they say nothing, and find the person should he be entered again.
        # The month of birth stays too, for figures by age are counted on.
        blinds = (_blind("cnp", cnp), _blind("foreign", foreign))
        return (
            *(
                person_id,
                WITHHELD,
                "",
                fact("birth_date")[:7] or None,
                None,
                blinds[0],
                "",
                None,
                blinds[1],
                "",
                [],
                "",
                "",
            ),
            *(SEARCHED, *t),
        )
    search = names.fold(f"{fact('family_name')} {fact('given_name')}")
    return (
        *(person_id, fact("family_name"), fact("given_name"), fact("birth_date") or None),
        *(_sealed(cnp, person_id), _blind("cnp", cnp), cnp[-4:]),
        *(_sealed(foreign, person_id), _blind("foreign", foreign), fact("phone")),
        *(list(state.facts.get("person.languages") or []), fact("family_doctor_name")),
        *(fact("guardian"), search, *t),
    )


def _sealed(text: str, owner: str) -> bytes | None:
    return sealing.seal(text, owner) if text else None


def _blind(kind: str, text: str) -> bytes | None:
    return sealing.blind(kind, text) if text else None


def settle_homes(persons: Iterable[str]) -> None:
    """Point the files of merged persons (and of those split again) at the right household."""
    with connection.cursor() as cursor:
        cursor.execute(HOMES, {"ids": [UUID(p) for p in persons]})


@dataclass(frozen=True, slots=True)
class Known:
    """What is stored of some persons: ``homes`` (where each one's file lies), ``households`` of their stays."""

    persons: frozenset[str]
    homes: Mapping[UUID, UUID]
    households: frozenset[str]


def known(persons: Iterable[str]) -> Known:
    ids = frozenset(persons)
    lying, stays = trips.read(homes_asked(ids), households_asked(ids))
    return Known(ids, homes_of(lying), households_in(stays))


def homes(persons: Iterable[str]) -> Mapping[UUID, UUID]:
    """``{person: household its file lies in}`` for persons already stored."""
    return homes_of(trips.read(homes_asked(persons))[0])


def homes_asked(persons: Iterable[str]) -> Question:
    return "SELECT id, home_id FROM people_person WHERE id = ANY (%s::uuid[])", [list(persons)]


def homes_of(found: Rows) -> Mapping[UUID, UUID]:
    return {row[0]: row[1] for row in found}


def households_asked(persons: Iterable[str]) -> Question:
    return (
        "SELECT DISTINCT household_id FROM people_membership WHERE person_id = ANY (%s::uuid[])",
        [list(persons)],
    )


def households_in(found: Rows) -> frozenset[str]:
    """Every household the stored stays of these persons name."""
    return frozenset(str(row[0]) for row in found)


def save_merges(groups: Iterable[str], merges: Sequence[Mapping[str, Any]], t: Territory) -> None:
    """Replace the merges recorded in these groups."""
    kept = [m["record_id"] for m in merges]
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM people_merge WHERE group_id = ANY (%s::uuid[]) AND record_id <> ALL (%s::uuid[])",
            [list(groups), kept],
        )
        rows = [(m["record_id"], m["group"], *m["pair"], m["on"], m["undone"], *t) for m in merges]
        again = bulk.replacing("record_id", ("undone_by_id",))
        bulk.insert(cursor, "people_merge", MERGE, rows, again)


def save_consents(persons: Iterable[str], consents: Sequence[Mapping[str, Any]], t: Territory) -> None:
    """Replace the consents of these persons."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM people_consent WHERE person_id = ANY (%s::uuid[])", [list(persons)])
        bulk.insert(cursor, "people_consent", CONSENT, [_consent(c, t) for c in consents])


def _consent(c: Mapping[str, Any], t: Territory) -> tuple[Any, ...]:
    entry, told = c["entry"], c["told"]
    purposes, until = list(told.get("consent.purposes") or []), told.get("consent.until")
    return (entry.id, entry.subject_id, purposes, entry.occurred_on, until, c["withdrawn"], *t)

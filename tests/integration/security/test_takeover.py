"""Ids of others in what is pushed: nobody's file is taken over, moved away or pulled in."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection

from tests import journal
from tests.journal import BOTOSANI, TUDORA, VORONA, Author, Entry
from vatra.database import scope
from vatra.kit.ids import uuid7
from vatra.records import actions

pytestmark = pytest.mark.django_db
ON = "2026-11-03"


@pytest.fixture
def theirs(stranger: Author) -> tuple[Entry, Entry]:
    """A household of Tudora and its person, registered by the nurse there."""
    home = journal.household(stranger)
    person = journal.person(stranger, home, family_name="Zzyzxescu")
    assert codes(stranger, home, person) == [[], []]
    return home, person


@pytest.fixture
def ours(nurse: Author) -> tuple[Entry, Entry]:
    home = journal.household(nurse)
    person = journal.person(nurse, home)
    assert codes(nurse, home, person) == [[], []]
    return home, person


def codes(author: Author, *records: Entry) -> list[list[str]]:
    receipts = actions.submit(principal=author, records=list(records))
    return [[reason.code for reason in receipt.reasons] for receipt in receipts]


def rows(query: str, *arguments: Any) -> list[tuple[Any, ...]]:
    with scope.system(), connection.cursor() as cursor:
        cursor.execute(query, arguments)
        return cursor.fetchall()


def where_is(person: Entry) -> tuple[Any, ...]:
    found = rows("SELECT place_id, home_id FROM people_person WHERE id = %s", person["subject"]["id"])
    return found[0][0], str(found[0][1])


def test_membership_cannot_pull_a_person_of_another_place(nurse: Author, ours: Any, theirs: Any) -> None:
    form = {"from_on": ON, "person": theirs[1]["subject"]["id"]}
    moved = journal.about(nurse, "registry/membership", ours[0], form)

    assert codes(nurse, moved) == [["out_of_scope"]]
    assert where_is(theirs[1]) == (TUDORA, theirs[0]["group"])


@pytest.mark.parametrize("swapped", [False, True])
def test_merge_cannot_join_a_person_of_another_place(
    nurse: Author, ours: Any, theirs: Any, swapped: bool
) -> None:
    pair = [ours[1]["subject"]["id"], theirs[1]["subject"]["id"]]
    survivor, absorbed = reversed(pair) if swapped else pair
    merge = journal.about(nurse, "registry/merge", ours[1], {"survivor": survivor, "absorbed": absorbed})

    assert codes(nurse, merge) == [["out_of_scope"]]
    assert rows("SELECT count(*) FROM people_merge") == [(0,)]


def test_membership_of_somebody_unknown_waits_instead_of_reserving_an_id(nurse: Author, ours: Any) -> None:
    unknown = uuid7()
    moved = journal.about(nurse, "registry/membership", ours[0], {"from_on": ON, "person": unknown})

    assert codes(nurse, moved) == [["unknown_subject"]]
    assert rows("SELECT count(*) FROM people_person WHERE id = %s", unknown) == [(0,)]


def test_registering_a_person_again_does_not_steal_him(nurse: Author, ours: Any) -> None:
    other = journal.household(nurse)
    theft = journal.person(nurse, other, family_name="Altul")
    theft["subject"]["id"] = ours[1]["subject"]["id"]

    assert codes(nurse, other, theft) == [[], ["already_known"]]
    assert where_is(ours[1]) == (VORONA, ours[0]["group"])


def test_registering_a_household_again_does_not_take_it_over(nurse: Author, ours: Any) -> None:
    theft = journal.household(nurse, household_name="Altă familie")
    theft["group"] = theft["subject"]["id"] = ours[0]["group"]

    assert codes(nurse, theft) == [["already_known"]]


def test_ids_of_another_place_open_no_household_and_no_person_here(
    nurse: Author, ours: Any, theirs: Any
) -> None:
    home = journal.household(nurse)
    home["group"] = home["subject"]["id"] = theirs[0]["group"]
    person = journal.person(nurse, ours[0])
    person["subject"]["id"] = theirs[1]["subject"]["id"]
    inside = journal.person(nurse, theirs[0])

    assert codes(nurse, home, person, inside) == [["out_of_scope"]] * 3


def test_a_problem_and_a_household_do_not_swap_their_kind(nurse: Author, ours: Any) -> None:
    as_problem = journal.household(nurse)
    as_problem["group"] = as_problem["subject"]["id"] = ours[0]["group"]
    as_problem["subject"]["type"] = "place"
    as_household = journal.about(nurse, "registry/household_change", ours[1], {"changed_on": ON})
    as_household["subject"]["type"] = "household"

    for entry in (as_problem, as_household):
        assert "wrong_subject" in codes(nurse, entry)[0]


def test_correction_cannot_build_on_a_record_of_another_place(nurse: Author, ours: Any, theirs: Any) -> None:
    fixed = journal.correction(nurse, ours[0], ours[0]["answers"]) | {"prev": theirs[0]["id"]}
    undone = journal.void(nurse, theirs[0]) | {"group": ours[0]["group"]}
    settled = journal.correction(nurse, ours[0], ours[0]["answers"], settles=[theirs[0]["id"]])

    assert [each[0] for each in codes(nurse, fixed, undone, settled)] == [
        "unknown_prev",
        "wrong_subject",
        "settled_badly",
    ]


def test_an_entry_cannot_name_a_case_of_another_place(
    nurse: Author, stranger: Author, ours: Any, theirs: Any
) -> None:
    need = {"noticed_on": ON, "source": "own", "kinds": ["no_family_doctor"], "description": "x",
            "violence_suspected": "no", "urgent": False}  # fmt: skip
    signal = journal.about(stranger, "integrated_services/signal", theirs[0], need)
    codes(stranger, signal)
    borrowed = journal.about(nurse, "integrated_services/signal", ours[0], need) | {"dossier": signal["id"]}

    assert codes(nurse, borrowed) == [["unknown_subject"]]


def test_answers_cannot_name_a_person_of_another_place(nurse: Author, ours: Any, theirs: Any) -> None:
    change = {"changed_on": ON, "change": "head", "head": theirs[1]["subject"]["id"]}

    assert codes(nurse, journal.about(nurse, "registry/household_change", ours[0], change)) == [
        ["out_of_scope"]
    ]


@pytest.mark.parametrize(
    "claim",
    [
        {"place": 0}, {"place": BOTOSANI}, {"place": TUDORA}, {"place": 2_000_000_000},
        {"role": "social_worker"}, {"role": "county_health_coordinator"}, {"role": "administrator"},
        {"author": uuid7()},
    ],
    ids=str,
)  # fmt: skip
def test_nobody_writes_as_or_where_he_is_not(nurse: Author, claim: dict[str, Any]) -> None:
    [[*reasons]] = codes(nurse, journal.household(nurse) | claim)

    assert set(reasons) & {"out_of_scope", "role_not_allowed", "wrong_author"}


def test_county_fills_no_local_form(places: None) -> None:
    from vatra.database.scope import Scope

    class Coordinator(Author):
        @property
        def roles(self) -> tuple[tuple[str, int], ...]:
            return ((self.role, BOTOSANI),)

        def scope(self) -> Scope:
            return Scope("county", self.user_id, (), (BOTOSANI,), (1, 3, 4))

    county = Coordinator("county_health_coordinator")

    assert codes(county, journal.household(county)) == [["role_not_allowed"]]
    assert codes(county, journal.household(county) | {"role": "community_nurse"}) == [["role_not_allowed"]]


def test_a_held_entry_is_closed_by_its_author_only(nurse: Author, stranger: Author) -> None:
    held = journal.household(nurse) | {"version": "99"}
    assert codes(nurse, held) == [["unknown_form"]]
    imitation = journal.household(stranger) | {"id": held["id"]}

    actions.submit(principal=stranger, records=[imitation])

    assert rows("SELECT state FROM records_quarantine WHERE author_id = %s", nurse.user_id) == [("held",)]

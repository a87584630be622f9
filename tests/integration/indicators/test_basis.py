"""Counts are left alone only where what they were counted from still stands."""

import random
from collections import Counter
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import filled
from tests.journal import VORONA, Author, Entry, about, correction, household, person, void
from vatra.database import scope
from vatra.dossiers import derivation
from vatra.indicators import bases, counting, definitions
from vatra.records import actions, groups, rebuilding
from vatra.records.queries import county_of

pytestmark = pytest.mark.django_db
VISIT = "integrated_services/home_visit"
VISITED = {
    "visited_on": "2026-11-10",
    "visit_kind": "monitoring",
    "outcome": "done",
    "urgent_found": False,
    "first_contact": True,
    "household_state": "same",
    "next_visit_on": "2026-12-01",
}


@pytest.fixture(autouse=True)
def fresh_definitions() -> None:
    definitions.forget()


def send(author: Author, *records: Entry) -> None:
    receipts = actions.submit(principal=author, records=list(records))
    assert [r.status for r in receipts] == ["accepted"] * len(records), receipts


def stored() -> dict[UUID, Counter[Any]]:
    found: dict[UUID, Counter[Any]] = {}
    with scope.system(), connection.cursor() as cursor:
        cursor.execute(f"SELECT group_id, {counting.COLUMNS}, value FROM indicators_contribution")
        for group, *row, value in cursor.fetchall():
            found.setdefault(group, Counter())[tuple(row)] += value
    return found


def recounted() -> dict[UUID, Counter[Any]]:
    """Every group counted from its journal, without a look at what is stored of it."""
    county = county_of(VORONA)
    assert county is not None
    with scope.system():
        derived = derivation.views(groups.of_place(VORONA), VORONA, county)
    found = {UUID(each.view.group_id): counting.cells_of(each) for each in derived}
    return {group: cells for group, cells in found.items() if cells}


def visit(author: Author, home: Entry, day: int) -> Entry:
    return about(author, VISIT, home, VISITED | {"visited_on": f"2026-11-{day:02}"})


def move(author: Author, who: Entry, to: Entry, day: int) -> Entry:
    on = f"2026-11-{day:02}"
    told = {"happened_on": on, "person": who["subject"]["id"], "event": "joined", "joined_on": on}
    return about(author, "registry/membership", to, told | {"relation": "spouse"})


@pytest.mark.parametrize("seed", range(6))
def test_random_histories_are_counted_as_from_the_beginning(nurse: Author, seed: int) -> None:
    choose = random.Random(seed)
    homes = [household(nurse, number=str(n)) for n in range(2)]
    people = [
        person(nurse, home, birth_date=f"{choose.randint(1930, 2025)}-0{choose.randint(1, 9)}-11")
        for home in homes
        for _ in range(2)
    ]
    send(nurse, *homes, *people)
    standing: list[Entry] = []
    statuses: list[str] = []
    for step in range(12):
        home, who = choose.choice(homes), choose.choice(people)
        day = choose.randint(1, 15)
        new = choose.choice(
            (
                lambda h=home, d=day: visit(nurse, h, d),
                lambda h=home: filled.household_assessment(
                    nurse, h, drinking_water=choose.choice(("yes", "no"))
                ),
                lambda w=who: filled.person_assessment(nurse, w),
                lambda w=who, h=home, d=day: move(nurse, w, h, d),
                lambda w=who: correction(nurse, w, w["answers"] | {"sex": choose.choice("fm")}),
            )
        )()
        if standing and step % 4 == 3:
            last = standing.pop(choose.randrange(len(standing)))
            new = void(nurse, last)
        elif "prev" not in new or new["prev"] is None:
            standing.append(new)
        else:
            people[people.index(who)] = new
        statuses.append(actions.submit(principal=nurse, records=[new])[0].status)

        assert stored() == recounted(), step

    rebuilding.rebuild(VORONA)
    assert stored() == recounted()
    assert statuses.count("accepted") > 8, statuses


def test_a_visit_reads_few_of_the_counts(nurse: Author) -> None:
    home = household(nurse)
    ana = person(nurse, home)
    send(nurse, home, ana, filled.person_assessment(nurse, ana), filled.household_assessment(nurse, home))
    send(nurse, visit(nurse, home, 5))
    before = sum(map(len, stored().values()))

    with CaptureQueriesContext(connection) as captured:
        send(nurse, visit(nurse, home, 6))

    written = [q["sql"] for q in captured if "INSERT INTO indicators_contribution" in (q["sql"] or "")]
    assert len(written) <= 1
    assert stored() == recounted()
    assert before > 10


def test_rebuild_trusts_no_mark(nurse: Author) -> None:
    home = household(nurse)
    send(nurse, home, person(nurse, home))
    sound = stored()
    with scope.system(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM indicators_contribution WHERE indicator = 'OAM.1'")
        cursor.execute("UPDATE indicators_contribution SET value = value + 7")
    assert stored() != sound

    rebuilding.rebuild(VORONA)

    assert stored() == sound == recounted()


def test_changed_rules_of_counting_count_everything_anew(
    nurse: Author, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = household(nurse)
    send(nurse, home, person(nurse, home))
    sound = stored()
    with scope.system(), connection.cursor() as cursor:
        cursor.execute("UPDATE indicators_contribution SET value = value + 7")
    bases._program.cache_clear()
    monkeypatch.setattr(bases, "_sources", lambda: ("other rules",))

    send(nurse, visit(nurse, home, 7))

    bases._program.cache_clear()
    assert {
        row: n for row, n in stored()[UUID(home["group"])].items() if row in sound[UUID(home["group"])]
    } == dict(sound[UUID(home["group"])])

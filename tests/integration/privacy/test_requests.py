"""A request is a record; its term follows from a dated parameter, and only the officer sees it."""

from __future__ import annotations

from datetime import date

import pytest

from tests import factories
from tests.integration.office.cases.world import day
from tests.integration.privacy.conftest import Officer
from tests.integration.security.test_rows import ask
from vatra.database import scope
from vatra.privacy import derivation, queries
from vatra.records import rebuilding

pytestmark = pytest.mark.django_db


def stored() -> list[tuple[object, ...]]:
    with scope.system():
        return ask(
            "SELECT id, claim, received_on, due_on, decided_on, outcome FROM privacy_request ORDER BY id"
        )


def test_a_request_has_a_month_and_two_more_when_prolonged(officer: Officer) -> None:
    request = officer.asked(officer.world.ana, "access")
    with scope.enter(officer.principal.scope()):
        before = officer.request(request)
    told = {"request": request["id"], "told_on": day(0), "why": "Dosarul are multe file."}
    officer.writes("request_extension", officer.world.ana, **told)
    with scope.enter(officer.principal.scope()):
        after = officer.request(request)

    assert before["due_on"] == derivation.later(before["received_on"], 1)
    assert after["due_on"] == derivation.later(before["received_on"], 3)


@pytest.mark.parametrize(
    "day_, months, expected",
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2026, 12, 5), 1, date(2027, 1, 5)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
    ],
)
def test_a_month_later_is_the_same_day_or_the_last_one(day_: date, months: int, expected: date) -> None:
    assert derivation.later(day_, months) == expected


def test_a_decision_closes_the_request_and_a_rebuild_finds_the_same(officer: Officer) -> None:
    request = officer.asked(officer.world.ana, "access")
    officer.writes(
        "request_decision", officer.world.ana, request=request["id"], answered_on=day(0),
        outcome="granted", how="handed", why="I s-a dat copia.",
    )  # fmt: skip
    before = stored()
    rebuilding.rebuild(39872)

    assert [row[5] for row in before] == ["granted"]
    assert stored() == before


@pytest.mark.parametrize("who", ["nurse", "county", "other_county", "ministry", "administrator"])
def test_only_the_officer_of_the_territory_sees_requests_and_the_trail(officer: Officer, who: str) -> None:
    officer.asked(officer.world.ana, "access")
    officer.world.client("nurse").get(f"/oameni/{officer.world.ana['subject']['id']}/")
    with scope.enter(officer.principal.scope()):
        seen = (len(queries.listed()[0]), ask("SELECT count(*) FROM people_access")[0][0])
    principal = factories.principal(officer.world.users[who])
    with scope.enter(principal.scope()):
        seen_here = 0 if who == "nurse" else len(queries.listed()[0])
        read = 0 if who == "nurse" else ask("SELECT count(*) FROM people_access")[0][0]

    assert seen[0] == 1
    assert seen[1] > 0
    assert (seen_here, read) == (0, 0)

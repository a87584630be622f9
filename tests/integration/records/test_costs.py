"""What a push costs must not grow with what is stored, nor by the statement with what is sent."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import journal
from tests.journal import Author
from vatra.database import scope, trips
from vatra.indicators import periods
from vatra.indicators import queries as figures
from vatra.indicators.queries import Territory
from vatra.records import actions
from vatra.sync import bundles

pytestmark = pytest.mark.django_db
VISIT = "integrated_services/home_visit"
# Tables that grow with the people; the journal's bookkeeping of one place does not.
GROWING = re.compile(
    r"Seq Scan on (records_record|records_part|records_group|people_\w+|dossiers_\w+|indicators_\w+)"
)
# Small by nature: merges and restrictions are rare, definitions and closed months are few, deltas are folded away.
SMALL = {
    "people_merge",
    "people_restriction",
    "indicators_definition",
    "indicators_closedmonth",
    "indicators_delta",
    "dossiers_conflict",
}


def registered(nurse: Author, count: int) -> list[dict[str, Any]]:
    homes = [journal.household(nurse, number=str(n)) for n in range(count)]
    return [entry for home in homes for entry in (home, journal.person(nurse, home))]


def visits(nurse: Author, entries: list[dict[str, Any]]) -> list[dict[str, Any]]:
    told = {
        "visited_on": "2026-11-10",
        "visit_kind": "monitoring",
        "outcome": "done",
        "urgent_found": False,
        "first_contact": True,
        "household_state": "same",
        "next_visit_on": "2026-12-01",
    }
    return [journal.about(nurse, VISIT, home, told) for home in entries[::2]]


def push(nurse: Author, entries: list[dict[str, Any]]) -> int:
    with CaptureQueriesContext(
        connection,
    ) as captured:
        receipts = actions.submit(principal=nurse, records=entries)
    assert {receipt.status for receipt in receipts} == {"accepted"}, receipts[0]
    return len(captured)


def trips_of(nurse: Author, entries: list[dict[str, Any]]) -> int:
    """How often a push waits for PostgreSQL between the beginning of its transaction and its end."""
    asked = 0

    def count(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        nonlocal asked
        asked += 1
        return execute(sql, params, many, context)

    spared = trips.spared()
    with connection.execute_wrapper(count):
        receipts = actions.submit(principal=nurse, records=entries)
    assert {receipt.status for receipt in receipts} == {"accepted"}, receipts[0]
    # The tests' own transaction makes two savepoints of what is a transaction in service.
    return asked - (trips.spared() - spared)


def test_an_entry_alone_costs_few_trips(nurse: Author) -> None:
    warm = registered(nurse, 1)
    push(nurse, warm)
    push(nurse, visits(nurse, warm))
    home = journal.household(nurse, number="7")
    person = journal.person(nurse, home)

    found = [trips_of(nurse, [home]), trips_of(nurse, [person]), trips_of(nurse, visits(nurse, [home]))]

    assert found == [7, 9, 8]


def test_statements_of_a_push_do_not_depend_on_its_size(nurse: Author) -> None:
    warm = registered(nurse, 1)
    push(nurse, warm)
    push(nurse, visits(nurse, warm))
    one, many = registered(nurse, 1), registered(nurse, 25)

    assert push(nurse, one) == push(nurse, many)
    assert push(nurse, visits(nurse, one)) == push(nurse, visits(nurse, many))


def test_entries_that_a_case_may_refuse_cost_a_wave_each_in_one_household_only(nurse: Author) -> None:
    homes = registered(nurse, 3)
    push(nurse, homes)
    once = push(nurse, visits(nurse, homes))

    twice = push(nurse, [*visits(nurse, homes), *visits(nurse, homes)])

    assert once < twice < 2 * once


def test_statements_of_a_pull_do_not_depend_on_the_households(nurse: Author) -> None:
    push(nurse, registered(nurse, 12))

    with scope.enter(nurse.scope()):
        costs = []
        for limit in (1, 12):
            with CaptureQueriesContext(connection) as captured:
                bundles.page(nurse.place, 0, limit, nurse.user_id, ["community_nurse"])
            costs.append(len(captured))

    assert costs[0] == costs[1]


def test_a_reading_is_two_statements_with_any_breakdown(nurse: Author) -> None:
    push(nurse, registered(nurse, 3))
    period = periods.parse("2026-11")
    with scope.system():
        figures.reading("OAM.1", territory=Territory(), period=period)

    with scope.system(), CaptureQueriesContext(connection) as captured:
        reading = figures.reading("OAM.1", territory=Territory(), period=period, by=["county_id", "month"])

    assert reading is not None
    assert (reading.numerator, reading.is_hidden) == (None, True)
    # Which months are closed, and the figure.
    assert len(captured) == 2


@contextmanager
def explained() -> Iterator[dict[str, str]]:
    """``{statement: plan}`` of what is sent meanwhile, indexes used wherever one serves at all."""
    plans: dict[str, str] = {}

    def explain(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        for each in sql.split(trips.JOINT):  # statements that are asked together have no parameters left
            if (
                each.lstrip().upper().startswith(("SELECT", "WITH", "UPDATE", "DELETE", "INSERT", "/*"))
                and "set_config" not in each
            ):
                plans[each] = plan(each, params)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(explain):
        yield plans


def plan(sql: str, params: Any) -> str:
    """Under the scope that was last entered: it may travel only with a later statement."""
    inner = scope.current()
    with connection.connection.cursor() as cursor:
        cursor.execute(scope._SET, scope._values(inner) if inner else scope._NOBODY)
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(f"EXPLAIN {sql}", params)
        return "\n".join(row[0] for row in cursor.fetchall())


def scanned(plans: dict[str, str]) -> set[str]:
    return {table for plan in plans.values() for table in GROWING.findall(plan)} - SMALL


def test_no_statement_of_a_push_reads_a_whole_table(nurse: Author) -> None:
    homes = registered(nurse, 2)
    with explained() as plans:
        push(nurse, homes)
        push(nurse, visits(nurse, homes))
        push(nurse, [journal.correction(nurse, homes[1], homes[1]["answers"])])

    assert len(plans) > 20
    assert scanned(plans) == set()


def test_no_statement_of_a_pull_reads_a_whole_table(nurse: Author) -> None:
    push(nurse, registered(nurse, 2))

    with scope.enter(nurse.scope()), explained() as plans:
        texts, _, _ = bundles.page(nurse.place, 0, 10, nurse.user_id, ["community_nurse"])

    assert len(texts) == 2
    assert scanned(plans) == set()

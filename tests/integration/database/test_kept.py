"""Plans that PostgreSQL keeps: what a statement means does not change, and nothing stays wrong for ever."""

from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from django.db import DatabaseError, connection, transaction

from vatra.database import kept, scope, trips

pytestmark = pytest.mark.django_db
AWKWARD = [
    "o'clock",
    "\\",
    "\\' --",
    "'); DROP TABLE x; --",
    "",
    "rând\nnou",
    "%s %% %(a)s $1",
    'ș { } , "q"',
]


@pytest.fixture(autouse=True)
def from_the_beginning(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    kept._names.clear()
    kept._times.clear()
    monkeypatch.setattr(kept, "SELDOM", 1)
    yield
    kept._never.clear()


def asked(sql: str, *values: Any) -> Any:
    with scope.system(together=True):
        return trips.read((sql, values))[0][0][0]


def prepared(sql: str) -> int:
    """How often the connection keeps what begins so (it shows the whole text that a PREPARE came in)."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT statement, name FROM pg_prepared_statements")
        kept_now = [statement.partition(f"PREPARE {name} AS ")[2] for statement, name in cursor.fetchall()]
    return sum(one.startswith(sql) for one in kept_now)


@pytest.mark.parametrize("text", AWKWARD)
def test_a_text_arrives_sign_by_sign(text: str) -> None:
    for _ in range(3):
        assert asked("SELECT %s::text", text) == text
        assert asked("SELECT %s::text[]", [text, "b"]) == [text, "b"]


@pytest.mark.parametrize(
    "kind, value",
    [
        ("int", -5),
        ("boolean", True),
        ("uuid", UUID(int=7)),
        ("uuid[]", [UUID(int=7), UUID(int=8)]),
        ("uuid[]", []),
        ("int[]", [1, -2]),
        ("bytea", b"\x00'\\\xff"),
        ("date", date(2026, 11, 22)),
        ("text", None),
        ("numeric", 1.5),  # not kept: a type read from its place might round it
    ],
)
def test_a_value_arrives_as_it_is(kind: str, value: Any) -> None:
    for _ in range(3):
        found = asked(f"SELECT %s::{kind}", value)
        assert (float(found) if kind == "numeric" else found) == value


def test_a_statement_is_prepared_once_when_it_comes_again() -> None:
    found = []
    for number in range(4):
        assert asked("SELECT %s::int + 41 AS kept_once", number) == number + 41
        found.append(prepared("SELECT $1::int + 41 AS kept_once"))

    assert found == [0, 1, 1, 1]


def test_named_values_may_stand_twice() -> None:
    for _ in range(3):
        with scope.system(together=True):
            rows = trips.read(("SELECT %(a)s::int * 2, %(b)s::text, %(a)s::int", {"a": 4, "b": "x"}))[0]
        assert rows == [(8, "x", 4)]


def test_what_cannot_be_kept_goes_as_it_is_from_then_on() -> None:
    sql = "SELECT jsonb_build_object('a', %s)::text"  # the type is told by the value alone
    assert asked(sql, 1) == '{"a": 1}'
    with pytest.raises(DatabaseError), transaction.atomic():
        asked(sql, 1)

    assert asked(sql, 1) == '{"a": 1}'


def test_a_statement_that_never_went_is_not_taken_for_prepared() -> None:
    sql = "UPDATE records_head SET seq = seq WHERE place_id = %s AND 17 = 17"

    def fail() -> None:
        with scope.system(together=True), connection.cursor() as cursor:
            cursor.execute(sql, [1])
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    with pytest.raises(ZeroDivisionError):
        fail()
    assert prepared("UPDATE records_head SET seq = seq") == 0

    with scope.system(together=True), connection.cursor() as cursor:
        cursor.execute(sql, [1])
    assert prepared("UPDATE records_head SET seq = seq") == 1


def test_plans_that_are_gone_are_made_again_for_whoever_tries_again() -> None:
    for _ in range(2):
        asked("SELECT %s::int AS gone", 1)
    with connection.cursor() as cursor:
        cursor.execute("DEALLOCATE ALL")
    with pytest.raises(DatabaseError), transaction.atomic():
        asked("SELECT %s::int AS gone", 1)

    assert asked("SELECT %s::int AS gone", 2) == 2


def test_behind_a_pooler_nothing_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(connection.settings_dict, "DISABLE_SERVER_SIDE_CURSORS", True)

    for _ in range(2):
        assert asked("SELECT %s::int AS pooled", 3) == 3
    assert prepared("SELECT $1::int AS pooled") == 0


def test_pages_keep_nothing() -> None:
    for _ in range(2):
        with scope.system():
            trips.read(("SELECT %s::int AS of_a_page", [1]))

    assert prepared("SELECT $1::int AS of_a_page") == 0

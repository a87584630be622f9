"""Row-level security with the application bypassed: plain SQL as its database user."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from tests import factories
from tests.factories import BOTOSANI, IASI, TUDORA, VORONA
from tests.integration.database.test_rights import OPEN
from tests.integration.office.cases.world import World
from tests.integration.security.conftest import SECRETS
from vatra.database import scope
from vatra.database.scope import Scope
from vatra.kit.ids import uuid7
from vatra.people import openings

pytestmark = pytest.mark.django_db
EVERY_MARK = tuple(range(1, 10))
IDENTIFYING = ("people_identity", "people_address")
TABLES = """
SELECT c.relname, bool_or(a.attname = 'sensitivity') FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
WHERE c.relkind IN ('r', 'p') AND c.relnamespace = 'public'::regnamespace AND NOT a.attisdropped
GROUP BY 1 HAVING bool_or(a.attname IN ('place_id', 'county_id')) ORDER BY 1
"""


def tables() -> dict[str, bool]:
    """Every table of a territory, and whether its rows carry a sensitivity."""
    with connection.cursor() as cursor:
        cursor.execute(TABLES)
        return {name: marked for name, marked in cursor.fetchall() if not name.startswith(tuple(OPEN))}


def ask(query: str, *arguments: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query, arguments)
        return list(cursor.fetchall())


def count(table: str) -> int | None:
    """Rows seen; None where the role has no right on the table at all."""
    try:
        with transaction.atomic():
            return int(ask(f"SELECT count(*) FROM {table}")[0][0])
    except DatabaseError as error:
        if "permission denied" not in str(error):
            raise
        return None


def refused(query: str, *arguments: Any) -> str:
    with pytest.raises(DatabaseError) as caught, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(query, arguments)
    return str(caught.value)


@contextmanager
def wearing(world: World, who: str) -> Iterator[None]:
    with scope.enter(factories.principal(world.users[who]).scope()):
        yield


def test_there_is_something_to_see(marked: World) -> None:
    with scope.system():
        seen = {table for table in tables() if count(table)}

    assert {"records_record", "records_part", "people_identity", "people_address"} <= seen
    assert {"dossiers_item", "dossiers_task", "dossiers_finding", "indicators_delta"} <= seen


def test_without_a_role_every_table_is_closed(marked: World) -> None:
    assert {count(table) for table in tables()} == {None}


@pytest.mark.parametrize("who", ["stranger", "other_county"])
def test_another_place_or_county_sees_no_row(marked: World, who: str) -> None:
    with wearing(marked, who):
        seen = {table for table in tables() if count(table)}

    assert seen == set()


def test_another_place_sees_no_row_with_every_mark(marked: World) -> None:
    with scope.enter(Scope("local", uuid7(), (TUDORA,), (BOTOSANI,), EVERY_MARK)):
        assert {table for table in tables() if count(table)} == set()


@pytest.mark.parametrize(
    "who", ["social", "nurse", "roma", "counsellor", "mediator", "county", "ministry", "administrator"]
)
def test_nobody_sees_a_row_of_a_sensitivity_he_lacks(marked: World, who: str) -> None:
    allowed = set(factories.principal(marked.users[who]).sensitivities)
    # Figures above the local level are counts over many places; small ones are hidden where shown.
    is_local = factories.principal(marked.users[who]).level == "local"
    with wearing(marked, who):
        for table, is_marked in tables().items():
            if not is_marked or (table.startswith("indicators_") and not is_local) or count(table) is None:
                continue
            found = {mark for (mark,) in ask(f"SELECT DISTINCT sensitivity FROM {table}")}
            assert found <= allowed, table


@pytest.mark.parametrize("who", ["county", "ministry"])
def test_identity_is_seen_above_the_commune_only_while_opened(marked: World, who: str) -> None:
    group = marked.home["group"]
    principal = factories.principal(marked.users[who])
    with wearing(marked, who):
        before = [count(table) for table in IDENTIFYING]
        openings.open_identity(principal=principal, group_id=group, reason="Sesizare primită la județ")
        during = [count(table) for table in IDENTIFYING]
        households = ask("SELECT DISTINCT household_id::text FROM people_address")
        marks = {mark for (mark,) in ask("SELECT DISTINCT sensitivity FROM records_part")}
    with scope.system():
        ask("UPDATE people_opening SET until_at = now() - interval '1 second' RETURNING 1")
    with wearing(marked, who):
        after = [count(table) for table in IDENTIFYING]

    assert (before, after) == ([0, 0], [0, 0])
    assert all(during)
    assert households == [(group,)]
    assert marks <= {1, 2, 3, 4}


def test_an_opening_serves_its_owner_and_his_county_only(marked: World) -> None:
    group, now = marked.home["group"], datetime.now(UTC)
    row = (
        "INSERT INTO people_opening (id, user_id, role, group_id, reason, until_at, place_id, county_id) "
        "VALUES (%s, %s, 'x', %s, 'x', %s, %s, %s)"
    )
    until = now + timedelta(hours=1)
    with wearing(marked, "other_county"):
        me, somebody = marked.users["other_county"].pk, marked.users["county"].pk
        refused(row, uuid7(), somebody, group, until, VORONA, IASI)
        refused(row, uuid7(), me, group, until, VORONA, BOTOSANI)
        with connection.cursor() as cursor:
            cursor.execute(row, [uuid7(), me, group, until, VORONA, IASI])
        assert [count(table) for table in IDENTIFYING] == [0, 0]


def test_above_the_commune_typed_words_are_not_even_columns(marked: World) -> None:
    for who in ("county", "ministry"):
        with wearing(marked, who):
            for column in ("title", "extra"):
                assert "permission denied" in refused(f"SELECT {column} FROM dossiers_item")
            assert "permission denied" in refused("SELECT title FROM dossiers_task")
            text = str(ask("SELECT answers::text FROM records_part"))
        assert not [secret for secret in SECRETS if secret in text]


PART = (
    "INSERT INTO records_part (record_id, sensitivity, place_id, county_id, group_id, answers) "
    "VALUES (%s, 1, %s, %s, %s, '{}')"
)


def test_nothing_is_written_into_another_place(marked: World) -> None:
    with wearing(marked, "nurse"):
        assert "row-level security" in refused(PART, uuid7(), TUDORA, BOTOSANI, uuid7())
    with wearing(marked, "county"):
        assert "row-level security" in refused(PART, uuid7(), 97919, IASI, uuid7())


@pytest.mark.parametrize(
    "table", ["records_record", "records_part", "records_attachmentuse", "people_access"]
)
@pytest.mark.parametrize("level", ["nurse", "county", "ministry", "system"])
def test_the_journal_and_the_trail_are_never_changed(marked: World, table: str, level: str) -> None:
    outer = scope.system() if level == "system" else wearing(marked, level)
    with outer:
        for statement in (f"UPDATE {table} SET place_id = 1", f"DELETE FROM {table}", f"TRUNCATE {table}"):
            message = refused(statement)
            assert "permission denied" in message or "append-only" in message


@pytest.mark.parametrize(
    "table", ["records_group", "dossiers_item", "dossiers_dossier", "people_identity", "people_merge"]
)
def test_derived_rows_are_written_by_the_system_only(marked: World, table: str) -> None:
    for who in ("nurse", "county", "ministry"):
        with wearing(marked, who):
            for statement in (f"UPDATE {table} SET place_id = 1", f"DELETE FROM {table}"):
                assert "permission denied" in refused(statement)


FORGED = ("", "{}", "garbage", "{39872", "{39872}; DROP TABLE records_record", "{NULL}", "{''}")


@pytest.mark.parametrize("value", FORGED)
@pytest.mark.parametrize("role", ["vatra_local", "vatra_county"])
def test_forged_settings_show_nothing_and_their_errors_tell_nothing(
    marked: World, role: str, value: str
) -> None:
    told = [seen_with(role, value, table) for table in tables()]

    assert not [count for count in told if isinstance(count, int) and count]
    assert not [secret for secret in SECRETS if secret in str(told)]


def seen_with(role: str, value: str, table: str) -> int | str:
    """Rows of the table that the forged settings show, or what the refusal says."""
    try:
        with transaction.atomic():
            ask("SELECT set_config('role', %s, true)", role)
            for name in ("places", "counties", "sensitivities", "user"):
                ask("SELECT set_config(%s, %s, true)", f"vatra.{name}", value)
            seen = int(ask(f"SELECT count(*) FROM {table}")[0][0])
            ask("SELECT set_config('role', 'none', true)")
            return seen
    except DatabaseError as error:
        return str(error)

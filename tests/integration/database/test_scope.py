"""The scope decides which rows exist, whatever the query says."""

from typing import Any

import pytest
from django.db import connection, connections, transaction
from django.db.utils import ProgrammingError
from django.test.utils import CaptureQueriesContext
from psycopg.errors import InsufficientPrivilege

from vatra.database import policies, scope

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "owner"])

TABLE = "scratch"
HERE, ELSEWHERE = 35731, 35740
COUNTY, OTHER_COUNTY = 74, 83


def nurse(*places: int, sensitivities: tuple[int, ...] = (1, 2)) -> scope.Scope:
    return scope.Scope("local", "0190d6a0-0000-7000-8000-000000000001", places, (COUNTY,), sensitivities)


COORDINATOR = scope.Scope("county", None, (), (COUNTY,), (1,))
MINISTRY = scope.Scope("central", None, (), (), (1,))


@pytest.fixture(autouse=True)
def scratch_table(transactional_db: None) -> None:
    """10,000 rows in 100 places; the table goes with the database copy."""
    levels = ("vatra_local", "vatra_county", "vatra_central", "vatra_system")
    operations = [
        policies.grant(TABLE, levels, "SELECT, INSERT"),
        policies.enable_rls(TABLE),
        policies.rls_local(TABLE, sensitive=True),
        policies.rls_county(TABLE, sensitive=True),
        policies.rls_central(TABLE),
        policies.rls_system(TABLE),
    ]
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            f"CREATE TABLE {TABLE} (id int, place_id int, county_id int, sensitivity smallint);"
            f"INSERT INTO {TABLE} SELECT n, {HERE} + n % 100, {COUNTY} + n % 100 / 9, 1 + n / 100 % 4"
            " FROM generate_series(0, 9999) n;"
            f"CREATE INDEX scratch_place ON {TABLE} (place_id); ANALYZE {TABLE}"
        )
        for operation in operations:
            cursor.execute(operation.sql)


def rows(where: str = "true") -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {TABLE} WHERE {where}")
        return int(cursor.fetchone()[0])


def test_read_without_scope_is_refused() -> None:
    with pytest.raises(ProgrammingError) as caught:
        rows()

    assert isinstance(caught.value.__cause__, InsufficientPrivilege)


def test_local_scope_sees_its_places_only() -> None:
    with scope.enter(nurse(HERE, sensitivities=(1, 2, 3, 4))):
        assert rows() == 100
        assert rows(f"place_id = {ELSEWHERE}") == 0


def test_local_scope_sees_its_sensitivities_only() -> None:
    with scope.enter(nurse(HERE, sensitivities=(1,))):
        assert rows() == 25


@pytest.mark.parametrize("place_ids", [(), (1,)])
def test_local_scope_of_no_known_place_sees_nothing(place_ids: tuple[int, ...]) -> None:
    with scope.enter(nurse(*place_ids)):
        assert rows() == 0


def test_role_without_settings_sees_nothing() -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE vatra_local")
        assert rows() == 0


def test_local_scope_cannot_write_elsewhere() -> None:
    statement = f"INSERT INTO {TABLE} VALUES (1, {ELSEWHERE}, {COUNTY}, 1)"

    with pytest.raises(ProgrammingError, match="row-level security"), scope.enter(nurse(HERE)):
        connection.cursor().execute(statement)


def test_county_scope_sees_its_county_only() -> None:
    with scope.enter(COORDINATOR):
        assert rows() == 225
        assert rows(f"county_id <> {COUNTY}") == 0


def test_asking_in_a_scope_takes_one_trip_and_leaves_nothing_behind() -> None:
    question = (f"SELECT count(*), current_user::text FROM {TABLE}", [])

    with CaptureQueriesContext(connection) as captured:
        found = scope.ask(nurse(HERE, sensitivities=(1,)), question)

    assert found == [[(25, "vatra_local")]]
    assert len(captured) == 1
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('role'), current_setting('vatra.places', true)")
        assert cursor.fetchone() == ("none", "")
    with scope.enter(MINISTRY):
        assert scope.ask(nurse(HERE, sensitivities=(1,)), question) == found
        assert scope.current() == MINISTRY


@pytest.mark.parametrize("everyone", [MINISTRY, scope.SYSTEM])
def test_central_and_system_scopes_see_every_place(everyone: scope.Scope) -> None:
    with scope.enter(everyone):
        assert rows() == 10_000


def test_inner_scope_ends_and_outer_holds_again() -> None:
    with scope.enter(nurse(HERE)):
        with scope.system():
            assert rows() == 10_000
            assert scope.current() == scope.SYSTEM
        assert rows() == 50
        assert scope.current() == nurse(HERE)
    assert scope.current() is None


def test_inner_scope_without_savepoint_gives_way_to_outer() -> None:
    with scope.enter(nurse(HERE)):
        with scope.enter(scope.SYSTEM, savepoint=False):
            assert rows() == 10_000
        assert rows() == 50


def test_outer_scope_holds_again_after_error_inside() -> None:
    with scope.enter(nurse(HERE)):
        with pytest.raises(ProgrammingError), scope.system():
            connection.cursor().execute("SELECT * FROM no_such_table")
        assert rows() == 50
        assert scope.current() == nurse(HERE)


def test_scope_inside_plain_transaction_ends_with_its_block() -> None:
    with transaction.atomic():
        with scope.system():
            assert rows() == 10_000
        with pytest.raises(ProgrammingError), transaction.atomic():
            rows()


def test_nothing_of_the_scope_outlives_the_transaction() -> None:
    with scope.enter(nurse(HERE)):
        assert rows() < 10_000

    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user, current_setting('vatra.places', true)")
        assert cursor.fetchone() == ("vatra_app", "")


@pytest.mark.parametrize("statement", ["TRUNCATE scratch", "DROP TABLE scratch", "SET ROLE vatra_owner"])
def test_application_cannot_go_round_the_policies(statement: str) -> None:
    with pytest.raises(ProgrammingError), scope.system():
        connection.cursor().execute(statement)


def test_policy_uses_the_index() -> None:
    with scope.enter(nurse(HERE)), connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN SELECT * FROM {TABLE}")
        plan = "\n".join(line for (line,) in cursor.fetchall())

    assert "InitPlan" in plan
    assert "Index Cond: (place_id = ANY" in plan
    assert "Seq Scan" not in plan


def test_owner_too_is_bound_by_the_policies() -> None:
    with connections["owner"].cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {TABLE}")
        assert cursor.fetchone() == (0,)


def test_operations_can_be_reversed() -> None:
    operation = policies.rls_local(TABLE)

    with connections["owner"].cursor() as cursor:
        cursor.execute(operation.reverse_sql)
        cursor.execute(operation.sql)

    with scope.enter(nurse(HERE, sensitivities=())):
        assert rows() == 100


def test_settings_travel_with_the_next_statement() -> None:
    sent: list[str] = []

    def watch(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        sent.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch), scope.enter(nurse(HERE)):
        with scope.system(savepoint=False):
            assert rows() == 10_000
        with scope.system():
            pass
        assert rows() < 10_000

    assert not any("set_config" in sql for sql in sent)


def test_a_cursor_kept_on_the_server_reads_within_its_scope() -> None:
    with scope.enter(nurse(HERE)):
        there = rows()
    with scope.enter(nurse(HERE)), connection.chunked_cursor() as cursor:
        cursor.execute("SELECT id FROM scratch")
        assert len(cursor.fetchall()) == there


def test_a_failed_inner_scope_leaves_the_outer_one() -> None:
    with scope.enter(nurse(HERE)):
        there = rows()
        with pytest.raises(ZeroDivisionError), scope.system():
            raise ZeroDivisionError
        assert rows() == there

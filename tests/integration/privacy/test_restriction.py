"""A restricted person's data are kept and not used: PostgreSQL decides, the application bypassed."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests import factories, journal, planner
from tests.integration.office.cases.world import World, day
from tests.integration.privacy.conftest import Officer
from tests.integration.security.conftest import CNP, GIVEN, PHONE, SURNAME
from tests.integration.security.test_rows import ask, refused, wearing
from tests.integration.sync.test_protocol import Phone
from vatra.database import scope
from vatra.kit.ids import uuid7
from vatra.records import rebuilding
from vatra.sync import devices

pytestmark = pytest.mark.django_db
HIDDEN = (GIVEN, PHONE, CNP)
IDENTITY = (
    "SELECT family_name, given_name, phone, cnp_sealed, cnp_last4 FROM people_identity WHERE person_id = %s"
)
COUNTS = """
SELECT indicator, part, month, code, area, sex, sum(value) FROM indicators_delta
GROUP BY 1, 2, 3, 4, 5, 6 HAVING sum(value) <> 0 ORDER BY 1, 2, 3, 4, 5, 6
"""
PARTS = """
SELECT count(*) FROM records_part p JOIN records_record r ON r.id = p.record_id
WHERE r.subject_id = %s AND r.role <> 'data_protection_officer'
"""


@pytest.fixture(autouse=True)
def fresh() -> None:
    devices.forget()


def identity_of(world: World, who: str) -> list[tuple[object, ...]]:
    with wearing(world, who):
        return ask(IDENTITY, world.ana["subject"]["id"])


def test_in_plain_sql_neither_name_nor_answers_are_there_and_others_stay(officer: Officer) -> None:
    world, person = officer.world, officer.world.ana["subject"]["id"]
    with wearing(world, "nurse"):
        before = ask(PARTS, person)[0][0]
        others = ask("SELECT count(*) FROM records_part")[0][0]
    officer.restricts(world.ana)
    with wearing(world, "nurse"):
        after = ask(PARTS, person)[0][0]
        left = ask("SELECT count(*) FROM records_part p JOIN records_record r ON r.id = p.record_id "
                   "WHERE r.role <> 'data_protection_officer'")[0][0]  # fmt: skip

    assert (before > 0, after) == (True, 0)
    assert left == others - before
    assert identity_of(world, "nurse") == [("Date restricționate", "", "", None, "")]


def test_nothing_more_is_written_by_anybody_but_the_officer(officer: Officer) -> None:
    world = officer.world
    officer.restricts(world.ana)
    entry = journal.about(
        world.author("nurse"),
        "registry/identity_change",
        world.ana,
        {"changed_on": day(0), "phone": "0722000000"},
    )
    receipt = world.send("nurse", entry)[0]
    row = ask_row(world, "nurse")
    with wearing(world, "nurse"):
        message = refused(*row)

    assert [each.code for each in receipt.reasons] == ["restricted"]
    assert "row-level security" in message


def ask_row(world: World, who: str) -> tuple[object, ...]:
    """An entry about the person as plain SQL, under the role of the officer, which it is not."""
    columns = (
        "id, place_id, county_id, group_id, seq, form, version, subject_type, subject_id, settles, intent, "
        "author_id, role, made_at, received_at, effective_at, occurred_on, sha256, chain, flags, app"
    )
    values = (
        "%s, 39872, 74, %s, 9999, 'x/y', '1', 'person', %s, '{}', 'new', %s, 'data_protection_officer', "
        "now(), now(), now(), current_date, '', '', '{}', ''"
    )
    where = (uuid7(), world.ana["group"], world.ana["subject"]["id"], world.users[who].pk)
    return (f"INSERT INTO records_record ({columns}) VALUES ({values})", *where)


def test_pages_and_phones_show_that_it_is_restricted_and_nothing_else(officer: Officer) -> None:
    world = officer.world
    officer.restricts(world.ana)
    client = world.client("nurse")
    person, household = (
        client.get(reverse(*where)).content.decode()
        for where in (
            ("person", None, [world.ana["subject"]["id"]]),
            ("household", None, [world.home["group"]]),
        )
    )
    pulled = str(Phone(world.users["nurse"]).pull())

    for text in (person, household, pulled):
        assert "Date restricționate" in text
        assert not [secret for secret in HIDDEN if secret in text]


def test_counts_stay_and_lifting_brings_everything_back(officer: Officer) -> None:
    world = officer.world
    with scope.system():
        before = ask(COUNTS)
    known = identity_of(world, "nurse")
    request = officer.restricts(world.ana)
    with scope.system():
        during = ask(COUNTS)
        stub = ask("SELECT * FROM people_identity ORDER BY person_id")
    rebuilding.rebuild(39872)
    with scope.system():
        again = ask("SELECT * FROM people_identity ORDER BY person_id")
    lifted = {"request": request["id"], "ends_on": day(0), "informed_on": day(0), "why": "S-au verificat."}
    officer.writes("restriction_end", world.ana, **lifted)

    assert during == before
    assert again == stub
    assert known[0][0] == SURNAME
    assert identity_of(world, "nurse") == known
    with scope.system():
        assert ask("SELECT count(*) FROM people_restriction") == [(0,)]


def test_the_answers_of_a_page_cost_the_same_with_and_without_restrictions(officer: Officer) -> None:
    world = officer.world
    planner.tell_large()
    explain = "EXPLAIN (FORMAT TEXT) SELECT answers FROM records_part WHERE record_id = %s"
    with scope.enter(factories.principal(world.users["nurse"]).scope()):
        plan = "\n".join(row[0] for row in ask(explain, world.ana["id"]))

    assert "Seq Scan on records_record" not in plan
    assert "Seq Scan on records_part" not in plan or "InitPlan" in plan

"""Olga is the nurse of Tudora. The families of Vorona are not hers: wherever she asks, they are not there."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.db import ProgrammingError, connection, transaction
from playwright.sync_api import Page, expect

from tests import factories, journal
from tests.factories import VORONA
from tests.journal import Entry
from tests.journeys.looks import expect_sound
from tests.journeys.people import PACK, Team, sign_in
from tests.journeys.phone import PATIENCE, Phone
from vatra.accounts.models import User
from vatra.database import scope
from vatra.records import actions

Sit = Callable[[User], Page]
HELD = """
SELECT table_name FROM information_schema.columns
WHERE table_schema = 'public' AND column_name = 'place_id' AND table_name ~ '^(people|records|dossiers)_'
ORDER BY 1
"""


@pytest.fixture
def home(team: Team) -> Entry:
    """A family of Vorona with a case, as its own nurse has it."""
    home = team.family("nurse", "Lupu", {"given_name": "Ana"})
    team.signal("nurse", home)
    return home


def addresses(team: Team, home: Entry) -> list[str]:
    """Every page of the office that shows something of this family."""
    case, ana = team.case(home), team.persons(home)["Ana"]
    entry = home["id"]
    return [
        f"/oameni/gospodarii/{home['group']}/",
        f"/oameni/{ana}/",
        f"/dosare/{case}/",
        f"/dosare/{case}/evaluari/",
        f"/dosare/{case}/responsabil/",
        f"/dosare/{case}/documente/",
        f"/intrari/{entry}/",
        f"/intrari/{entry}/salvat/",
        f"/intrari/{entry}/anulare/",
        f"/intrari/{entry}/fisiere/{'ab' * 32}/",
        f"/intrari/nou/{PACK}home_visit/?gospodarie={home['group']}",
        f"/intrari/nou/registry/person/?gospodarie={home['group']}",
        f"/harta/?comuna={VORONA}",
        f"/indicatori/?comuna={VORONA}",
    ]


@pytest.mark.clause("protocol-2017/6.3.2")
def test_pages_of_another_commune_do_not_exist_for_her(team: Team, home: Entry, desk: Sit) -> None:
    page = desk(team.users["stranger"])
    own = desk(team.users["nurse"])
    for address in addresses(team, home):
        answer = page.goto(address)
        assert answer is not None
        assert answer.status == 404, address
        expect(page.locator("body")).not_to_contain_text("Lupu")
    expect_sound(page, "j5-nu-exista-1280")

    there = own.goto(addresses(team, home)[0])
    assert there is not None
    assert there.status == 200


@pytest.mark.clause("protocol-2017/6.3.2")
def test_search_lists_and_exports_of_another_commune_are_empty_for_her(
    team: Team, home: Entry, desk: Sit
) -> None:
    page = desk(team.users["stranger"])
    page.goto("/oameni/")
    page.get_by_label("Nume, CNP sau număr de casă").last.fill("Lupu")
    page.get_by_role("main").get_by_role("button", name="Caută").click()
    expect(page.get_by_role("main")).not_to_contain_text("Familia Lupu")
    expect_sound(page, "j5-cautare-1280")
    for address in ("/", "/oameni/", "/oameni/liste/", "/dosare/", "/harta/"):
        page.goto(address)
        expect(page.get_by_role("main")).not_to_contain_text(re.compile("Lupu|BT-39872"))
    for address in ("/dosare/export.csv", "/harta/?fisier=csv", "/indicatori/?fisier=csv"):
        sent = page.request.get(address)
        assert sent.ok, address
        assert "Lupu" not in sent.text()
        assert "BT-39872" not in sent.text()


@pytest.mark.clause("protocol-2017/6.3.2")
def test_her_phone_gets_nothing_of_it(team: Team, home: Entry, phone: Phone) -> None:
    mine = team.family("stranger", "Ailenei")
    asked = []
    phone.page.on("response", lambda answer: asked.append(answer) if "/pull" in answer.url else None)
    sign_in(phone.page, team.users["stranger"])
    phone.enrol()
    phone.go("oameni")
    expect(phone.at("search-count")).to_have_text("O gospodărie", timeout=PATIENCE)
    expect(phone.page.get_by_role("main")).to_contain_text("Ailenei")

    pulled = " ".join(answer.text() for answer in asked)
    assert mine["group"] in pulled
    assert home["group"] not in pulled
    assert "Lupu" not in pulled


@pytest.mark.clause("protocol-2017/6.3.2")
def test_she_cannot_write_into_it(team: Team, home: Entry) -> None:
    note = {"visited_on": "2026-11-20", "visit_kind": "first", "outcome": "nobody_home"}
    entry = journal.about(team.author("stranger"), f"{PACK}home_visit", home, note)
    for place in (entry["place"], VORONA):
        (receipt,) = actions.submit(
            principal=factories.principal(team.users["stranger"]), records=[entry | {"place": place}]
        )
        assert receipt.status == "quarantined"


@pytest.mark.clause("protocol-2017/6.3.2")
def test_the_database_itself_gives_her_no_row(team: Team, home: Entry) -> None:
    """As the application's role in her scope, past all pages: row by row, every table of a case."""
    with scope.system(), connection.cursor() as cursor:
        cursor.execute(HELD)
        tables = [name for (name,) in cursor.fetchall()]
        there = {name: _count(name) for name in tables}
    with scope.enter(factories.principal(team.users["stranger"]).scope()):
        seen = {name: _count(name) for name in tables}

    assert {name for name, count in there.items() if count} >= {
        *("people_household", "people_person", "people_identity", "people_address"),
        *("records_record", "records_part", "dossiers_dossier", "dossiers_item"),
    }
    assert seen == dict.fromkeys(tables, 0)


def _count(table: str) -> int:
    """Rows of Vorona in the table; none where the scope's role may not even ask."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"SELECT count(*) FROM {table} WHERE place_id = %s", [VORONA])
            row = cursor.fetchone()
    except ProgrammingError as refused:
        if "permission denied" not in str(refused):
            raise
        return 0
    return int(row[0])

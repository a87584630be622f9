"""The list of cases: order, filters, counts, pages, export."""

from __future__ import annotations

import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from tests.integration.office.cases.test_story import text
from tests.integration.office.cases.world import World
from vatra.office.queries import cases, cases_sheets

pytestmark = pytest.mark.django_db


def house(world: World, name: str, ago: int, **signal: object) -> None:
    """One more household with a case received that many days ago."""
    world.settle_in(name)
    world.signal("nurse", ago, **signal)


def order(shown: str) -> list[str]:
    table = shown.split("<tbody>")[1].split("</tbody>", maxsplit=1)[0]
    return [part.split("</strong>")[0] for part in table.split("<strong>")[1:]]


@pytest.mark.clause("protocol-2017/3.3.a.2")
def test_urgent_ones_come_first_then_as_they_came(world: World) -> None:
    house(world, "Vechi", 30)
    house(world, "Nou", 3)
    house(world, "Urgent", 5, urgent=True, urgent_reason="Copil bolnav")

    assert order(text(world.client("social"), "/dosare/")) == ["Urgent", "Vechi", "Nou"]


def test_filters_stand_in_the_address_are_read_aloud_and_count_their_rows(world: World) -> None:
    house(world, "Vechi", 30)
    house(world, "Urgent", 1, urgent=True, urgent_reason="Copil bolnav")
    desk = world.client("social")

    urgent = text(desk, "/dosare/?urgente=da&responsabil=nimeni")
    mine = text(desk, "/dosare/?responsabil=eu")

    assert "Dosare deschise, urgente, fără responsabil</strong>: <span" in urgent
    assert order(urgent) == ["Urgent"]
    assert 'figures">1</span>' in urgent
    assert "Niciun dosar nu se potrivește" in mine
    assert 'figures">0</span>' in mine


def test_late_means_that_the_next_term_has_passed(world: World) -> None:
    house(world, "Vechi", 35)
    house(world, "Azi", 0)

    shown = text(world.client("social"), "/dosare/?termen=depasit")

    assert order(shown) == ["Vechi"]


def test_pages_follow_one_another_without_gap_or_repeat(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cases, "PAGE", 2)
    monkeypatch.setattr(cases.rows, "__defaults__", (2,))
    for number in range(5):
        house(world, f"Casa {number}", 20 - number)
    desk, seen, address = world.client("social"), [], "/dosare/"
    while address:
        shown = text(desk, address)
        seen += order(shown)
        rest = shown.split('aria-label="Pagini"')[1]
        ahead = [part.split('"')[0] for part in rest.split('href="')[1:] if "Următoarele" in part[:400]]
        address = ahead[-1].replace("&amp;", "&") if "Următoarele" in rest else ""

    assert seen == [f"Casa {number}" for number in range(5)]


def test_number_of_queries_does_not_grow_with_the_rows(world: World) -> None:
    desk = world.client("social")
    house(world, "Una", 10)
    desk.get("/dosare/")
    with CaptureQueriesContext(connection) as one:
        desk.get("/dosare/")
    house(world, "Două", 9)
    house(world, "Trei", 8)

    with CaptureQueriesContext(connection) as three:
        desk.get("/dosare/")

    assert len(three) == len(one)


def test_export_has_exactly_the_rows_shown(world: World) -> None:
    house(world, "Vechi", 30)
    house(world, "Urgent", 5, urgent=True, urgent_reason="Copil bolnav")
    desk = world.client("social")

    plain = desk.get("/dosare/export.csv?urgente=da").content.decode("utf-8-sig").splitlines()
    sheet = load_workbook(io.BytesIO(desk.get("/dosare/export.xlsx").content)).active

    assert plain[0].startswith("Referință;Gospodăria;Adresa;Comuna;Satul;Stare")
    assert [row.split(";")[1] for row in plain[1:]] == ["Urgent"]
    assert [row[1].value for row in sheet.iter_rows(min_row=2)] == ["Urgent", "Vechi"]


def test_a_cell_that_looks_like_a_formula_stays_text() -> None:
    made = cases_sheets.as_csv(("Nume",), [("=1+1",), (None,)]).decode("utf-8-sig").split()

    assert made == ["Nume", "'=1+1", '""']


def test_faulty_address_reads_as_the_whole_list(world: World) -> None:
    house(world, "Vechi", 30)

    shown = text(world.client("social"), "/dosare/?stare=x&responsabil=y&dupa=z~w&loc=abc")

    assert order(shown) == ["Vechi"]


@pytest.mark.clause("protocol-2017/3.1")
def test_team_page_warns_of_seats_nobody_fills(world: World) -> None:
    complete = text(world.client("social"), "/dosare/echipa/")
    missing = text(world.client("stranger"), "/dosare/echipa/")

    assert "Echipa este completă." in complete
    assert "Loc liber în echipă: asistent medical comunitar sau mediator sanitar" in missing
    assert "Loc liber în echipă: consilier școlar sau mediator școlar" in missing

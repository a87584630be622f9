"""Dan works at the ministry of health: counties side by side, each figure with its why and its file."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable

import pytest
from django.utils import timezone
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from tests.factories import TUDORA, VORONA
from tests.journeys.looks import expect_sound
from tests.journeys.people import Team
from tests.journeys.test_county import expect_nobody_named
from vatra.accounts.models import User
from vatra.demo import building
from vatra.indicators import definitions
from vatra.places.models import Place

Sit = Callable[[User], Page]


@pytest.fixture
def page(team: Team, desk: Sit) -> Page:
    definitions.forget()
    for siruta in (VORONA, TUDORA):
        building.build(Place.objects.get(pk=siruta), 10, timezone.localdate())
    return desk(team.users["ministry"])


def downloaded(page: Page, kind: str) -> bytes:
    with page.expect_download() as waiting:
        page.get_by_role("link", name=kind, exact=True).first.click()
    return waiting.value.path().read_bytes()


def on_the_page(page: Page) -> dict[str, str]:
    """``{code: value}`` as the table of indicators shows them."""
    found: dict[str, str] = {}
    for row in page.locator("table.list tbody tr").all():
        code = row.locator("th .small").inner_text().strip()
        found[code] = _plain(row.locator("td").first.inner_text())
    return found


def _plain(value: object) -> str:
    """A figure without percent sign, with a decimal point; nothing is a dash."""
    text = str(value).replace("%", "").replace(",", ".").strip()
    if text in ("", "–", "None"):
        return "–"
    return str(float(text)) if re.fullmatch(r"-?\d+(\.\d+)?", text) else text


@pytest.mark.clause("protocol-2017/6.1.2", "protocol-2017/6.3.2")
def test_files_hold_the_figures_of_the_page(page: Page) -> None:
    page.goto("/indicatori/")
    expect(page.locator(".lead")).to_contain_text("România")
    shown = on_the_page(page)
    expect_sound(page, "j4-indicatori-1280")
    assert len(shown) > 40
    assert any(value not in ("–", "0.0") for value in shown.values())

    rows = list(csv.reader(io.StringIO(downloaded(page, "CSV").decode("utf-8-sig")), delimiter=";"))
    book = load_workbook(io.BytesIO(downloaded(page, "XLSX")), read_only=True)
    cells = [list(row) for row in book.active.iter_rows(values_only=True)]
    begin = next(n for n, row in enumerate(cells) if row[0] == "Cod")

    assert {row[0]: _plain(row[3]) for row in rows[1:]} == shown
    assert {str(row[0]): _plain(row[3]) for row in cells[begin + 1 :]} == shown


@pytest.mark.clause("protocol-2017/6.1.2", "protocol-2017/6.3.2")
def test_figure_says_why_and_leads_to_the_list_without_names(page: Page) -> None:
    page.goto("/indicatori/VUL.3/")
    expect(page.locator("main table.list").first).to_contain_text("Botoșani")
    why = page.locator("aside", has_text="De ce?")
    expect(why).to_contain_text(re.compile(r"art\. ?\d"))
    expect(why).to_contain_text(re.compile(r"starea la \d+"))
    expect_sound(page, "j4-de-ce-1280")
    expect_nobody_named(page)

    page.get_by_role("link", name="Botoșani", exact=True).click()
    expect(page.locator(".lead")).to_contain_text("Botoșani")
    page.get_by_role("link", name="Vorona", exact=True).click()
    behind = page.locator(".table-box", has_text="Lista din spatele cifrei")
    expect(behind.get_by_role("link").first).to_have_text(re.compile("BT-39872-"))
    expect_nobody_named(page)
    expect_sound(page, "j4-lista-1280")

    behind.get_by_role("link").first.click()
    expect_nobody_named(page)


@pytest.mark.clause("protocol-2017/6.5.3")
def test_map_of_the_country_shades_counties(page: Page) -> None:
    page.goto("/harta/")
    expect(page.locator("#tabel")).to_contain_text("Botoșani")
    assert page.locator("svg pattern").count() >= 3
    expect_nobody_named(page)
    expect_sound(page, "j4-harta-1280")

"""A day without telephone: a printed sheet and a list with ready-made numbers come back, and come back again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from tests.journeys.looks import expect_sound
from tests.journeys.people import Team, day
from vatra.accounts.models import User

Sit = Callable[[User], Page]


def fill(path: Path, name: str, answers: dict[str, str]) -> None:
    """What Mihai types into the row of a child."""
    book = load_workbook(path)
    page = book["Completare"]
    heads = [cell.value for cell in page[1]]
    row = next(row for row in range(3, page.max_row + 1) if name in page.cell(row=row, column=4).value)
    for item, value in answers.items():
        page.cell(row=row, column=heads.index(item) + 1, value=value)
    book.save(path)


@pytest.mark.clause("protocol-2017/3.7.c.1")
def test_list_is_filled_on_paper_days_and_read_back_once(team: Team, desk: Sit, tmp_path: Path) -> None:
    team.family(
        "nurse", "Rusu", {"given_name": "Ioana", "birth_date": "2022-04-01"}, {"given_name": "Vasile"}
    )
    page = desk(team.users["mediator"])

    page.goto("/oameni/")
    page.get_by_role("link", name="Pe hârtie").click()
    expect_sound(page, "hartie-1280")
    page.get_by_label("Ce completați").select_option(label="Cum merge la școală")
    with page.expect_download() as download:
        page.get_by_role("button", name="Descarcă lista").click()
    path = tmp_path / "lista.xlsx"
    download.value.save_as(path)
    fill(path, "Ioana", {"noted_on": day(1), "kindergarten": "Nu"})
    fill(path, "Vasile", {"noted_on": "mâine"})

    page.get_by_label("Lista completată").set_input_files(path)
    page.get_by_role("button", name="Citește lista").click()
    expect(page.get_by_text("Bune de salvat: 1")).to_be_visible()
    expect(page.get_by_role("row", name="Rusu Vasile")).to_contain_text("de corectat")
    expect_sound(page, "hartie-lista-citita-1280")
    page.set_viewport_size({"width": 360, "height": 740})
    expect_sound(page, "hartie-lista-citita-360")
    page.get_by_role("button", name="Salvează 1").click()
    expect(page.get_by_role("heading", name="intrări primite 1")).to_be_visible()

    page.get_by_role("link", name="Altă listă sau foaie").click()
    expect_sound(page, "hartie-360")
    page.get_by_label("Lista completată").set_input_files(path)
    page.get_by_role("button", name="Citește lista").click()
    expect(page.get_by_role("row", name="Rusu Ioana")).to_contain_text("citit deja")
    expect(page.get_by_role("button", name="Salvează")).to_have_count(0)


def test_sheet_filled_by_hand_is_typed_in_once(team: Team, desk: Sit) -> None:
    home = team.family("nurse", "Sava", {"given_name": "Toma", "sex": "m"})
    page = desk(team.users["nurse"])
    number = "0192f000-0000-7000-8000-00000000000a"
    code = f"vatra:integrated_services/home_visit@1:g{home['group']}:{number}"

    page.goto(f"/oameni/gospodarii/{home['group']}/")
    page.get_by_role("link", name="Foi de completat cu mâna").click()
    expect(page.get_by_role("link", name="Vizită la domiciliu")).to_have_attribute(
        "href", f"/documente/foaie/formular/integrated_services/home_visit.pdf?gospodarie={home['group']}"
    )
    page.goto("/hartie/")
    for _ in range(2):
        page.get_by_label("Codul foii").fill(code)
        page.get_by_role("button", name="Deschide formularul foii").click()
        if page.get_by_role("heading", name="Foaia a fost citită deja").count():
            break
        expect(page.get_by_text("Familia Sava")).to_be_visible()
        page.get_by_label("De ce ați mers").select_option(label="Prima vizită")
        page.get_by_label("Nu era nimeni acasă").check()
        page.get_by_role("group", name="Este primul contact").get_by_label("Da", exact=True).check()
        page.get_by_role("button", name="Salvează").click()
        expect(page.get_by_text("Intrarea s-a salvat").or_(page.get_by_text("Salvat")).first).to_be_visible()
        page.goto("/hartie/")

    expect(page.get_by_role("heading", name="Foaia a fost citită deja")).to_be_visible()
    expect_sound(page, "hartie-citita-deja-1280")

"""Doina pays the supplements: from a list of staff to a frozen sheet, and a correction when a salary was wrong."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from openpyxl import Workbook
from playwright.sync_api import Page, expect

from tests import factories
from tests.factories import PASSWORD, VORONA
from tests.integration.desks.pay.world import World
from tests.journeys.looks import PICTURES, expect_sound
from tests.journeys.office import settle
from vatra.accounts.models import User
from vatra.desks.pay.spreadsheet import COLUMNS

pytestmark = [pytest.mark.django_db(transaction=True)]
Sit = Callable[[User], Page]
MONTH = "2026-10"


def row(number: str, name: str, category: str, unit: str, base: str) -> list[str]:
    return [
        number, name, "1", "01.01.2026", "", "funcția", "Personal al unității", category, unit, base, "da", "da",
        "nu", "",
    ]  # fmt: skip


def staff_list() -> bytes:
    book, content = Workbook(), io.BytesIO()
    for line in (
        [column.head for column in COLUMNS],
        row("1", "Ana Chelaru", "Personal de specialitate", "recuperare", "5200,00"),
        row("2", "Ion Bârsan", "Celelalte categorii", "recuperare", "4050,00"),
        row("3", "Petru Grosu", "Personal de specialitate", "zi", "5100,00"),
        row("4", "Oana Filip", "Personal de specialitate", "zi", "mult"),
    ):
        book.active.append(line)
    book.save(content)
    return content.getvalue()


def fill(page: Page, **answers: str) -> None:
    """Answer a form by the names of its questions; a choice by its code."""
    for name, value in answers.items():
        box = page.locator(f"[name='q.{name}']")
        box.first.wait_for(state="attached")
        kind = box.first.evaluate("e => e.tagName == 'SELECT' ? 'select' : e.type")
        if kind == "select":
            box.select_option(value)
        elif kind in ("radio", "checkbox"):
            page.locator(f"[name='q.{name}'][value='{value}']").check()
        else:
            box.fill(value)
            box.blur()
        settle(page)


def save(page: Page) -> None:
    settle(page)
    page.get_by_role("button", name="Salvează", exact=True).click()
    page.wait_for_load_state()


def unit(page: Page, **answers: str) -> None:
    page.get_by_role("link", name="Loc de muncă", exact=True).click()
    fill(page, since="2026-01-01", exclusive="no", **answers)
    save(page)


def sound(page: Page, picture: str) -> None:
    """Looked at as an office screen, the pages of daily work as a telephone too."""
    expect_sound(page, f"pay-{picture}")
    if picture in ("staff", "employee", "sheet"):
        page.set_viewport_size({"width": 360, "height": 740})
        expect_sound(page, f"pay-{picture}-360")
        page.set_viewport_size({"width": 1280, "height": 800})


def step(page: Page, name: str, by: str) -> None:
    page.get_by_label("Cine verifică sau aprobă").fill(by)
    page.get_by_role("button", name=name, exact=True).click()
    page.wait_for_load_state()


DECIDED = {"number": "14", "decided_on": "2026-01-05", "decided_by": "Directorul executiv"}


@pytest.mark.clause("pay-2018/compute")
def test_from_a_list_of_staff_to_a_frozen_sheet_and_its_correction(
    places: None, desk: Sit, live_server: object
) -> None:
    page = desk(factories.make_user("payroll_officer", VORONA, name="Doina Mărcuș", password=PASSWORD))

    begins_with_the_employer_and_its_places_of_work(page)
    address = reads_the_list_of_staff(page)
    sets_the_percentages_within_the_law(page, address)
    reads_why_somebody_gets_what_he_gets(page, address)
    decides_where_the_text_is_silent(page, address)
    drafts_and_freezes_the_sheet(page, address)
    corrects_a_salary_by_a_further_sheet(page, address)


def begins_with_the_employer_and_its_places_of_work(page: Page) -> None:
    page.get_by_role("navigation", name="Secțiuni").get_by_role("link", name="Salarizare").click()
    page.get_by_role("link", name="Ce spune legea").click()
    sound(page, "law")
    page.go_back()
    page.get_by_role("link", name="Angajator nou").first.click()
    fill(page, since="2026-01-01", name="Direcția de asistență socială", kind="social_unit")
    save(page)
    page.get_by_role("link", name="Direcția de asistență socială").click()
    unit(
        page,
        code="recuperare",
        name="Centrul de recuperare",
        service="general",
        accommodation="no",
        targets="recovery",
    )
    unit(
        page, code="zi", name="Centrul de zi", service="day_centre_need", accommodation="no", targets="poverty",
        nomenclature="8899 CZ-F-V",
    )  # fmt: skip


def reads_the_list_of_staff(page: Page) -> str:
    page.get_by_role("link", name="Citește lista personalului").click()
    page.get_by_label("Fișierul (XLSX sau CSV)").set_input_files(
        {"name": "lista.xlsx", "mimeType": "application/octet-stream", "buffer": staff_list()}
    )
    page.get_by_role("button", name="Citește și arată").click()
    expect(page.get_by_text("3 noi, 0 schimbate, 0 știute deja, 1 cu greșeli")).to_be_visible()
    expect(page.get_by_role("row", name="Oana Filip")).to_contain_text(
        "Salariul de bază: scrieți suma ca 4000,00"
    )
    sound(page, "review")
    page.get_by_role("button", name="Scrie cele 3 rânduri bune").click()
    page.wait_for_url("**/personal/")
    page.goto(f"{page.url}?luna={MONTH}")
    sound(page, "staff")
    return page.url


def sets_the_percentages_within_the_law(page: Page, address: str) -> None:
    page.get_by_role("link", name="Stabilește procentul I.A.3").first.click()
    fill(page, percent="76", **DECIDED)
    save(page)
    expect(page.get_by_role("alert")).to_contain_text("65 % – 75 %")
    sound(page, "form")
    fill(page, percent="70")
    save(page)
    page.get_by_role("link", name="Procentul unui spor").click()
    fill(page, code="V.B", percent="10", since="2026-01-01", **DECIDED)
    save(page)


def reads_why_somebody_gets_what_he_gets(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_role("link", name="Ana Chelaru").click()
    expect(page.get_by_text("3.640,00 lei = 5.200,00 lei × 70 %")).to_be_visible()
    expect(page.get_by_text("decizia nr. 14 din 05.01.2026").first).to_be_visible()
    page.get_by_label("Salariul de bază (lei)").fill("6000")
    page.get_by_role("button", name="Arată diferența").click()
    expect(page.get_by_role("status")).to_contain_text("560,00 lei")
    page.get_by_text("Ce nu se plătește și ce ar trebui să fie adevărat").click()
    sound(page, "employee")


def decides_where_the_text_is_silent(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_role("link", name="Hotărăște: II.B și V.B").click()
    expect(page.locator("[name='q.rule']")).to_have_value("II.B+V.B")
    fill(
        page,
        keep="V.B",
        number="15",
        decided_by="Directorul executiv",
        reason="Sporul de zi este cel potrivit",
    )
    save(page)
    sound(page, "employer")


def drafts_and_freezes_the_sheet(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_role("button", name="Întocmește statul lunii octombrie 2026").click()
    expect(page.get_by_text("6.985,00 lei").first).to_be_visible()
    sound(page, "sheet")
    step(page, "Verificat", "Ana Economu")
    step(page, "Aprobat", "Directorul executiv")
    step(page, "Îngheață statul", "Doina Mărcuș")
    expect(page.get_by_text("este înghețat").first).to_be_visible()
    pdf = page.request.get(page.url + "stat.pdf").body()
    assert pdf.startswith(b"%PDF")
    (PICTURES / "pay-sheet.pdf").write_bytes(pdf)


def corrects_a_salary_by_a_further_sheet(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_role("link", name="Ion Bârsan").click()
    page.get_by_role("link", name="Corectează ultima situație").click()
    page.get_by_label("De ce corectați?").fill("Salariul din contract este altul")
    fill(page, base="4150")
    save(page)
    page.goto(address)
    page.get_by_label("De ce se corectează").fill("Salariul marcii 2 era greșit")
    page.get_by_role("button", name="Întocmește statul lunii octombrie 2026").click()
    expect(page.get_by_role("row", name="Ion Bârsan").first).to_contain_text("70,00")
    sound(page, "correction")


def test_a_ground_is_stated_by_the_nurse_and_never_seen_by_payroll(
    places: None, desk: Sit, live_server: object
) -> None:
    officer = factories.make_user("payroll_officer", VORONA, name="Doina Mărcuș", password=PASSWORD)
    nurse = factories.make_user("community_nurse", VORONA, name="Nina Rusu", password=PASSWORD)
    world = World(officer, nurse)
    world.begin()
    world.employ("7", position="personal_assistant", category="other")
    world.write("care", staff_number="7", ref="A-1", kind="adult", since="2018-01-01", act="Contract 3")

    page = desk(nurse)
    page.goto("/birou/pay/temeiuri/")
    page.get_by_role("link", name="Constată temeiul").click()
    fill(page, grade="severe", psychic_mental="no", special_illness="yes", document="Scrisoare medicală 9")
    save(page)
    expect(page.get_by_text("constatat")).to_be_visible()
    sound(page, "grounds")

    payroll = desk(officer)
    payroll.goto(f"/birou/pay/angajator/{world.employer}/personal/?luna={MONTH}")
    payroll.get_by_role("link", name="Angajatul 7").click()
    expect(payroll.get_by_text("1.000,00 lei = 4.000,00 lei × 25 %")).to_be_visible()
    assert "Scrisoare medicală" not in payroll.content()

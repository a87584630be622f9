"""Sanda tells another institution about a family, prints the letter and waits for its answer."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import office
from tests.journeys.looks import expect_sound
from tests.journeys.people import PACK, Team, day
from vatra.accounts.models import User

Sit = Callable[[User], Page]
FORM = f"{PACK}notice"


def looked_at(page: Page, case: str) -> None:
    """The list, the notice and the case's own list, on an office screen and on a narrow one."""
    notice = page.url
    for width in (1280, 360):
        page.set_viewport_size({"width": width, "height": 800})
        for address, picture in ((notice, "instiintare"), ("/instiintari/", "instiintari")):
            page.goto(address)
            expect_sound(page, f"{picture}-{width}")
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(f"/dosare/{case}/instiintari/")
    expect_sound(page, "instiintari-dosar-1280")


@pytest.mark.clause("protocol-2017/3.8", "protocol-2017/4.4.d")
def test_from_the_case_to_the_answer(team: Team, desk: Sit) -> None:
    home = team.family("nurse", "Popescu")
    case = team.signal("nurse", home)
    page = desk(team.users["social"])

    page.goto(f"/dosare/{case}/")
    page.get_by_role("link", name="Trimite o înștiințare").click()
    page.get_by_role("link", name="Înștiințarea altei instituții").click()
    page.locator("form#intrare").wait_for()
    told = {
        "institution_kind": "employment_agency",
        "institution_name": "AJOFM Botoșani",
        "words": "Vă rugăm să îi propuneți un curs de calificare.",
        "due_on": day(-10),
    }
    office.fill(page, FORM, told)
    office.save(page)

    page.goto("/instiintari/")
    expect(page.get_by_role("cell", name="AJOFM Botoșani")).to_be_visible()
    page.get_by_role("link", name="Înștiințarea altei instituții", exact=True).click()
    expect(page.get_by_role("link", name="Tipărește scrisoarea")).to_be_visible()
    looked_at(page, case)
    page.get_by_role("link", name="Înștiințarea altei instituții", exact=True).last.click()

    page.get_by_role("link", name="Am predat-o").click()
    page.locator("form#intrare").wait_for()
    office.fill(page, f"{PACK}notice_handed", {"channel": "letter"})
    office.save(page)
    page.goto("/")
    section = page.get_by_role("region", name="Înștiințări fără răspuns")
    expect(section).to_contain_text("AJOFM Botoșani")
    expect_sound(page, "azi-instiintari-1280")
    section.get_by_role("link", name="Înștiințarea altei instituții").click()
    page.get_by_role("link", name="Se ocupă").click()
    page.locator("form#intrare").wait_for()
    office.save(page)

    page.goto("/instiintari/?stare=answered")
    expect(page.get_by_role("row", name="AJOFM Botoșani")).to_contain_text("Se ocupă")

"""Ana was entered twice: Sanda joins the two files. Elena and Maria are twins: Sanda says so.

Between two communes nobody of the field may look; Cora of the county decides, without a name.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.factories import BOTOSANI
from tests.journeys.looks import expect_sound
from tests.journeys.people import Team
from vatra.accounts.models import User
from vatra.duplicates import searching

Sit = Callable[[User], Page]
ANA: dict[str, Any] = {"given_name": "Ana-Maria", "birth_date": "1990-03-05"}
AGAIN = ANA | {"given_name": "Ana Maria", "birth_date": "1990-05-03"}
TWIN: dict[str, Any] = {"birth_date": "2015-01-02"}


@pytest.mark.clause("protocol-2017/6.2.3")
def test_files_of_one_person_are_joined_and_of_two_are_told_apart(team: Team, desk: Sit) -> None:
    team.family("nurse", "Ștefănescu", ANA)
    team.family("mediator", "Stefanescu", AGAIN)
    for given_name in ("Mihaela", "Mihaila"):
        team.family("nurse", "Lupu", TWIN | {"given_name": given_name})
    assert searching.search(BOTOSANI, timezone.localdate()) == 2
    page = desk(team.users["social"])

    page.goto("/oameni/")
    page.get_by_role("link", name="De două ori?").click()
    expect(page.get_by_text("așteaptă o hotărâre: 2")).to_be_visible()
    expect_sound(page, "dubluri-1280")
    page.set_viewport_size({"width": 360, "height": 740})
    expect_sound(page, "dubluri-360")
    page.set_viewport_size({"width": 1280, "height": 800})
    page.get_by_role("row", name="Lupu").get_by_role("link").click()
    expect_sound(page, "dubluri-pereche-1280")
    page.get_by_label("Explicație").fill("Sunt surori gemene, am văzut certificatele.")
    page.get_by_role("button", name="Păstrează hotărârea").click()
    expect(page.get_by_role("alert")).to_contain_text("Alegeți de unde știți.")
    page.get_by_label("Sunt gemeni sau rude cu același nume").check()
    page.get_by_role("button", name="Păstrează hotărârea").click()
    expect(page.get_by_text("așteaptă o hotărâre: 1")).to_be_visible()

    page.get_by_role("link", name="Comparați").click()
    page.get_by_role("link", name="Unește fișele").click()
    page.get_by_label("Același nume și aceeași dată a nașterii").check()
    page.get_by_label("Explicație").fill("Am văzut buletinul.")
    page.get_by_role("button", name="Salvează").click()
    page.goto("/oameni/dubluri/")
    expect(page.get_by_text("Nicio pereche nu așteaptă")).to_be_visible()


def test_county_decides_between_communes_without_a_name(team: Team, desk: Sit) -> None:
    team.family("nurse", "Ștefănescu", ANA)
    team.family("stranger", "Stefanescu", AGAIN | {"birth_date": ANA["birth_date"]}, locality=39391)
    assert searching.search(BOTOSANI, timezone.localdate()) == 1
    page = desk(team.users["county"])

    page.goto("/oameni/dubluri/")
    page.get_by_role("link", name="Comparați").click()
    expect(page.locator("main")).not_to_contain_text("tef")
    page.set_viewport_size({"width": 360, "height": 740})
    expect_sound(page, "dubluri-judet-360")
    page.get_by_label("Da, și s-a mutat").check()
    page.get_by_label("de unde a plecat").select_option("Vorona")
    page.get_by_label("A spus colegul de acolo").check()
    page.get_by_label("Explicație").fill("Asistenta din Tudora a confirmat la telefon.")
    page.get_by_role("button", name="Păstrează hotărârea").click()

    expect(page.get_by_text("înregistrați plecarea")).to_be_visible()

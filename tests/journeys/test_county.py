"""Cora is the social coordinator of Botoșani: she sees where it is hard, not who it is hard for.

When she must know a family, she says why. It lasts three hours, and the team of the commune
reads who looked and for what.
"""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.db import connection
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests import journal
from tests.factories import TUDORA, VORONA
from tests.journeys.looks import PICTURES, expect_sound
from tests.journeys.people import PACK, Team, day
from vatra.accounts.models import User
from vatra.database import scope
from vatra.demo import building
from vatra.indicators import definitions
from vatra.places.models import Place

Sit = Callable[[User], Page]
REASON = "Plângere a vecinilor despre starea copiilor, adresa 118 din 20 noiembrie."
DRY = {
    "assessed_on": day(3),
    "persons_living": 5,
    "children_living": 3,
    "dwelling": "homeless",
    "income_sources": ["none"],
    "poverty": "extreme_poverty",
    "debts": "no",
    "resources_missing": ["none"],
    "support_persons": ["none"],
    "neighbour_support": "none",
    "participation": "none",
    "isolated": "yes",
}


@pytest.fixture
def county(team: Team) -> None:
    """Two communes with invented families and their histories."""
    definitions.forget()
    for siruta in (VORONA, TUDORA):
        building.build(Place.objects.get(pk=siruta), 12, timezone.localdate())


def problems_of(page: Page, name: str) -> int:
    """The figure beside a commune's name in the table of the map."""
    row = page.locator("#tabel tbody tr", has=page.get_by_role("link", name=name, exact=True))
    return int(row.locator("td").first.inner_text())


def names() -> list[str]:
    with scope.system(), connection.cursor() as cursor:
        cursor.execute("SELECT family_name || ' ' || given_name FROM people_identity")
        return [row[0] for row in cursor.fetchall()]


def expect_nobody_named(page: Page) -> None:
    text = page.locator("body").inner_text()
    assert [name for name in names() if name in text] == []


@pytest.mark.clause("protocol-2017/6.5.3", "protocol-2017/6.3.2", "protocol-2017/6.3.4")
def test_figures_follow_the_field_and_the_map_is_read_without_colour(
    team: Team, county: None, desk: Sit
) -> None:
    page = desk(team.users["county"])
    page.goto("/harta/")
    before = problems_of(page, "Vorona")
    people_who_came = [
        team.family("nurse", name, {"given_name": "Ioan", "sex": "m"}) for name in ("Sava", "Toma")
    ]
    for home in people_who_came:
        entry = journal.about(team.author("nurse"), f"{PACK}household_assessment", home, DRY)
        team.send("nurse", entry)
    page.reload()
    assert problems_of(page, "Vorona") > before
    assert page.locator("svg pattern").count() >= 3
    assert page.locator("svg [fill^='url(#']").count() + page.locator("svg [class*='map-s']").count() > 0
    expect_nobody_named(page)
    expect_sound(page, "j3-harta-1280")

    page.get_by_label("Aria").select_option("housing")
    page.get_by_label("Vârsta").select_option(index=0)
    page.get_by_role("button", name="Arată", exact=True).click()
    expect(page.locator(".lead")).to_contain_text("Locuire – ")
    page.get_by_label("Vulnerabilitatea").select_option("VLP_03")
    page.get_by_label("Perioada").select_option(index=1)
    page.get_by_role("button", name="Arată", exact=True).click()
    expect(page.locator(".lead")).not_to_contain_text("Locuire – ")
    expect(page).to_have_url(re.compile("problema=VLP_03"))
    expect_sound(page, "j3-harta-aleasa-1280")
    print_it(page)


def print_it(page: Page) -> None:
    """On paper: no rail, no buttons, the map and its table; several looks, one file."""
    page.emulate_media(media="print")
    expect(page.locator(".rail")).to_be_hidden()
    expect(page.locator("form.filter").first).to_be_hidden()
    expect(page.locator("svg pattern").first).to_be_attached()
    paper = page.pdf(format="A4")
    (PICTURES / "j3-harta.pdf").write_bytes(paper)
    assert paper.startswith(b"%PDF")
    page.emulate_media(media="screen")


@pytest.mark.clause("protocol-2017/6.3.2", "protocol-2017/6.3.1", "protocol-2017/6.6.2")
def test_identity_opens_only_with_a_reason_that_the_team_reads(team: Team, county: None, desk: Sit) -> None:
    page = desk(team.users["county"])
    page.goto("/harta/")
    page.locator("#tabel").get_by_role("link", name="Vorona", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Harta problemelor")
    expect(page.locator(".lead")).to_contain_text("Vorona")
    expect_nobody_named(page)
    expect_sound(page, "j3-comuna-1280")
    page.goto(f"/indicatori/CAZ.1/?comuna={VORONA}")
    expect_nobody_named(page)
    page.get_by_role("link", name=re.compile(r"^BT-39872-")).first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Dosarul BT-39872-")
    expect_nobody_named(page)
    expect_sound(page, "j3-dosar-fara-nume-1280")

    page.get_by_role("link", name="Arată identitatea").click()
    expect_nobody_named(page)
    open_identity(page, "vreau")
    expect(page.get_by_role("alert")).to_be_visible()
    open_identity(page, REASON)
    expect(page.locator(".note-warning").filter(has_text="Vedeți identitatea")).to_contain_text(REASON)
    shown = page.locator("body").inner_text()
    assert any(name in shown or " ".join(reversed(name.split(" ", 1))) in shown for name in names())
    expect_sound(page, "j3-identitate-1280")
    assert hours_open() == [3.0]

    local = desk(team.users["social"])
    local.goto(page.url)
    trace = local.locator("section", has_text="Cine a deschis identitatea").last
    expect(trace).to_contain_text("Cora Lungu")
    expect(trace).to_contain_text(REASON)
    expect_sound(local, "j3-urma-1280")


def open_identity(page: Page, reason: str) -> None:
    if not page.get_by_label("De ce aveți nevoie").is_visible():
        page.locator("summary", has_text="Arată identitatea").click()
    page.get_by_label("De ce aveți nevoie").fill(reason)
    page.get_by_role("button", name="Deschide identitatea").evaluate("e => e.form.noValidate = true")
    page.get_by_role("button", name="Deschide identitatea").click()


def hours_open() -> list[float]:
    with scope.system(), connection.cursor() as cursor:
        cursor.execute("SELECT extract(epoch FROM until_at - opened_at) / 3600 FROM people_opening")
        return [round(float(row[0]), 3) for row in cursor.fetchall()]

"""Somebody who does not know what to press opens Ajutor, on the office computer and on a telephone."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests import factories
from tests.factories import BOTOSANI, PASSWORD
from tests.journeys.looks import breaches, expect_sound
from tests.journeys.people import Team
from vatra.accounts.models import User

Sit = Callable[[User], Page]


def pictures_shown(page: Page) -> int:
    """How many pictures the page has; each is really drawn."""
    pictures = page.locator(".guide img")
    for picture in pictures.all():
        picture.scroll_into_view_if_needed()
        expect(picture).to_have_js_property("complete", True)
        assert picture.evaluate("e => e.naturalWidth == e.getAttribute('width')")
    return pictures.count()


def test_nurse_reads_the_page_of_her_role_and_goes_on(team: Team, desk: Sit) -> None:
    page = desk(team.users["nurse"])
    said: list[str] = []
    page.on("console", lambda line: said.append(line.text) if line.type == "error" else None)

    page.get_by_role("navigation", name="Secțiuni").get_by_role("link", name="Ajutor").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Asistentul medical comunitar")
    assert pictures_shown(page) > 0
    expect_sound(page, "ajutor-1280")
    page.set_viewport_size({"width": 360, "height": 740})
    expect_sound(page, "ajutor-360")
    page.get_by_role("link", name="Telefonul, și fără semnal").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Telefonul, și fără semnal")
    page.get_by_role("link", name="Ghidul Vatra").click()
    expect(page.get_by_role("link", name="Asistent medical comunitar", exact=True)).to_be_visible()
    assert breaches(page) == []
    assert said == []


def test_administrator_finds_how_to_invite_and_does_it(places: None, desk: Sit, live_server: object) -> None:
    page = desk(factories.make_user("administrator", BOTOSANI, name="Adrian Vlad", password=PASSWORD))

    page.get_by_role("link", name="Ajutor").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Administratorul")
    page.goto("/cont/")
    page.get_by_role("link", name="Personal", exact=True).click()
    expect_sound(page, "personal-1280")
    page.get_by_role("link", name="Invită un coleg").click()
    page.get_by_label("Adresa de e-mail").fill("ana@example.ro")
    page.get_by_label("Numele și prenumele").fill("Ana Ionescu")
    expect_sound(page, "invita-1280")

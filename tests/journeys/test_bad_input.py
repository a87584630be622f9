"""People slip: a year too far, an answer forgotten, a line that breaks. Nothing they wrote goes away."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.utils import timezone
from playwright.sync_api import Page, Route, expect

from tests import journal
from tests.factories import VORONA
from tests.journeys import office
from tests.journeys.looks import expect_sound
from tests.journeys.people import Team, sign_in
from tests.journeys.phone import PATIENCE, Phone
from vatra.accounts.models import User
from vatra.database import scope
from vatra.records import rebuilding
from vatra.records.models import Record

Sit = Callable[[User], Page]
PERSON = "registry/person"
NEXT_YEAR = str(timezone.localdate().year + 1)


@pytest.fixture
def home(team: Team) -> journal.Entry:
    return team.family("nurse", "Lupu", {"given_name": "Ana"})


def begin_person(phone: Phone, team: Team) -> None:
    sign_in(phone.page, team.users["nurse"])
    phone.enrol()
    phone.go("oameni")
    phone.page.get_by_role("link", name="Familia Lupu").first.click()
    phone.at("start-user-plus").click()
    phone.tap("Continuă")
    phone.field("given_name").wait_for()


def test_phone_explains_a_birth_in_the_future_and_keeps_what_was_typed(
    team: Team, home: journal.Entry, phone: Phone
) -> None:
    begin_person(phone, team)
    phone.field("given_name").locator("input").fill("Ionuț")
    phone.date("birth_date", f"{NEXT_YEAR}-05-03")
    phone.tap("Continuă")

    alert = phone.page.get_by_role("alert")
    expect(alert.get_by_role("link")).to_have_count(2)
    expect(phone.field("birth_date").locator(".error")).to_contain_text("viitor")
    expect(phone.field("sex").locator(".error")).to_be_visible()
    expect(phone.field("given_name").locator("input")).to_have_value("Ionuț")
    expect(phone.field("birth_date").get_by_label("Anul", exact=True)).to_have_value(NEXT_YEAR)
    expect_sound(phone.page, "j6-greseli-360")

    phone.page.reload()
    phone.at("pin").fill("472905")
    phone.at("unlock").click()
    phone.field("given_name").wait_for()
    expect(phone.field("given_name").locator("input")).to_have_value("Ionuț")


def test_desk_explains_the_same_and_keeps_what_was_typed(team: Team, home: journal.Entry, desk: Sit) -> None:
    page = desk(team.users["social"])
    page.goto(f"/intrari/nou/registry/person/?gospodarie={home['group']}")
    office.fill(page, PERSON, {"given_name": "Ionuț", "birth_date": f"{NEXT_YEAR}-05-03"})
    office.press_save(page)

    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("Intrarea nu s-a salvat încă")
    expect(alert).to_contain_text("viitor")
    expect(page.locator("[name='q.given_name']")).to_have_value("Ionuț")
    expect(page.locator("[name='q.birth_date-y']")).to_have_value(NEXT_YEAR)
    expect_sound(page, "j6-greseli-1280")


def test_line_that_breaks_in_the_middle_of_sending_doubles_nothing(
    team: Team, home: journal.Entry, phone: Phone
) -> None:
    """The server writes, and its answer never arrives: the phone sends again and gets the same receipt."""
    sign_in(phone.page, team.users["nurse"])
    phone.enrol()
    broken: list[int] = []

    def cut(route: Route) -> None:
        if len(broken) < 2:
            broken.append(route.fetch().status)
            route.abort("connectionreset")
        else:
            route.continue_()

    before = count()
    phone.context.route("**/api/sync/v1/push", cut)
    phone.go("adauga")
    phone.at("start-house").click()
    phone.fill("registry/household", {"locality": "Vorona", "household_name": "Familia Sava"})

    phone.go("trimiteri")
    expect(phone.at("sync-light")).to_contain_text("Totul acceptat", timeout=PATIENCE)
    expect(phone.at("count-accepted")).to_have_text("1")
    assert broken[0] == 200
    assert count() == before + 1
    assert rebuilding.broken_link(VORONA) is None


def count() -> int:
    with scope.system():
        return Record.objects.filter(place_id=VORONA).count()

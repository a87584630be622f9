"""Nina's right in Vorona ends while her phone is silent: what she wrote is held, not lost.

She is told why, on the phone and at a desk; the coordinator of the county sees it too, without a
name, and gives it to the nurse who works there now, who sends it as her own.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests import factories
from tests.factories import BOTOSANI, PASSWORD, TUDORA, VORONA
from tests.journal import Entry
from tests.journeys import office
from tests.journeys.looks import expect_sound
from tests.journeys.people import PACK, Team, sign_in
from tests.journeys.phone import PATIENCE, Phone
from vatra.accounts.models import User
from vatra.database import scope
from vatra.records.models import Quarantine, Record
from vatra.sync import devices

Sit = Callable[[User], Page]
SIGNAL = f"{PACK}signal"
WHY = "Nu mai aveți dreptul să scrieți în această localitate"


@pytest.fixture
def home(team: Team) -> Entry:
    """The family; beside Nina another nurse of the commune, and the county's coordinator of health."""
    team.users["taker"] = factories.make_user(
        "community_nurse", VORONA, name="Ioana Tudose", password=PASSWORD
    )
    team.users["health"] = factories.make_user(
        "county_health_coordinator", BOTOSANI, name="Vera Stan", password=PASSWORD
    )
    factories.give(team.users["nurse"], "community_nurse", TUDORA)
    return team.family("nurse", "Lupu", {"given_name": "Ana"})


@pytest.fixture
def held_phone(team: Team, home: Entry, phone: Phone) -> Phone:
    """She signals in the yard; her right ends; the phone finds a signal again."""
    sign_in(phone.page, team.users["nurse"])
    phone.enrol()
    phone.context.set_offline(True)
    phone.go(f"formulare/{home['group']}")
    phone.page.get_by_role("button", name=re.compile("Semnalarea")).first.click()
    phone.fill(
        SIGNAL, {"source": "own", "kinds": ["no_family_doctor"], "description": "Doamna Lupu tușește."}
    )
    give_right(team, until=timezone.localdate() - timedelta(days=1))
    phone.context.set_offline(False)
    send(phone)
    return phone


def give_right(team: Team, *, until: object) -> None:
    team.users["nurse"].assignments.filter(place_id=VORONA).update(ends_on=until)
    devices.forget()


def send(phone: Phone) -> None:
    phone.go("trimiteri")
    expect(phone.at("send-now")).to_be_enabled(timeout=PATIENCE)
    phone.at("send-now").click()
    expect(phone.at("send-now")).to_be_enabled(timeout=PATIENCE)


def numbers(phone: Phone, made: int, accepted: int, counted: int) -> None:
    for name, number in (("made", made), ("accepted", accepted), ("counted", counted)):
        expect(phone.at(f"count-{name}")).to_have_text(str(number), timeout=PATIENCE)


def test_held_entry_is_given_to_who_works_there_now(team: Team, held_phone: Phone, desk: Sit) -> None:
    phone = held_phone
    expect(phone.at("held")).to_contain_text(WHY, timeout=PATIENCE)
    expect(phone.at("sync-light")).to_contain_text("O intrare reținută")
    numbers(phone, 1, 0, 0)
    expect_sound(phone.page, "j7-retinuta-360")

    own = phone.context.new_page()  # the office in the browser she is signed in with
    own.goto("/retinute/")
    own.get_by_role("link", name=re.compile("Semnalarea")).click()
    expect(own.get_by_role("main")).to_contain_text(WHY)
    expect(own.get_by_role("main")).to_contain_text("Doamna Lupu tușește.")
    expect_sound(own, "j7-birou-360")
    own.close()
    hand_over(desk(team.users["health"]))
    take_over(desk(team.users["taker"]))

    send(phone)
    expect(phone.at("remainder")).to_contain_text("una preluată de un coleg")
    expect(phone.at("held")).to_have_count(0)
    numbers(phone, 1, 0, 0)
    with scope.system():
        made = Record.objects.get(form=SIGNAL)
        assert (made.author_id, made.place_id) == (team.users["taker"].pk, VORONA)
        assert Quarantine.objects.get().state == "taken"


def test_right_given_back_she_sends_it_again_and_the_three_numbers_are_right(
    team: Team, held_phone: Phone
) -> None:
    phone = held_phone
    expect(phone.at("held")).to_contain_text(WHY, timeout=PATIENCE)
    give_right(team, until=None)
    send(phone)

    phone.at("send-again").click()

    numbers(phone, 1, 1, 1)
    expect(phone.at("held")).to_have_count(0)
    with scope.system():
        assert Record.objects.get(form=SIGNAL).author_id == team.users["nurse"].pk
        assert Quarantine.objects.get().state == "accepted"


def hand_over(page: Page) -> None:
    page.get_by_role("link", name=re.compile("Înregistrări reținute: 1")).click()
    expect_sound(page, "j7-lista-judet-1280")
    page.get_by_role("link", name=re.compile("Semnalarea")).click()
    main = page.get_by_role("main")
    expect(main).to_contain_text("Nina Rusu")
    for secret in ("Lupu", "tușește"):
        expect(main).not_to_contain_text(secret)
    expect_sound(page, "j7-judet-1280")
    page.get_by_label(re.compile("Cine lucrează acum acolo")).select_option(
        label="Ioana Tudose, asistent medical comunitar"
    )
    page.get_by_role("button", name="Încredințați").click()
    expect(main).to_contain_text("Intrarea este încredințată colegului.")


def take_over(page: Page) -> None:
    page.get_by_role("link", name=re.compile("Semnalarea")).first.click()
    expect_sound(page, "j7-preluare-1280")
    page.get_by_role("link", name="Verificați și trimiteți ca intrare proprie").click()
    page.locator("form#intrare").wait_for()
    office.press_save(page)
    page.wait_for_url(re.compile("/salvat/"))

"""Nina is in the yard without a signal, Sanda at her desk: both change the same signalled need.

Neither knows of the other. When the phone comes back both entries are there; the conflict stands on
top of the case and on the phone, somebody chooses, and the other version stays readable.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests import journal
from tests.journal import Entry
from tests.journeys import office
from tests.journeys.looks import expect_sound
from tests.journeys.people import PACK, Team, sign_in
from tests.journeys.phone import PATIENCE, Phone
from vatra.accounts.models import User
from vatra.database import scope
from vatra.dossiers.models import Conflict
from vatra.records.models import Record

Sit = Callable[[User], Page]
SIGNAL = f"{PACK}signal"
IN_THE_YARD, AT_THE_DESK = "Au și un sugar fără medic.", "Mama este înscrisă de ieri la medic."


@pytest.fixture
def home(team: Team) -> Entry:
    home = team.family("nurse", "Lupu", {"given_name": "Ana"})
    team.signal("social", home)
    return home


def signal_of(home: Entry) -> Any:
    with scope.system():
        return Record.objects.get(form=SIGNAL, group_id=home["group"], prev_id=None)


def test_desk_and_yard_change_the_same_need_and_the_desk_settles_it(
    team: Team, home: Entry, phone: Phone, desk: Sit
) -> None:
    signal = signal_of(home)
    sign_in(phone.page, team.users["nurse"])
    phone.enrol()
    phone.context.set_offline(True)
    correct_on_phone(phone, home, str(signal.pk))
    page = desk(team.users["social"])
    correct_at_desk(page, str(signal.pk))
    phone.context.set_offline(False)
    phone.go("trimiteri")
    phone.at("send-now").click()
    expect(phone.at("count-accepted")).to_have_text("1", timeout=PATIENCE)

    expect_on_phone(phone, home)
    settle_at_desk(page, team, home)
    expect_chosen(home, AT_THE_DESK)
    expect_settled_on_phone(phone)


def test_nurse_settles_it_on_the_phone(team: Team, home: Entry, phone: Phone) -> None:
    signal = signal_of(home)
    for who, words in (("social", AT_THE_DESK), ("nurse", IN_THE_YARD)):
        given = journal.about(team.author(who), SIGNAL, home, {})
        answers = signal_answers(words)
        team.send(
            who,
            given | {"prev": str(signal.pk), "intent": "correction", "reason": "Altfel.", "answers": answers},
        )
    sign_in(phone.page, team.users["nurse"])
    phone.enrol()

    expect(phone.at("to-settle")).to_contain_text("Familia Lupu")
    expect_sound(phone.page, "j6-azi-360")
    open_conflict(phone)
    phone.page.get_by_label(re.compile("Nina Rusu")).check()
    phone.page.get_by_label("De ce").fill("Am fost acolo azi.")
    phone.at("settle").click()
    expect(phone.at("rivals")).to_have_count(0)
    phone.go("trimiteri")
    expect(phone.at("count-accepted")).to_have_text("1", timeout=PATIENCE)
    expect_chosen(home, IN_THE_YARD)


def signal_answers(words: str) -> dict[str, Any]:
    return {
        "noticed_on": signal_day(),
        "source": "own",
        "kinds": ["no_family_doctor"],
        "description": words,
        "violence_suspected": "no",
        "urgent": False,
    }


def signal_day() -> str:
    with scope.system():
        return str(Record.objects.get(form=SIGNAL, prev_id=None).occurred_on)


def correct_on_phone(phone: Phone, home: Entry, signal: str) -> None:
    phone.go(f"inregistrare/{home['group']}/{signal}")
    phone.page.get_by_text("Corectează sau retrage").click()
    phone.page.get_by_label("Motivul").fill("Am văzut la fața locului.")
    phone.page.get_by_role("button", name="Corectează", exact=True).click()
    phone.fill(SIGNAL, {"description": IN_THE_YARD})


def correct_at_desk(page: Page, signal: str) -> None:
    page.goto(f"/intrari/nou/{SIGNAL}/?corecteaza={signal}")
    page.locator("#reason").fill("A sunat medicul.")
    office.fill(page, SIGNAL, {"description": AT_THE_DESK})
    office.press_save(page)
    page.wait_for_url(re.compile("/salvat/"))


def open_conflict(phone: Phone) -> None:
    phone.go("azi")
    phone.at("to-settle").get_by_role("link").first.click()
    phone.at("household").wait_for()
    phone.page.get_by_role("link", name=re.compile("De hotărât: două versiuni")).first.click()
    phone.at("rivals").wait_for()


def expect_on_phone(phone: Phone, home: Entry) -> None:
    open_conflict(phone)
    for words in (IN_THE_YARD, AT_THE_DESK, "Nina Rusu", "Sanda Popa"):
        expect(phone.at("rivals")).to_contain_text(words)
    expect_sound(phone.page, "j6-conflict-360")


def settle_at_desk(page: Page, team: Team, home: Entry) -> None:
    page.goto("/dosare/")
    expect(page.get_by_role("main")).to_contain_text("conflict")
    page.goto("/")
    expect(page.get_by_role("main")).to_contain_text("De hotărât")
    expect_sound(page, "j6-azi-1280")
    page.get_by_role("link", name="Alegeți care rămâne").first.click()
    rivals = page.locator(".rivals")
    for words in (IN_THE_YARD, AT_THE_DESK, "Nina Rusu", "Sanda Popa"):
        expect(rivals).to_contain_text(words)
    expect_sound(page, "j6-conflict-1280")
    rivals.get_by_label("varianta scrisă de Sanda Popa").check()
    rivals.get_by_label("De ce").fill("Am vorbit cu medicul.")
    rivals.get_by_role("button", name="Lămurește conflictul").click()
    expect(page.get_by_role("main")).to_contain_text("Conflictul este lămurit")
    expect(page.get_by_role("main")).to_contain_text(IN_THE_YARD)


def expect_chosen(home: Entry, words: str) -> None:
    with scope.system():
        assert not Conflict.objects.exists()
        entries = Record.objects.filter(form=SIGNAL, group_id=home["group"])
        assert entries.count() == 4
        last = entries.order_by("-seq").first()
        assert last is not None
        assert len(last.settles) == 1
    from vatra.office.queries import entries as stored

    with scope.system():
        assert stored.answers_of(last.pk)["description"] == words


def expect_settled_on_phone(phone: Phone) -> None:
    phone.go("trimiteri")
    phone.at("send-now").click()
    expect(phone.at("send-now")).to_be_enabled(timeout=PATIENCE)
    phone.go("azi")
    expect(phone.at("to-settle")).to_have_count(0)

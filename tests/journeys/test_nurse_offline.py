"""Nina is the nurse of Vorona. In the upper village there is no signal; a family that nobody knew lives there.

In the morning she enrols her phone at the office. In the yard, without a signal, she writes
down the house and its four people, what she sees and what they need, and the phone dies in
her hand. In the evening, with a signal again, everything goes by itself, once.
"""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.factories import VORONA
from tests.journeys.looks import expect_sound
from tests.journeys.people import Team, day, sign_in
from tests.journeys.phone import PATIENCE, Phone
from vatra.database import scope
from vatra.kit.cnp import check_digit
from vatra.people.models import Person
from vatra.records import rebuilding
from vatra.records.models import Record

HOUSE, PERSON = "registry/household", "registry/person"
DWELLING = "integrated_services/household_assessment"
ASSESSMENT, VISIT = "integrated_services/person_assessment", "integrated_services/home_visit"

TWELVE = "185041207234"
CNP = TWELVE + check_digit(TWELVE)
WRONG = TWELVE + str((int(check_digit(TWELVE)) + 1) % 10)

MARIA = {
    "family_name": "Calancea",
    "given_name": "Maria",
    "sex": "f",
    "birth_date": "1996",
    "id_state": "none_yet",
    "relation": "head",
    "family_doctor": "no",
    "insured": "no",
}
BABY = MARIA | {"given_name": "Nou-născut", "birth_date": day(9), "relation": "child", "sex": "m"}
MOTHER = MARIA | {
    "given_name": "Eleonora",
    "birth_date": "1951-05",
    "id_state": "refused",
    "relation": "parent",
}
VASILE = MARIA | {
    "given_name": "Vasile",
    "sex": "m",
    "birth_date": "1985-04-12",
    "id_state": "cnp",
    "cnp": CNP,
    "relation": "partner",
    "family_doctor": "yes",
    "insured": "yes",
}

BAD_HOUSE = {
    "persons_living": 4,
    "children_living": 1,
    "dwelling": "house",
    "rooms": 1,
    "tenure": "no_papers",
    "drinking_water": "no",
    "heating": "none",
    "poverty": "extreme_poverty",
}
MARIAS_LIFE = {
    "birth_certificate": "no",
    "birth_registered": "no",
    "identity_card": "none",
    "has_address": "yes",
    "family_doctor": "no",
    "insured": "no",
    "health_access": "yes",
    "health_state": ["none"],
    "pregnancy_state": "postpartum",
    "education_level": "none",
    "reads": "no",
    "work_state": "no_work",
    "job_register": "no",
}
BABYS_LIFE = {"birth_certificate": "no", "birth_registered": "no", "vaccinated": "no"}
SIX = {"social_assistance", "health", "education", "employment", "housing", "identity_documents"}


@pytest.fixture
def enrolled(phone: Phone, team: Team) -> Phone:
    """In the morning, at the office: signed in with the code, enrolled, her commune on the phone."""
    team.family(
        "nurse", "Ursachi", {"given_name": "Ion", "sex": "m"}, {"given_name": "Elena", "relation": "spouse"}
    )
    team.family("social", "Prisacaru")
    sign_in(phone.page, team.users["nurse"])
    phone.enrol()
    return phone


def add_person(phone: Phone, answers: dict[str, Any]) -> None:
    phone.page.get_by_test_id("next-step").filter(has_text=re.compile("persoană")).click()
    phone.fill(PERSON, answers)


def assess(phone: Phone, given_name: str, answers: dict[str, Any]) -> None:
    phone.at("to-household").click()
    phone.page.get_by_role("link", name=re.compile(given_name)).first.click()
    phone.page.get_by_role("link", name="Completează un formular").click()
    phone.page.get_by_role("button", name=re.compile("Evaluarea persoanei")).click()
    phone.fill(ASSESSMENT, answers)


def received() -> list[Any]:
    """What stands in the commune's journal, oldest first."""
    with scope.system():
        return list(Record.objects.filter(place_id=VORONA).order_by("seq"))


WRITTEN = sorted([HOUSE, *4 * [PERSON], DWELLING, ASSESSMENT, ASSESSMENT, VISIT])


@pytest.mark.clause(
    "protocol-2017/6.1.1",
    "protocol-2017/6.2.1",
    "protocol-2017/6.2.2",
    "protocol-2017/6.2.3",
    "protocol-2017/6.2.4",
    "protocol-2017/6.5.2",
)
def test_nurse_works_a_day_without_signal_and_nothing_is_lost(enrolled: Phone, team: Team) -> None:
    phone, before = enrolled, len(received())
    phone.go("oameni")
    expect(phone.at("search-count")).to_have_text("2 gospodării")
    expect_sound(phone.page, "j1-oameni-360")

    phone.context.set_offline(True)
    register_family(phone)
    assess_dwelling(phone)
    assess(phone, "Maria", MARIAS_LIFE)
    read_why(phone)
    assess(phone, "Nou-născut", BABYS_LIFE)
    assert areas_on_the_household(phone) == SIX
    visit(phone)
    expect(phone.at("sync-light")).to_contain_text(f"{len(WRITTEN)} netrimise")

    phone.kill()
    phone.open(offline=True)
    expect_everything_there(phone)
    assert len(received()) == before

    phone.context.set_offline(False)
    expect_all_accepted(phone)
    expect_each_once(received()[before:], team)
    assert phone.complaints == []


def register_family(phone: Phone) -> None:
    phone.go("adauga")
    expect_sound(phone.page, "j1-adauga-360")
    phone.at("start-house").click()
    phone.fill(HOUSE, {"locality": "Vorona", "number": "lângă fântână", "household_name": "Familia Calancea"})
    expect_sound(phone.page, "j1-salvat-360")
    for answers in (MARIA, BABY, MOTHER):
        add_person(phone, answers)
    write_vasile(phone)


def assess_dwelling(phone: Phone) -> None:
    """What is found stands there at once, the most urgent first."""
    phone.at("next-step").filter(has_text="Evaluarea gospodăriei").click()
    phone.fill_to_summary(DWELLING, BAD_HOUSE)
    expect_sound(phone.page, "j1-evaluare-rezumat-360")
    phone.tap("Salvează pe telefon")
    phone.at("saved").wait_for()
    found = phone.page.locator(".finding")
    expect(found.first).to_contain_text("Urgent")
    expect(found.filter(has_text="Supraaglomerare")).to_have_count(1)
    expect_sound(phone.page, "j1-constatari-360")


def read_why(phone: Phone) -> None:
    """Each finding says what it rests on: the article, or that the project defined it."""
    found = phone.page.locator(".finding", has_text="fără CI").first
    found.locator("summary").first.click()
    expect(found.locator(".why-body")).to_contain_text(re.compile(r"art\. ?\d"))
    expect_sound(phone.page, "j1-de-ce-360")


def expect_everything_there(phone: Phone) -> None:
    """The phone was dead; it still has no signal. The PIN opens what she wrote."""
    phone.page.goto("/teren/")
    phone.at("locked").wait_for()
    expect_sound(phone.page, "j1-blocata-360")
    phone.unlock()
    expect(phone.at("sync-light")).to_contain_text(f"{len(WRITTEN)} netrimise")
    expect_sound(phone.page, "j1-azi-360")
    phone.go("oameni")
    expect(phone.at("search-count")).to_have_text("3 gospodării")
    phone.page.get_by_role("link", name=re.compile("Calancea")).first.click()
    phone.at("household").wait_for()
    for name in ("Maria", "Nou-născut", "Eleonora", "Vasile"):
        expect(phone.page.get_by_role("link", name=re.compile(name)).first).to_be_visible()


def expect_all_accepted(phone: Phone) -> None:
    """She presses nothing: everything leaves when the signal comes."""
    expect(phone.at("sync-light")).to_contain_text("Totul acceptat", timeout=PATIENCE)
    phone.go("trimiteri")
    for number in ("made", "accepted", "counted"):
        expect(phone.at(f"count-{number}")).to_have_text(str(len(WRITTEN)))
    receipts = phone.page.locator("section", has_text="Ultimele acceptate").locator("li")
    expect(receipts).to_have_count(len(WRITTEN))
    expect_sound(phone.page, "j1-trimiteri-360")


def expect_each_once(entries: list[Any], team: Team) -> None:
    assert sorted(entry.form for entry in entries) == WRITTEN
    assert len({entry.group_id for entry in entries}) == 1
    assert {entry.author_id for entry in entries} == {team.users["nurse"].pk}
    assert len({entry.device_seq for entry in entries}) == len(WRITTEN)
    assert rebuilding.broken_link(VORONA) is None
    with scope.system():
        people = Person.objects.filter(household_id=entries[0].group_id)
        states = sorted(people.values_list("id_state", flat=True))
    assert states == ["cnp", "none_yet", "none_yet", "refused"]


def write_vasile(phone: Phone) -> None:
    """He gives his number, and she writes its last digit wrong: the phone says which part is wrong."""
    page = phone.page
    page.get_by_test_id("next-step").filter(has_text=re.compile("persoană")).click()
    while not phone.field("id_state").count():
        phone.fill_screen(PERSON, VASILE)
        title = page.locator("h1").inner_text()
        phone.tap("Continuă")
        expect(page.locator("h1")).not_to_have_text(title)
    phone.fill_screen(PERSON, VASILE | {"cnp": WRONG})
    expect(phone.field("cnp")).to_contain_text(re.compile("ultima cifră|cifra de control", re.I))
    phone.tap("Continuă")
    expect(page.get_by_role("alert")).to_contain_text("CNP")
    expect_sound(page, "j1-cnp-gresit-360")
    assert phone.field("cnp").locator("input").input_value() == WRONG
    phone.field("cnp").locator("input").fill(CNP)
    expect(phone.field("cnp")).to_contain_text("12 apr")
    phone.tap("Continuă")
    phone.fill(PERSON, VASILE)


def areas_on_the_household(phone: Phone) -> set[str]:
    """The areas in which the household's page shows something found or needed."""
    phone.at("to-household").click()
    phone.at("household").wait_for()
    expect_sound(phone.page, "j1-gospodaria-360")
    shown = phone.page.locator("section", has_text="Ce s-a găsit").locator("[class*='area-']")
    classes = shown.evaluate_all("all => all.flatMap((one) => [...one.classList])")
    return {name.removeprefix("area-") for name in classes} & SIX


def visit(phone: Phone) -> None:
    phone.at("start-footprints").click()
    seen = [{"seen_person": "Maria", "seen_state": "first"}]
    answers = {
        "visited_on": timezone.localdate().isoformat(),
        "visit_kind": "first",
        "outcome": "done",
        "persons_seen": seen,
        "household_state": "first",
        "urgent_found": False,
        "signature": "semnat",
    }
    phone.fill_to_summary(VISIT, answers)
    expect_sound(phone.page, "j1-vizita-rezumat-360")
    phone.tap("Salvează pe telefon")
    phone.at("saved").wait_for()

"""Sanda is the social worker of Vorona; what the nurse finds in the village becomes her case.

She works the case of a family from its first word to its closing, at her desk, and the
program holds her to the law: no plan before the six areas are assessed, no help given twice
without a reason. The nurse does her part in the yard, without a signal.
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
from tests.journeys.people import PACK, Team, day, sign_in
from tests.journeys.phone import PATIENCE, Phone
from vatra.accounts.models import User

Sit = Callable[[User], Page]
NEEDS = {
    "social_assistance": "NSO_02",
    "health": "NHE_01",
    "education": "NED_02",
    "employment": "NEM_04",
    "housing": "NHO_03",
    "identity_documents": "NID_02",
}


def doctor(number: int = 1) -> dict[str, Any]:
    return {
        "intervention_no": number,
        "intervention_objective": number,
        "intervention_text": "Înscriere la medicul de familie",
        "service_group": "information",
        "responsible_role": "community_nurse",
        "start_on": day(0),
        "term_on": day(-5),
        "expected_result": "Familia este pe lista medicului",
    }


def food(number: int) -> dict[str, Any]:
    return doctor(number) | {
        "intervention_objective": 1,
        "intervention_text": "Pachet de alimente",
        "service_group": "social_support",
        "service_code": "SWS_05",
        "responsible_role": "social_worker",
        "expected_result": "Au ce mânca în această lună",
    }


@pytest.fixture
def home(team: Team) -> Entry:
    """A family that the nurse has registered, with a boy of nine who is not at school."""
    child = {"given_name": "Radu", "sex": "m", "birth_date": "2017-02-11", "relation": "child"}
    return team.family("nurse", "Lupu", {"given_name": "Ana"}, child)


def open_case(page: Page, team: Team, home: Entry) -> None:
    """She has the list open; the nurse's word appears in it by itself."""
    page.goto("/dosare/")
    page.evaluate("window.isTheSamePage = true")
    team.signal("nurse", home, urgent=True, urgent_reason="Copilul este bolnav și nu au căldură.")
    row = page.locator("tbody tr", has_text="Familia Lupu")
    expect(row).to_be_visible(timeout=PATIENCE)
    expect(row).to_contain_text("Urgent")
    assert page.evaluate("window.isTheSamePage")
    expect_sound(page, "j2-dosare-1280")
    row.get_by_role("link").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Familia Lupu")


def back(page: Page) -> None:
    page.get_by_role("link", name="Deschide dosarul").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Familia Lupu")


def write(page: Page, form: str, answers: dict[str, Any]) -> None:
    """One entry about the case, and back to it."""
    office.case_form(page, PACK + form, answers)
    back(page)


def assessment(*, but: str = "") -> dict[str, Any]:
    """All six areas with a need each; the one left out stays untouched."""
    given: dict[str, Any] = {}
    for area, need in NEEDS.items():
        if area != but:
            row = {f"{area}_need": need} | ({f"{area}_person": "Radu"} if area == "education" else {})
            given |= {f"{area}_state": "needs", f"{area}_needs": [row]}
    return given


def assess(page: Page) -> None:
    """Risks first, then the six areas; with housing forgotten there is no plan yet."""
    write(page, "risk_assessment", {"urgent": False, "risks_state": "none", "protection_state": "none"})
    write(page, "initial_assessment", assessment(but="housing"))
    refused = page.locator("details", has_text="Ce nu se poate încă și de ce")
    refused.locator("summary").first.click()
    expect(refused).to_contain_text("Locuire nu are nici nevoi, nici „nicio nevoie constatată”")
    expect_sound(page, "j2-fara-plan-1280")
    assert page.locator("a[href*='/initial_plan/']").count() == 0
    write(page, "initial_assessment", assessment())


def ask_complex_assessment(page: Page) -> None:
    asked = {"part": "request", "body_name": "DGASPC Botoșani", "question": "Copilul pare să audă greu."}
    write(page, "complex_assessment_request", asked)
    expect(page.locator(".facts.card")).to_contain_text("Evaluare complexă solicitată")
    page.locator("a[href*='/complex_assessment_result/']").first.click()
    result = {"result_on": day(0), "body_name": "DGASPC Botoșani", "result": "Fără dizabilitate."}
    office.fill(page, f"{PACK}complex_assessment_result", result | {"needs_state": "none"})
    office.save(page)
    back(page)
    expect(page.locator(".facts.card")).to_contain_text("Evaluare complexă făcută")


def plan(page: Page) -> None:
    """The plan begins with the needs found; each activity has who, until when and what for."""
    office.open_form(page, f"{PACK}individual_plan")
    expect(page.locator("[name='q.objectives.count']")).to_have_value(str(len(NEEDS)))
    rows = [{"objective_text": f"Nevoia {number} este acoperită"} for number in range(1, len(NEEDS) + 1)]
    given = {
        "contributors": [{"contributor_role": "community_nurse"}],
        "objectives": rows,
        "interventions": [doctor(), food(2)],
        "agreement": "agrees",
    }
    office.fill(page, f"{PACK}individual_plan", given)
    expect_sound(page, "j2-plan-formular-1280")
    office.save(page)
    back(page)
    expect(page.locator("#plan").locator("..")).to_contain_text("0 făcute, 0 depășite, 2 de făcut")


def revise(page: Page) -> None:
    """The same help twice is refused with the reason; nothing typed is lost; a reason lets it pass."""
    office.open_form(page, f"{PACK}plan_revision")
    expect(page.locator("[name='q.interventions.count']")).to_have_value("2")
    given = {
        "revision_reason": "new_need",
        "revision_note": "Nu ajunge un pachet.",
        "contributors": [{"contributor_role": "community_nurse"}],
        "interventions": [{}, {}, food(3)],
        "agreement": "agrees",
    }
    office.fill(page, f"{PACK}plan_revision", given)
    office.press_save(page)
    expect(page.get_by_role("alert")).to_contain_text(re.compile("se suprapune|de două ori"))
    expect(page.locator("[name='q.interventions.2.intervention_text']")).to_have_value("Pachet de alimente")
    expect_sound(page, "j2-suprapunere-1280")
    office.fill(page, f"{PACK}plan_revision", {"interventions": [{}, {}, {"overlap_reason": "Sunt patru."}]})
    office.save(page)
    back(page)
    shown = page.locator("#plan").locator("..")
    expect(shown).to_contain_text("se suprapune cu: Pachet de alimente")
    expect(shown).to_contain_text("Plan revizuit, versiunea 2")


def nurse_does_her_part(phone: Phone) -> None:
    """Her task came with its term; she does it where there is no signal."""
    phone.go("sarcini")
    task = phone.at("task").filter(has_text="Înscriere la medicul de familie")
    expect(task).to_be_visible(timeout=PATIENCE)
    expect_sound(phone.page, "j2-sarcini-360")
    phone.context.set_offline(True)
    task.get_by_test_id("start-task").click()
    expect(phone.page.get_by_role("radio", name="Înscriere la medicul de familie")).to_be_checked()
    phone.fill(f"{PACK}intervention_done", {"done_state": "done", "result": "Sunt pe listă."})
    phone.context.set_offline(False)
    expect(phone.at("sync-light")).to_contain_text("Totul acceptat", timeout=PATIENCE)


def close(page: Page, team: Team, home: Entry) -> None:
    """Monitoring, what changed, the impact, and only then "solved"."""
    note = {"area": "health", "trend": "better", "note": "Toți sunt pe lista medicului."}
    write(page, "monitoring_note", note)
    changed = {"need": "NHE_01", "state_before": "fără medic", "outcome": "met", "state_after": "pe listă"}
    write(page, "outcome", changed)
    office.open_form(page, f"{PACK}closure")
    office.fill(page, f"{PACK}closure", {"reason": "solved", "access_obtained": "yes"})
    office.press_save(page)
    expect(page.get_by_role("alert")).to_contain_text("Înscriere la școală")
    meet_the_rest(team, home)
    page.goto(f"/dosare/{team.case(home)}/")
    evaluate_impact(page)
    write(page, "closure", {"reason": "solved", "access_obtained": "yes"})
    expect(page.locator(".facts.card")).to_contain_text("Închis")


def meet_the_rest(team: Team, home: Entry) -> None:
    """The other needs are met too; the entries come as from a colleague's desk."""
    social = team.author("social")
    for area, need in NEEDS.items():
        if area == "health":
            continue
        told = {
            "observed_on": day(0),
            "need": need,
            "state_before": "nu",
            "outcome": "met",
            "state_after": "da",
        }
        if area == "education":
            told["about_person"] = team.persons(home)["Radu"]
        case = team.case(home)
        entry = journal.entry(social, f"{PACK}outcome", ("dossier", case), home["group"], told)
        team.send("social", entry | {"dossier": case})


def evaluate_impact(page: Page) -> None:
    rows = [{"impact_before": "lipsea", "impact_after": "există", "impact_result": "solved"} for _ in NEEDS]
    yes = ("access_obtained", "own_resources_used", "community_support", "lasting")
    given = dict.fromkeys(yes, "yes") | {"evaluated_needs": rows, "conclusion": "Familia se descurcă."}
    write(page, "impact_evaluation", given)
    expect_sound(page, "j2-dosar-1280")


@pytest.mark.clause(
    "protocol-2017/3.3.a.1",
    "protocol-2017/3.3.a.2",
    "protocol-2017/3.3.b.1",
    "protocol-2017/3.3.b.2",
    "protocol-2017/3.3.e.1",
    "protocol-2017/3.3.f",
    "protocol-2017/3.3.g",
    "protocol-2017/3.3.h",
    "protocol-2017/3.3.i",
    "protocol-2017/4.4.a",
    "protocol-2017/4.4.f",
    "protocol-2017/4.4.g",
    "protocol-2017/6.2.6",
    "protocol-2017/6.3.1",
)
def test_case_is_worked_from_its_first_word_to_its_closing(
    team: Team, home: Entry, desk: Sit, phone: Phone
) -> None:
    page = desk(team.users["social"])
    open_case(page, team, home)
    assess(page)
    ask_complex_assessment(page)
    plan(page)
    revise(page)

    sign_in(phone.page, team.users["nurse"])
    phone.enrol()
    nurse_does_her_part(phone)

    expect(page.get_by_text("S-a scris ceva nou")).to_be_visible(timeout=PATIENCE)
    page.get_by_role("link", name="Arată dosarul de acum").click()
    done = page.locator("#plan").locator("..").locator("tr", has_text="Înscriere la medicul de familie")
    expect(done).to_contain_text("făcută")
    close(page, team, home)
    assert phone.complaints == []

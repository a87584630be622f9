"""The school counsellor's work (art. 3 (6)): needs, decisions, results, who sees them, whom it helped."""

from __future__ import annotations

import json

import pytest

from tests.factories import BOTOSANI
from tests.integration.office.cases.world import assessment, line, objective, risks
from tests.integration.office.figures.reported import client
from tests.integration.professions.conftest import Team
from tests.integration.sync.phone import Phone
from vatra.database import scope
from vatra.records.models import Part

pytestmark = pytest.mark.django_db
RESULTS = {
    "interests_instrument": "Chestionarul Holland",
    "interests_result": "Interese realiste",
    "abilities_instrument": "Bateria BTPAC",
    "abilities_result": "Abilități spațiale",
    "values_instrument": "Inventarul Super",
    "values_result": "Autonomie",
}


def counted(code: str) -> int | None:
    """The figure of June 2026 as the county reads it."""
    reader = client("county_school_coordinator", BOTOSANI)
    return reader.get(f"/indicatori/{code}/?perioada=2026-06&comuna=39872").context["reading"].numerator


@pytest.mark.clause("protocol-2017/3.6.a")
def test_pupil_has_one_need_of_career_counselling_under_education(team: Team) -> None:
    team.about(
        "counsellor", "career_needs", team.dan,
        assessed_on="2026-06-03", needs_state="needs", career_needs=["self_knowledge", "plan"],
    )  # fmt: skip

    found = [need for need in team.items("need") if str(need.person_id) == team.dan["subject"]["id"]]
    assert [(need.area, need.code) for need in found] == [("education", "NED_09")]
    assert str(found[0].opened_on) == "2026-06-03"
    assert found[0].title in team.case("counsellor")


@pytest.mark.clause("protocol-2017/3.6.c")
def test_decision_begins_the_action_of_the_plan_that_it_names(team: Team) -> None:
    dan = team.dan["subject"]["id"]
    need = [{"education_need": "NED_09", "education_person": dan}]
    team.in_case("social", "risk_assessment", **risks() | {"assessed_on": "2026-05-10"})
    team.in_case("social", "initial_assessment", **assessment(education=need) | {"assessed_on": "2026-05-11"})
    work = line(1, 1, "Consiliere în carieră", "school_counsellor", intervention_person=dan)
    team.in_case(
        "social", "initial_plan", plan_on="2026-05-20", agreement="agrees",
        objectives=[objective(1, "NED_09", objective_person=dan)],
        interventions=[work | {"start_on": "2026-06-01", "term_on": "2026-12-20"}],
    )  # fmt: skip
    before = [item.state for item in team.items("intervention")]

    team.about(
        "counsellor", "career_decision", team.dan, decided_on="2026-06-04", intervention_kind="individual",
        sessions=4, resources="Cabinetul școlar", intervention_no=1,
    )  # fmt: skip

    assert before == ["planned"]
    assert [item.state for item in team.items("intervention")] == ["in_progress"]


@pytest.mark.clause("protocol-2017/3.6.d")
def test_interests_abilities_and_values_are_three_results_with_day_and_instrument(team: Team) -> None:
    parts = ["interests", "abilities", "values"]
    entry = team.about(
        "counsellor", "interests_assessment", team.dan, assessed_on="2026-06-05", parts=parts, **RESULTS
    )

    page = team.page("counsellor", f"/intrari/{entry['id']}/")

    assert [text for text in RESULTS.values() if text not in page] == []
    assert "5 iun. 2026" in page
    with scope.system():
        stored = Part.objects.get(record_id=entry["id"], sensitivity=7).answers
    assert {key: stored[key] for key in RESULTS} == RESULTS


@pytest.mark.clause("protocol-2017/3.6.f.1")
def test_presentation_keeps_to_whom_and_when_and_health_staff_do_not_see_the_results(team: Team) -> None:
    entry = team.about(
        "counsellor", "results_presentation", team.dan, presented_on="2026-06-07", presented_to=["parent"],
        to_name="Ionescu Ana", what="Rezultatul arată anxietate la examene",
    )  # fmt: skip
    address = f"/intrari/{entry['id']}/"

    counsellor, nurse, health = (team.page(who, address) for who in ("counsellor", "nurse", "health"))
    phones = [json.dumps(Phone(team.users[who]).pull(), ensure_ascii=False) for who in ("nurse", "health")]

    for page in (counsellor, nurse, health):
        assert "7 iun. 2026" in page
        assert "Părintelui" in page
    assert "anxietate" in counsellor
    assert [text for text in (nurse, health, *phones) if "anxietate" in text] == []
    assert all(entry["id"] in text for text in phones)


@pytest.mark.clause("protocol-2017/3.6.g")
def test_meeting_with_a_parent_counts_one_parent_assisted(team: Team) -> None:
    team.about(
        "counsellor", "parent_assistance", team.dan,
        met_on="2026-06-09", parents_assisted=1, topic="Ce liceu alegem",
    )  # fmt: skip

    reader = team.client("counsellor").get("/indicatori/EDU.7/?perioada=2026-06")
    assert reader.context["reading"].numerator == 1
    assert counted("EDU.7") is None  # one is too few to show above the commune


@pytest.mark.clause("protocol-2017/3.6.h")
def test_help_to_teachers_counts_once_and_names_no_pupil(team: Team) -> None:
    entry = team.of_place(
        "counsellor", "teacher_assistance",
        held_on="2026-06-10", school_name="Școala nr. 1", class_name="8A", stage_no=2, teachers=1,
    )  # fmt: skip

    reading = team.client("counsellor").get("/indicatori/EDU.8/?perioada=2026-06").context["reading"]

    assert reading.numerator == 1
    page = team.page("counsellor", f"/intrari/{entry['id']}/")
    assert "8A" in page
    assert [name for name in ("Dan", "Ionescu") if name in page.replace("Carmen", "")] == []

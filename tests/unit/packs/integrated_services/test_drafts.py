import pytest

from tests.unit.packs.integrated_services.world import (
    RISKS,
    SIGNAL,
    History,
    assessed,
    finding,
    line,
    objective,
    packs,
    plan,
    uid,
)
from vatra.kit import forms
from vatra.packs.integrated_services import drafts, guards, names

SW = names.SOCIAL_WORKER


@pytest.fixture
def history() -> History:
    history = History()
    history.add("signal", "2026-05-01", SIGNAL, called="c17")
    history.add("risk_assessment", "2026-05-02", RISKS, dossier="c17")
    needs = {"health": [{"need": "NHE_01", "person": "@radu"}], "housing": [{"need": "NHO_01"}]}
    history.add("initial_assessment", "2026-05-03", assessed(**needs), dossier="c17")
    return history


def begun(history: History, form: str, role: str = SW) -> dict:
    return drafts.draft(history.case(), form, role)


@pytest.mark.clause("protocol-2017/3.3.b.2")
def test_the_initial_plan_opens_with_the_assessed_needs(history):
    assert begun(history, names.INITIAL_PLAN) == {
        "objectives": [
            {"objective_no": 1, "objective_need": "NHE_01", "objective_person": uid("radu")},
            {"objective_no": 2, "objective_need": "NHO_01"},
        ]
    }


@pytest.mark.clause("protocol-2017/4.4.e.2")
def test_a_plan_opens_with_the_team_s_priorities_first(history):
    chosen = [{"priority_need": "NHO_01", "priority": 1}]
    history.add("team_meeting", "2026-05-04", {"priorities": chosen}, dossier="c17")

    rows = begun(history, names.INDIVIDUAL_PLAN)["objectives"]

    assert [(row["objective_need"], row.get("objective_priority")) for row in rows] == [
        ("NHO_01", 1),
        ("NHE_01", None),
    ]


def test_a_revision_opens_with_what_goes_on_and_needs_found_since(history):
    lines = (
        line(1),
        line(4, responsible_role="outside", responsible_outside="Asociația X", service_code="SWS_05"),
    )
    history.add(
        "initial_plan", "2026-05-05", plan(*lines, objectives=[objective(1, "NHO_01")]), dossier="c17"
    )
    history.add(
        "intervention_done", "2026-05-11", {"intervention_no": 1, "done_state": "done"}, dossier="c17"
    )

    opened = begun(history, names.PLAN_REVISION)

    assert [row["objective_need"] for row in opened["objectives"]] == ["NHO_01", "NHE_01"]
    assert [row["objective_no"] for row in opened["objectives"]] == [1, 2]
    assert opened["interventions"] == [lines[1]]


def test_a_plan_taken_over_as_it_is_can_be_saved_again(history):
    whole = line(1, repeat_every_days=7, start_time="10:00", provider_name="F", intervention_person="@ana")
    history.add("initial_plan", "2026-05-05", plan(whole, objectives=[objective(1, "NHO_01")]), dossier="c17")

    again = begun(history, names.PLAN_REVISION)
    again["objectives"] = again["objectives"][:1]
    given = again | {
        "plan_on": "2026-06-01", "revision_reason": "moved", "revision_note": "S-au mutat.",
        "contributors": [{"contributor_role": SW}], "agreement": "not_present",
    }  # fmt: skip
    checked = forms.check(packs().form(names.PLAN_REVISION), given, {"today": "2026-06-01", "role": SW})

    assert checked.issues == ()
    assert guards.may(history.case(), names.PLAN_REVISION, given, SW) == ()


@pytest.mark.clause("protocol-2017/4.4.g")
def test_an_evaluation_opens_with_the_needs_worked_and_offers_the_open_ones_next(history):
    history.add("outcome", "2026-06-01", {"need": "NHO_01", "outcome": "met"}, dossier="c17")

    opened = begun(history, names.IMPACT_EVALUATION)

    assert opened == {
        "evaluated_needs": [
            {"impact_need": "NHE_01", "impact_person": uid("radu")},
            {"impact_need": "NHO_01"},
        ],
        "next_priorities": [{"next_need": "NHE_01", "next_person": uid("radu"), "next_priority": 1}],
    }


def test_a_review_opens_with_the_needs_that_were_met(history):
    history.add("outcome", "2026-06-01", {"need": "NHO_01", "outcome": "met"}, dossier="c17")
    history.add("closure", "2026-07-01", {"reason": "moved"}, dossier="c17")

    assert begun(history, names.SUSTAINABILITY_REVIEW) == {"lasting_needs": [{"lasting_need": "NHO_01"}]}


def test_a_draft_holds_nothing_that_the_role_may_not_read(history):
    history.findings = (finding("VFV_01", "2026-05-02"),)
    known = packs().catalogue.vulnerabilities["VFV_01"].need

    def needs(role: str) -> set[str]:
        return {row["objective_need"] for row in begun(history, names.INITIAL_PLAN, role)["objectives"]}

    assert known in needs(SW)
    assert known not in needs(names.SCHOOL_MEDIATOR)


def test_other_forms_begin_empty(history):
    assert begun(history, names.CLOSURE) == {}

from typing import Any

import pytest

from tests.unit.packs.integrated_services.world import (
    RISKS,
    SIGNAL,
    History,
    assessed,
    finding,
    line,
    plan,
)
from vatra.packs.integrated_services import guards, names

SW = names.SOCIAL_WORKER


@pytest.fixture
def history() -> History:
    """A case whose initial assessment is complete."""
    history = History()
    history.add("signal", "2026-05-01", SIGNAL, called="c17")
    history.add("risk_assessment", "2026-05-02", RISKS, dossier="c17")
    history.add("initial_assessment", "2026-05-03", assessed(), dossier="c17")
    return history


def reasons(history: History | None, form: str, answers: dict[str, Any], role: str = SW) -> tuple[str, ...]:
    view = history.case() if history else None
    return guards.may(view, form if "/" in form else f"{names.CODE}/{form}", answers, role)


# ---- every intervention belongs to a case ----


@pytest.mark.parametrize(
    "form", ["service_given", "referral", "social_other", "contact", "home_visit", "career_session"]
)
@pytest.mark.clause("protocol-2017/4.1")
def test_an_intervention_without_a_case_asks_to_attach_or_open_one(form):
    (reason,) = reasons(None, form, {"description": "x"})

    assert "Alegeți cazul de care ține sau deschideți unul" in reason


@pytest.mark.parametrize(
    ("form", "answers"),
    [
        ("service_given", {"first_contact": True}),
        ("home_visit", {"first_contact": True}),
        ("collective_action", {}),
        ("school_activity", {}),
        ("signal", {}),
        ("household_assessment", {}),
        ("risk_assessment", {}),
        ("initial_assessment", {}),
    ],
)
@pytest.mark.clause("protocol-2017/4.1")
def test_first_contact_collective_actions_and_what_opens_a_case_need_none(form, answers):
    assert reasons(None, form, answers) == ()


@pytest.mark.parametrize("form", ["initial_plan", "plan_revision", "closure", "impact_evaluation"])
def test_steps_of_a_case_need_a_case(form):
    assert reasons(None, form, {}) == (
        "Nu este niciun caz deschis. Deschideți întâi un caz printr-o semnalare.",
    )


# ---- closed cases ----


@pytest.fixture
def closed(history: History) -> History:
    history.add("closure", "2026-06-01", {"reason": "moved"}, dossier="c17")
    return history


@pytest.mark.parametrize(
    ("form", "answers"),
    [
        ("monitoring_note", {"noted_on": "2026-06-02"}),
        ("monitoring_note", {}),
        ("risk_assessment", {"assessed_on": "2026-06-02"}),
        ("service_given", {"given_on": "2026-06-02"}),
    ],
)
def test_a_closed_case_takes_nothing_new(closed, form, answers):
    assert reasons(closed, form, answers) == (
        "Cazul este închis. Redeschideți-l înainte de a scrie ceva nou în el.",
    )


@pytest.mark.parametrize(
    ("form", "answers"),
    [
        ("monitoring_note", {"noted_on": "2026-06-01"}),
        ("service_given", {"given_on": "2026-06-02", "first_contact": True}),
        ("referral_result", {"result_on": "2026-06-09"}),
        ("closure", {"reason": "died", "closed_on": "2026-06-02"}),
        ("sustainability_review", {}),
        ("reopening", {}),
        ("signal", {}),
        ("person_assessment", {}),
    ],
)
def test_a_closed_case_takes_what_came_before_and_what_follows(closed, form, answers):
    assert reasons(closed, form, answers) == ()


@pytest.mark.parametrize("form", ["reopening", "sustainability_review"])
def test_what_follows_a_closing_waits_for_it(history, form):
    assert reasons(history, form, {}) == (
        "Cazul este deschis. Acest formular se completează numai după închidere.",
    )


# ---- "other" ----


@pytest.mark.parametrize(
    ("form", "answers"),
    [
        ("social_other", {}),
        ("counsellor_other", {"description": ""}),
        ("school_mediator_other", {}),
        ("service_given", {"service_code": "AMS_99"}),
    ],
)
@pytest.mark.clause(
    "protocol-2017/3.3.m", "protocol-2017/3.4.s", "protocol-2017/3.6.i", "protocol-2017/3.7.e"
)
def test_other_without_a_description_is_refused(history, form, answers):
    assert len(reasons(history, form, answers)) == 1


def test_other_with_a_description_is_taken(history):
    assert reasons(history, "social_other", {"description": "Medicamente ridicate"}) == ()
    assert reasons(history, "service_given", {"service_code": "AMS_99", "service_other": "Medicamente"}) == ()


# ---- execution, impact, closing ----


def test_a_number_that_no_plan_has_is_refused(history):
    history.add("initial_plan", "2026-05-05", plan(line(1)), dossier="c17")

    assert reasons(history, "intervention_done", {"intervention_no": 1}) == ()
    assert reasons(history, "service_given", {"intervention_no": 4}) == (
        "Planul cazului nu are activitatea 4. Verificați numărul sau lăsați-l gol.",
    )


@pytest.mark.clause("protocol-2017/4.2")
def test_an_impact_evaluation_waits_for_an_intervention(history):
    before = reasons(history, "impact_evaluation", {"evaluated_on": "2026-05-20"})
    history.add("resource_given", "2026-05-20", {"goods": ["food"]}, dossier="c17")

    assert before == ("Încă nu s-a făcut nicio intervenție al cărei impact să fie evaluat.",)
    assert reasons(history, "impact_evaluation", {"evaluated_on": "2026-05-20"}) == ()
    (early,) = reasons(history, "impact_evaluation", {"evaluated_on": "2026-05-19"})
    assert "înaintea primei intervenții (20.05.2026)" in early


@pytest.mark.clause("protocol-2017/4.4.i")
def test_closing_as_solved_shows_what_the_role_may_see_and_counts_the_rest(history):
    history.add(
        "initial_assessment", "2026-05-04", assessed(social_assistance=[{"need": "NSO_08"}, {"need": "NSO_02"}]),
        dossier="c17",
    )  # fmt: skip

    (worker,) = reasons(history, "closure", {"reason": "solved"})
    (mediator,) = reasons(history, "closure", {"reason": "solved"}, names.SCHOOL_MEDIATOR)

    assert "„Hrană suficientă”" in worker
    assert "„Protecție față de violență" in worker
    assert "Protecție" not in mediator
    assert "1 pe care rolul dumneavoastră nu le vede" in mediator


@pytest.mark.clause("protocol-2017/4.4.i")
def test_a_cause_that_only_a_finding_tells_of_keeps_a_case_from_being_solved(history):
    history.findings = (finding("SOC_03", "2026-05-02"),)

    (reason,) = reasons(history, "closure", {"reason": "solved"})

    assert "„Hrană suficientă”" in reason
    assert reasons(history, "closure", {"reason": "refused"}) == ()


def test_a_case_without_open_causes_closes_as_solved(history):
    assert reasons(history, "closure", {"reason": "solved"}) == ()


def test_a_closing_cannot_be_corrected_into_solved_over_an_open_cause(history):
    history.add("initial_assessment", "2026-05-04", assessed(housing=[{"need": "NHO_01"}]), dossier="c17")
    history.add("closure", "2026-06-01", {"reason": "moved"}, dossier="c17")

    assert len(reasons(history, "closure", {"reason": "solved", "closed_on": "2026-06-01"})) == 1
    assert reasons(history, "closure", {"reason": "died", "closed_on": "2026-06-01"}) == ()

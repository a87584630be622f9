from datetime import date

import pytest

from tests.unit.packs.integrated_services.world import RISKS, SIGNAL, History, assessed, line, plan
from vatra.packs.integrated_services import names, stages

COMPLEX = {"part": "request", "body_name": "DGASPC", "question": "?"}
RESULT = {"body_name": "DGASPC", "result": "Sprijin.", "needs_state": "none"}
DONE = {"intervention_no": 1, "done_state": "done", "done_times": 1}


@pytest.fixture
def history() -> History:
    """A case with an initial plan on 5 May."""
    history = History()
    history.add("signal", "2026-05-01", SIGNAL, called="c17")
    history.add("risk_assessment", "2026-05-02", RISKS, dossier="c17")
    history.add("initial_assessment", "2026-05-03", assessed(), dossier="c17")
    history.add("initial_plan", "2026-05-05", plan(line(1)), dossier="c17")
    return history


def test_states_are_those_of_the_law_and_only_closed_is_final():
    assert [state.code for state in stages.STATES if state.final] == ["closed"]
    assert stages.CODES[0] == "identified"


def test_the_risks_may_be_assessed_after_the_areas():
    history = History()
    history.add("signal", "2026-05-01", SIGNAL, called="c17")
    history.add("initial_assessment", "2026-05-03", assessed() | {"exclusion_risks": []}, dossier="c17")

    before = history.case()
    history.add("risk_assessment", "2026-05-06", RISKS, dossier="c17")
    after = history.case()

    assert (before.state, before.flags) == ("identified", ("risks_not_assessed",))
    assert (after.state, after.stages[-1].on, after.flags) == ("initially_assessed", date(2026, 5, 6), ())


@pytest.mark.parametrize(
    ("records", "state"),
    [
        ([("intervention_done", "2026-05-11", DONE)], "in_intervention"),
        ([("intervention_done", "2026-05-11", DONE | {"done_state": "not_done"})], "initial_plan"),
        ([("contact", "2026-05-11", {"answer_state": "waiting"})], "initial_plan"),
        ([("monitoring_note", "2026-05-11", {"trend": "same"})], "initial_plan"),
        ([("complex_assessment_request", "2026-05-11", COMPLEX)], "complex_requested"),
        (
            [
                ("complex_assessment_request", "2026-05-11", COMPLEX),
                ("intervention_done", "2026-05-12", DONE),
            ],
            "complex_requested",
        ),
        (
            [
                ("complex_assessment_result", "2026-05-11", RESULT),
                ("plan_revision", "2026-05-11", plan(line(1))),
            ],
            "planned",
        ),
        (
            [
                ("intervention_done", "2026-05-11", DONE),
                ("monitoring_note", "2026-05-12", {"trend": "same"}),
                ("social_other", "2026-05-13", {"description": "Altceva"}),
            ],
            "monitored",
        ),
        (
            [
                ("intervention_done", "2026-05-11", DONE),
                ("home_visit", "2026-05-12", {"outcome": "nobody_home"}),
            ],
            "in_intervention",
        ),
        (
            [
                ("intervention_done", "2026-05-11", DONE),
                ("impact_evaluation", "2026-05-12", {}),
                ("social_other", "2026-05-13", {"description": "Altceva"}),
            ],
            "in_intervention",
        ),
        (
            [
                ("intervention_done", "2026-05-11", DONE),
                ("impact_evaluation", "2026-05-12", {}),
                ("plan_revision", "2026-05-13", plan(line(1))),
            ],
            "planned",
        ),
    ],
    ids=[
        "an intervention", "one that was not made", "a letter is no intervention", "a look without one",
        "a complex assessment asked", "work goes on while it is waited for", "a new plan on the same day",
        "more work under monitoring", "a closed door", "work after an evaluation", "the next turn",
    ],
)  # fmt: skip
@pytest.mark.clause("protocol-2017/4.2")
def test_the_state_follows_the_records(history, records, state):
    for form, on, answers in records:
        history.add(form, on, answers, dossier="c17")

    assert history.case().state == state


@pytest.mark.clause("protocol-2017/4.2")
def test_stages_stand_in_law_order_each_with_its_first_day(history):
    history.add("resource_given", "2026-05-04", {"goods": ["food"]}, dossier="c17")
    history.add("intervention_done", "2026-05-11", DONE, dossier="c17")
    history.add("monitoring_note", "2026-05-20", {"trend": "same"}, dossier="c17")
    history.add("monitoring_note", "2026-05-30", {"trend": "same"}, dossier="c17")

    found = [(stage.code, stage.on.day) for stage in history.case().stages]

    assert found == [
        ("identified", 1), ("initially_assessed", 3), ("initial_plan", 5), ("in_intervention", 4),
        ("monitored", 20),
    ]  # fmt: skip


def test_an_evaluation_before_any_intervention_is_shown_and_moves_nothing(history):
    history.add("impact_evaluation", "2026-05-06", {}, dossier="c17")

    case = history.case()

    assert case.state == "initial_plan"
    assert "impact_before_intervention" in case.flags


def test_records_after_closing_do_not_open_the_case(history):
    history.add("closure", "2026-05-20", {"reason": "moved"}, dossier="c17")
    history.add(
        "service_given", "2026-06-20", {"service_group": "information"}, dossier="c17", role=names.NURSE
    )

    assert history.case().state == "closed"


def test_the_order_in_which_one_day_s_records_arrive_does_not_matter():
    records = [
        ("risk_assessment", RISKS),
        ("initial_assessment", assessed()),
        ("initial_plan", plan(line(1))),
        ("complex_assessment_result", RESULT),
        ("plan_revision", plan(line(1))),
        ("intervention_done", DONE),
    ]

    def case(arrived: list) -> object:
        history = History()
        history.add("signal", "2026-05-01", SIGNAL, called="c17")
        for form, answers in arrived:
            history.add(form, "2026-05-02", answers, dossier="c17", called=form)
        return history.case()

    assert case(records) == case(records[::-1])
    assert case(records).state == "in_intervention"


def test_moves_tell_the_state_at_any_day_and_end_with_the_present_one(history):
    history.add("intervention_done", "2026-05-11", DONE, dossier="c17")
    history.add("plan_revision", "2026-05-15", plan(line(1)) | {"revision_reason": "new_need"}, dossier="c17")

    case = history.case()

    assert [(move.code, move.on.day) for move in case.moves] == [
        ("identified", 1), ("initially_assessed", 3), ("initial_plan", 5), ("in_intervention", 11), ("planned", 15),
    ]  # fmt: skip
    assert case.moves[-1].code == case.state

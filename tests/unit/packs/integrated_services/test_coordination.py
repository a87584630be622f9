"""Who works on what, first things first."""

import pytest

from tests.unit.packs.integrated_services.world import (
    SIGNAL,
    History,
    line,
    objective,
    plan,
    uid,
)
from vatra.packs.integrated_services import (
    coordination,
    names,
    team,
    worklist,
)

NURSE = {"by": "nina", "role": names.NURSE}


@pytest.fixture
def history() -> History:
    history = History()
    history.add("signal", "2026-05-01", SIGNAL, called="c17")
    return history


# ---- the work list ----


@pytest.mark.clause("protocol-2017/3.3.a.2")
def test_urgent_cases_come_first_then_as_they_were_received():
    cases = []
    for on, urgent in (("2026-05-02", False), ("2026-05-03", True), ("2026-05-01", False)):
        history = History()
        history.add("signal", on, SIGNAL | {"urgent": urgent}, called=on)
        cases.append(history.case())

    ordered = sorted(cases, key=worklist.work_order)

    assert [case.opened_on.day for case in ordered] == [3, 1, 2]


# ---- the team ----


@pytest.mark.clause("protocol-2017/3.1")
@pytest.mark.parametrize(
    ("roles", "missing"),
    [
        (["social_worker", "community_nurse", "school_mediator"], []),
        (["social_worker", "roma_health_mediator", "school_counsellor"], []),
        (["community_nurse", "school_mediator"], [("social_worker",)]),
        (["social_worker", "school_mediator"], [("community_nurse", "roma_health_mediator")]),
        (["social_worker", "community_nurse"], [("school_counsellor", "school_mediator")]),
        (
            [],
            [
                ("social_worker",),
                ("community_nurse", "roma_health_mediator"),
                ("school_counsellor", "school_mediator"),
            ],
        ),
    ],
)
def test_a_team_says_which_seats_are_empty(roles, missing):
    assert [gap.roles for gap in team.team_gaps(roles)] == missing


def test_a_team_without_social_worker_says_that_cases_have_no_manager():
    (gap,) = team.team_gaps(["community_nurse", "school_mediator"])

    assert gap.message == "Lipsește asistentul social: cazurile nu au responsabil."


# ---- coordination ----


@pytest.mark.clause("protocol-2017/3.3.c.2")
def test_one_list_shows_who_was_asked_who_answered_and_when_last(history):
    for on, role in (("2026-05-05", names.NURSE), ("2026-05-06", names.SCHOOL_MEDIATOR)):
        answers = {"addressee": "team", "addressee_role": role, "areas": []}
        history.add("specific_assessment_request", on, answers, dossier="c17")
    history.add("specific_assessment", "2026-05-09", {"area": "health"}, dossier="c17", **NURSE)

    rows = coordination.coordination(history.case())

    assert [(row.role, row.is_open, row.asked_on.day, row.last_on.day) for row in rows] == [
        (names.SCHOOL_MEDIATOR, True, 6, 6),
        (names.NURSE, False, 5, 9),
    ]


def test_the_list_holds_outsiders_and_those_with_work_in_the_plan(history):
    history.add(
        "contact", "2026-05-02", {"institution_name": "SPCLEP", "answer_state": "waiting"}, dossier="c17"
    )
    outside = line(1, responsible_role="outside", responsible_outside="Asociația X")
    history.add("initial_plan", "2026-05-05", plan(outside, line(2)), dossier="c17")
    history.add(
        "intervention_done", "2026-05-20", {"intervention_no": 2, "done_state": "partly"}, dossier="c17"
    )

    rows = coordination.coordination(history.case())

    assert [(row.outside, row.item.kind, row.last_on.day) for row in rows] == [
        ("SPCLEP", "contact", 2),
        ("Asociația X", "intervention", 5),
        (None, "intervention", 20),
    ]


@pytest.mark.clause("protocol-2017/3.3.j")
def test_results_are_gathered_by_area_from_all_for_all(history):
    mediator = {"responsible_role": names.SCHOOL_MEDIATOR, "responsible_user": "@mircea"}
    outside = {"responsible_role": "outside", "responsible_outside": "Asociația X"}
    goals = [objective(1, "NID_01"), objective(2, "NED_02")]
    history.add(
        "initial_plan", "2026-05-05", plan(line(1, 1, **outside), line(2, 2, **mediator), objectives=goals),
        dossier="c17",
    )  # fmt: skip
    history.add(
        "intervention_done", "2026-05-20", {"intervention_no": 2, "done_state": "done"}, dossier="c17"
    )
    history.add("outcome", "2026-05-21", {"need": "NHE_01", "outcome": "met"}, dossier="c17", **NURSE)

    report = coordination.report(history.case())

    assert [(r.area, r.role) for r in report.results] == [
        ("health", names.NURSE),
        ("education", names.SCHOOL_MEDIATOR),
    ]
    assert set(report.recipients) == {
        (names.SCHOOL_MEDIATOR, uid("mircea"), None),
        (None, None, "Asociația X"),
    }

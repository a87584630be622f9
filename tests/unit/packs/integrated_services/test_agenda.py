"""The plan in days, in order of need, and how it goes."""

from datetime import date

import pytest

from tests.unit.packs.integrated_services.world import (
    SIGNAL,
    History,
    assessed,
    items,
    line,
    plan,
)
from vatra.kit.vocabulary import AREAS
from vatra.packs.integrated_services import (
    agenda,
    names,
    priorities,
)

NURSE = {"by": "nina", "role": names.NURSE}


@pytest.fixture
def history() -> History:
    history = History()
    history.add("signal", "2026-05-01", SIGNAL, called="c17")
    return history


# ---- the plan calendar ----


def at_ten(no: int, person: str | None, **more) -> dict:
    given = {"start_on": "2026-05-07", "start_time": "10:00", **more}
    return line(no, **given, **({"intervention_person": f"@{person}"} if person else {}))


def clashes(history: History, *lines: dict) -> int:
    history.add("initial_plan", "2026-05-05", plan(*lines), dossier="c17")
    return len(agenda.plan_calendar(history.case()).clashes)


@pytest.mark.clause("protocol-2017/3.3.e.2")
@pytest.mark.parametrize(
    ("lines", "count"),
    [
        ((at_ten(1, "ana"), at_ten(2, "ana")), 1),
        ((at_ten(1, "ana"), at_ten(2, "radu")), 0),
        ((at_ten(1, "ana"), at_ten(2, None)), 1),
        ((at_ten(1, "ana"), at_ten(2, "ana", start_time="11:00")), 0),
        ((at_ten(1, "ana"), at_ten(2, "ana", start_on="2026-05-08")), 0),
        ((at_ten(1, "ana", start_time=None), at_ten(2, "ana", start_time=None)), 0),
        ((at_ten(1, "ana", repeat_every_days=7), at_ten(2, "ana", start_on="2026-05-21")), 1),
    ],
    ids=["one mother", "two people", "the household", "other hour", "other day", "no hour", "a repeated visit"],
)  # fmt: skip
def test_two_things_for_one_person_at_one_hour_clash(history, lines, count):
    assert clashes(history, *lines) == count


def test_an_appointment_of_a_referral_stands_in_the_calendar(history):
    answers = {"to_name": "Policlinică", "appointment_on": "2026-05-07", "appointment_time": "10:00"}
    history.add("referral", "2026-05-04", answers, dossier="c17", person="ana")

    assert clashes(history, at_ten(1, "ana")) == 1


def test_a_calendar_can_be_cut_to_a_month_and_leaves_out_what_is_done(history):
    lines = (at_ten(1, "ana", repeat_every_days=7), at_ten(2, "radu"))
    history.add("initial_plan", "2026-05-05", plan(*lines), dossier="c17")
    history.add(
        "intervention_done", "2026-05-07", {"intervention_no": 2, "done_state": "done"}, dossier="c17"
    )

    whole = agenda.plan_calendar(history.case())
    june = agenda.plan_calendar(history.case(), since=date(2026, 6, 1), until=date(2026, 6, 30))

    assert [slot.on.isoformat() for slot in whole.slots] == [
        "2026-05-07", "2026-05-14", "2026-05-21", "2026-05-28", "2026-06-04",
    ]  # fmt: skip
    assert [slot.on.isoformat() for slot in june.slots] == ["2026-06-04"]


# ---- priorities and progress ----


@pytest.mark.clause("protocol-2017/4.4.e.2")
def test_chosen_needs_come_first_and_the_others_follow_by_area(history):
    needs = {"housing": [{"need": "NHO_01"}], "health": [{"need": "NHE_01"}, {"need": "NHE_02"}]}
    history.add("initial_assessment", "2026-05-03", assessed(**needs), dossier="c17")
    chosen = [{"priority_need": "NHO_01", "priority": 1}, {"priority_need": "NHE_02", "priority": 2}]
    history.add("team_meeting", "2026-05-04", {"priorities": chosen}, dossier="c17")

    assert [need.code for need in priorities.priorities(history.case())] == ["NHO_01", "NHE_02", "NHE_01"]


@pytest.mark.clause("protocol-2017/4.4.g")
def test_after_an_evaluation_the_need_that_is_left_is_the_next_priority(history):
    needs = [{"need": "NHE_01"}, {"need": "NHE_02"}, {"need": "NHE_03"}]
    history.add("initial_assessment", "2026-05-03", assessed(health=needs), dossier="c17")
    rows = [{"impact_need": code, "impact_result": "solved"} for code in ("NHE_01", "NHE_02")]
    answers = {
        "evaluated_needs": [*rows, {"impact_need": "NHE_03", "impact_result": "improved"}],
        "next_priorities": [{"next_need": "NHE_03", "next_priority": 1}],
    }
    history.add("impact_evaluation", "2026-06-01", answers, dossier="c17")

    (left,) = priorities.priorities(history.case())

    assert (left.code, left.priority) == ("NHE_03", 1)
    assert [i.state for i in items(history.case(), "impact")] == ["solved", "solved", "improved"]


@pytest.mark.clause("protocol-2017/3.3.e.1")
def test_a_plan_shows_what_is_done_what_is_late_and_what_is_to_come(history):
    terms = ["2026-05-20", "2026-05-20", "2026-05-20", "2026-06-20", "2026-06-20"]
    lines = [line(number, term_on=term) for number, term in enumerate(terms, start=1)]
    history.add("initial_plan", "2026-05-05", plan(*lines), dossier="c17")
    for number in (1, 2):
        answers = {"intervention_no": number, "done_state": "done"}
        history.add("intervention_done", "2026-05-11", answers, dossier="c17")

    progress = priorities.progress(history.case(), date(2026, 6, 1))

    assert (len(progress.done), len(progress.overdue), len(progress.to_come)) == (2, 1, 2)


@pytest.mark.clause("protocol-2017/2.1")
def test_counts_by_area_have_six_rows_also_where_one_is_empty(history):
    history.add("initial_assessment", "2026-05-03", assessed(health=[{"need": "NHE_01"}]), dossier="c17")

    rows = priorities.by_area(priorities.priorities(history.case()))

    assert [(area, len(found)) for area, found in rows.items()] == [
        (area, int(area == "health")) for area in AREAS
    ]

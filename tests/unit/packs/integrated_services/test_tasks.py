from datetime import date

import pytest

from tests.unit.packs.integrated_services.world import (
    RISKS,
    SIGNAL,
    History,
    assessed,
    line,
    objective,
    packs,
    plan,
    tasks,
    uid,
)
from vatra.kit.parameters import Parameters
from vatra.packs.integrated_services import dossiers, follow_up, names, terms

NURSE = {"by": "nina", "role": names.NURSE}


@pytest.fixture
def history() -> History:
    history = History()
    history.add("signal", "2026-05-01", SIGNAL, called="c17")
    return history


def one(history: History, form: str, **facts):
    (task,) = tasks(history.case(), form, **facts)
    return task


@pytest.mark.clause("protocol-2017/3.3.a.2")
def test_an_urgent_signal_asks_for_the_risks_within_hours_not_days(history):
    calm = one(history, "risk_assessment")
    history.add("signal", "2026-05-01", SIGNAL | {"urgent": True}, called="c18")

    urgent = one(history, "risk_assessment")

    assert (calm.due_on, calm.urgency) == (date(2026, 5, 11), 0)
    assert (urgent.due_on, urgent.urgency, urgent.title) == (
        date(2026, 5, 2),
        3,
        "Evaluați de urgență riscurile",
    )


def test_a_case_is_urgent_until_a_risk_assessment_says_otherwise():
    history = History(findings=())
    history.add("signal", "2026-05-01", SIGNAL | {"urgent": True}, called="c17")
    history.add("signal", "2026-05-02", SIGNAL | {"urgent": False})

    before = history.case().urgency
    history.add("risk_assessment", "2026-05-03", RISKS | {"urgent": False}, dossier="c17")

    assert (before, history.case().urgency) == (3, 0)


def test_a_closed_case_is_not_urgent(history):
    history.add("signal", "2026-05-02", SIGNAL | {"urgent": True})
    history.add("closure", "2026-05-03", {"reason": "moved"}, dossier="c17")

    assert history.case().urgency == 0


def test_the_team_s_meeting_asks_for_a_plan_and_for_the_meeting_it_set(history):
    history.add("team_meeting", "2026-05-04", {"next_meeting_on": "2026-05-18"}, dossier="c17")

    before = (one(history, "individual_plan"), one(history, "team_meeting"))
    history.add("individual_plan", "2026-05-06", plan(line(1)), dossier="c17")
    history.add("team_meeting", "2026-05-19", {}, dossier="c17")

    assert [(t.due_on, t.done_on) for t in before] == [(date(2026, 5, 19), None), (date(2026, 5, 18), None)]
    assert one(history, "team_meeting").done_on == date(2026, 5, 19)
    assert one(history, "individual_plan", done_on=date(2026, 5, 6)).opened_on == date(2026, 5, 4)


def test_a_planned_case_is_monitored_again_and_again(history):
    history.add("initial_plan", "2026-05-05", plan(line(1)), dossier="c17")
    history.add(
        "monitoring_note", "2026-05-20", {"trend": "same", "next_check_on": "2026-05-27"}, dossier="c17"
    )
    history.add("home_visit", "2026-05-28", {"outcome": "nobody_home"}, dossier="c17")

    found = [(t.due_on, t.done_on) for t in tasks(history.case(), "monitoring_note")]

    assert found == [(date(2026, 6, 4), date(2026, 5, 20)), (date(2026, 5, 27), None)]


def test_each_plan_is_looked_at_again(history):
    history.add("initial_plan", "2026-05-05", plan(line(1)), dossier="c17")
    history.add("individual_plan", "2026-05-20", plan(line(1)), dossier="c17")

    found = [
        (t.due_on, t.done_on) for t in tasks(history.case(), title="Verificați dacă planul mai este potrivit")
    ]

    assert found == [(date(2026, 11, 1), date(2026, 5, 20)), (date(2026, 11, 16), None)]


@pytest.mark.clause("protocol-2017/3.3.e.3")
def test_a_need_whose_interventions_are_done_waits_for_the_word_on_what_changed(history):
    history.add("initial_plan", "2026-05-05", plan(line(1), line(2)), dossier="c17")
    history.add(
        "intervention_done", "2026-05-11", {"intervention_no": 1, "done_state": "done"}, dossier="c17"
    )

    half = tasks(history.case(), "outcome")
    history.add(
        "intervention_done", "2026-05-12", {"intervention_no": 2, "done_state": "done"}, dossier="c17"
    )
    whole = one(history, "outcome")
    history.add(
        "outcome",
        "2026-05-20",
        {"need": "NID_01", "about_person": "@ana", "outcome": "improved"},
        dossier="c17",
    )

    assert half == []
    assert (whole.opened_on, whole.done_on, whole.person_id) == (date(2026, 5, 12), None, uid("ana"))
    assert one(history, "outcome").done_on == date(2026, 5, 20)


def test_the_impact_is_asked_for_when_the_plan_is_worked_out_or_its_terms_are_over(history):
    history.add("initial_plan", "2026-05-05", plan(line(1)), dossier="c17")

    by_term = one(history, "impact_evaluation")
    history.add(
        "intervention_done", "2026-05-11", {"intervention_no": 1, "done_state": "done"}, dossier="c17"
    )
    by_work = one(history, "impact_evaluation")

    assert (by_term.opened_on, by_term.due_on) == (date(2026, 6, 10), date(2026, 6, 25))
    assert (by_work.opened_on, by_work.due_on) == (date(2026, 5, 11), date(2026, 5, 26))


@pytest.mark.clause("protocol-2017/4.4.g")
def test_the_next_priorities_of_an_evaluation_are_to_be_planned(history):
    history.add("initial_plan", "2026-05-05", plan(line(1)), dossier="c17")
    history.add(
        "intervention_done", "2026-05-11", {"intervention_no": 1, "done_state": "done"}, dossier="c17"
    )
    history.add(
        "impact_evaluation",
        "2026-05-20",
        {"next_priorities": [{"next_need": "NHO_01", "next_priority": 1}], "next_review_on": "2026-08-20"},
        dossier="c17",
    )

    following = one(history, "plan_revision", title="Planificați prioritățile următoare")
    again = one(history, "impact_evaluation", done_on=None)

    assert (following.opened_on, following.done_on) == (date(2026, 5, 20), None)
    assert again.due_on == date(2026, 8, 20)


def test_closing_ends_what_is_still_to_do_and_asks_later_whether_the_result_lasts(history):
    history.add("closure", "2026-06-01", {"reason": "solved", "review_on": "2026-09-01"}, dossier="c17")

    left = [task for task in history.case().tasks if task.done_on is None]
    history.add("sustainability_review", "2026-09-02", {"still_good": "yes"}, dossier="c17")

    assert [(t.form, t.due_on, t.urgency) for t in left] == [
        (names.SUSTAINABILITY_REVIEW, date(2026, 9, 1), 0)
    ]
    assert one(history, "sustainability_review").done_on == date(2026, 9, 2)


def test_a_case_closed_for_another_reason_is_not_reviewed(history):
    history.add("closure", "2026-06-01", {"reason": "moved"}, dossier="c17")

    assert [task for task in history.case().tasks if task.done_on is None] == []


@pytest.mark.parametrize(
    ("later", "done_on"),
    [
        (None, None),
        ({"outcome": "done"}, date(2026, 5, 29)),
        ({"outcome": "nobody_home"}, None),
        ({"outcome": "nobody_home", "next_visit_on": "2026-06-05"}, date(2026, 5, 29)),
    ],
    ids=["not yet", "made", "a closed door", "put off"],
)
def test_a_visit_s_next_day_is_a_task_of_its_author_until_kept(history, later, done_on):
    history.add(
        "home_visit", "2026-05-15", {"outcome": "done", "next_visit_on": "2026-05-29"}, dossier="c17", **NURSE
    )
    if later:
        history.add("home_visit", "2026-05-29", later, dossier="c17", **NURSE)

    task = tasks(history.case(), "home_visit")[0]

    assert (task.role, task.user_id, task.due_on, task.done_on) == (
        names.NURSE,
        uid("nina"),
        date(2026, 5, 29),
        done_on,
    )


@pytest.mark.parametrize(("role", "is_kept"), [(names.HEALTH_MEDIATOR, True), (names.SOCIAL_WORKER, False)])
def test_the_health_team_keeps_each_other_s_visits(history, role, is_kept):
    history.add(
        "home_visit", "2026-05-15", {"outcome": "done", "next_visit_on": "2026-05-29"}, dossier="c17", **NURSE
    )
    history.add("home_visit", "2026-05-28", {"outcome": "done"}, dossier="c17", by="mihai", role=role)

    assert (one(history, "home_visit").done_on is not None) == is_kept


def test_a_visit_outside_any_case_keeps_its_promise_in_a_follow_up():
    history = History()
    answers = {"first_contact": True, "outcome": "done", "next_visit_on": "2026-05-29"}
    visit = history.add("home_visit", "2026-05-15", answers, **NURSE)

    (before,) = follow_up.derive(history.view(), packs().parameters[names.CODE])
    history.add("home_visit", "2026-05-28", {"outcome": "done"}, **NURSE)
    (after,) = follow_up.derive(history.view(), packs().parameters[names.CODE])

    assert history.cases() == ()
    assert (before.id, before.state, before.tasks[0].due_on) == (visit.id, "followed", date(2026, 5, 29))
    assert (after.state, after.closed_on, after.tasks[0].done_on) == (
        "ended",
        date(2026, 5, 28),
        date(2026, 5, 28),
    )


def test_a_visit_in_a_case_makes_no_follow_up(history):
    history.add("home_visit", "2026-05-15", {"next_visit_on": "2026-05-29"}, dossier="c17", **NURSE)

    assert follow_up.derive(history.view(), packs().parameters[names.CODE]) == ()


def test_a_record_older_than_the_first_value_of_a_term_has_no_term():
    history = History()
    history.add("signal", "2001-05-01", SIGNAL, called="c17")

    assert {task.due_on for task in history.case().tasks} == {None}


def test_without_parameters_tasks_have_no_terms(history):
    (case,) = dossiers.derive(history.view(), Parameters())

    assert {task.due_on for task in case.tasks} == {None}


@pytest.mark.parametrize(
    ("name", "on", "due"),
    [
        ("urgent_assessment_hours", date(2026, 5, 1), date(2026, 5, 2)),
        ("contact_answer_days", date(2026, 5, 1), date(2026, 5, 16)),
        ("contact_answer_days", date.max, None),
        ("no_such_term", date(2026, 5, 1), None),
    ],
)
def test_a_term_counts_from_its_first_day(name, on, due):
    assert terms.after(packs().parameters[names.CODE], name, on) == due


def test_every_task_cites_an_article_and_names_a_form_that_its_role_may_send(history):
    history.add("signal", "2026-05-02", SIGNAL | {"inform_mayor": True})
    history.add("initial_assessment", "2026-05-03", assessed(), dossier="c17")
    history.add("specific_assessment_request", "2026-05-03", {"addressee": "outside"}, dossier="c17")
    history.add("complex_assessment_request", "2026-05-03", {}, dossier="c17")
    history.add("complex_assessment_result", "2026-05-04", {}, dossier="c17")
    history.add(
        "initial_plan", "2026-05-05", plan(line(1), objectives=[objective(1, "NHO_01")]), dossier="c17"
    )
    history.add("contact", "2026-05-05", {"answer_state": "waiting"}, dossier="c17")
    history.add("support_request", "2026-05-05", {"to": "county_health_coordinator"}, dossier="c17")
    history.add("referral", "2026-05-06", {}, dossier="c17", **NURSE)

    for task in history.case().tasks:
        assert task.cites
        assert all(clause.startswith("protocol-2017/") for clause in task.cites)
        assert task.role in packs().form(task.form)["who"], task.title

from datetime import date

import pytest

from tests.unit.packs.integrated_services.world import (
    SIGNAL,
    History,
    items,
    line,
    objective,
    plan,
    tasks,
    uid,
)
from vatra.packs.integrated_services import names


@pytest.fixture
def history() -> History:
    history = History()
    history.add("signal", "2026-05-01", SIGNAL, called="c17")
    return history


def planned(history: History, *lines, on: str = "2026-05-05", form: str = "initial_plan", **more) -> None:
    history.add(form, on, plan(*lines) | more, dossier="c17")


def said(history: History, on: str, state: str, number: int = 1, **more) -> None:
    history.add(
        "intervention_done", on, {"intervention_no": number, "done_state": state, **more}, dossier="c17"
    )


def states(history: History) -> dict[int, str]:
    return {item.extra["number"]: item.state for item in items(history.case(), "intervention")}


def turns(history: History) -> list[tuple[date | None, date | None]]:
    return [(task.due_on, task.done_on) for task in tasks(history.case(), "intervention_done")]


WEEKLY = {"repeat_every_days": 7, "start_on": "2026-05-10", "term_on": "2026-05-24"}


@pytest.mark.clause("protocol-2017/4.4.f", "protocol-2017/3.3.g")
def test_a_revision_makes_a_new_version_and_leaves_the_former_as_it_was(history):
    planned(history, line(1))
    planned(history, line(1, intervention_text="Prima"), line(2), form="individual_plan", on="2026-05-20")
    before = items(history.case(), "plan", state="superseded")
    planned(history, line(2), form="plan_revision", on="2026-06-01", revision_reason="moved")

    versions = items(history.case(), "plan")

    assert [(v.extra["version"], v.state, v.extra.get("reason")) for v in versions] == [
        (1, "superseded", None),
        (2, "superseded", None),
        (3, "current", "moved"),
    ]
    assert versions[0] == before[0]


@pytest.mark.clause("protocol-2017/3.3.h")
def test_those_who_have_work_in_a_plan_are_contributors_and_see_it_as_tasks(history):
    nurse = {"responsible_role": names.NURSE, "responsible_user": "@nina"}
    mediator = {"responsible_role": names.SCHOOL_MEDIATOR, "responsible_user": "@mircea"}
    planned(history, line(1, **nurse), line(2, **mediator), form="individual_plan")

    (version,) = items(history.case(), "plan")
    given = {(task.role, task.user_id, task.title) for task in tasks(history.case(), "intervention_done")}

    assert version.extra["contributors"] == [
        {"role": names.NURSE, "user": uid("nina")},
        {"role": names.SCHOOL_MEDIATOR, "user": uid("mircea")},
    ]
    assert given == {
        (names.NURSE, uid("nina"), "Activitatea 1"),
        (names.SCHOOL_MEDIATOR, uid("mircea"), "Activitatea 2"),
    }


@pytest.mark.clause("protocol-2017/1.1")
def test_each_intervention_names_the_need_it_answers(history):
    planned(history, line(1))

    (need,) = items(history.case(), "need")
    (item,) = items(history.case(), "intervention")

    assert need.key in item.links
    assert item.area == need.area == "identity_documents"


def test_an_intervention_without_a_need_is_shown_and_not_counted_as_planned(history):
    planned(history, line(1, objective=7))

    assert states(history) == {1: "without_need"}
    assert "intervention_without_need" in history.case().flags


def test_outside_help_is_followed_by_the_case_manager(history):
    planned(history, line(1, responsible_role="outside", responsible_outside="Asociația X"))

    (task,) = tasks(history.case(), "intervention_done")

    assert (task.role, task.user_id) == (names.SOCIAL_WORKER, uid("sanda"))
    assert task.title == "Urmăriți intervenția dată în afara echipei: Activitatea 1"


@pytest.mark.parametrize(
    ("words", "state", "closed_on"),
    [
        ([], "planned", None),
        (["partly"], "in_progress", None),
        (["not_done"], "not_done", None),
        (["done"], "done", date(2026, 5, 11)),
        (["not_done", "done"], "done", date(2026, 5, 12)),
        (["done", "partly"], "in_progress", None),
        (["cancelled"], "cancelled", date(2026, 5, 11)),
    ],
)
def test_the_last_word_counts(history, words, state, closed_on):
    planned(history, line(1))
    for day, word in enumerate(words, start=11):
        said(history, f"2026-05-{day}", word)

    (item,) = items(history.case(), "intervention")

    assert (item.state, item.closed_on) == (state, closed_on)
    assert turns(history) == [(date(2026, 6, 10), closed_on)]


@pytest.mark.parametrize(
    ("form", "answers", "state"),
    [
        ("service_given", {"service_group": "information"}, "done"),
        ("resource_given", {"goods": ["food"]}, "done"),
        ("home_visit", {"outcome": "done"}, "done"),
        ("home_visit", {"outcome": "nobody_home"}, "not_done"),
        ("referral", {"to_name": "SPCLEP"}, "in_progress"),
        ("career_decision", {}, "in_progress"),
    ],
)
def test_a_record_that_names_an_intervention_says_how_far_it_is(history, form, answers, state):
    planned(history, line(1))
    history.add(form, "2026-05-12", {"intervention_no": 1, **answers}, dossier="c17")

    assert states(history) == {1: state}


@pytest.mark.parametrize(
    ("attended", "state"), [("attended", "done"), ("not_attended", "not_done"), ("unknown", "in_progress")]
)
def test_an_intervention_by_referral_is_done_when_the_person_arrived(history, attended, state):
    planned(history, line(1))
    history.add("referral", "2026-05-12", {"intervention_no": 1}, dossier="c17", called="r")
    history.add("referral_result", "2026-05-20", {"answers_to": "@r", "attended": attended}, dossier="c17")

    assert states(history) == {1: state}


def test_a_repeated_intervention_falls_due_again_until_its_term(history):
    planned(history, line(1, **WEEKLY))
    said(history, "2026-05-11", "done")
    said(history, "2026-05-17", "not_done")

    assert states(history) == {1: "in_progress"}
    assert turns(history) == [
        (date(2026, 5, 10), date(2026, 5, 11)),
        (date(2026, 5, 17), date(2026, 5, 17)),
        (date(2026, 5, 24), None),
    ]


@pytest.mark.parametrize(("last", "state"), [("done", "done"), ("not_done", "missed")])
def test_a_repeated_intervention_ends_with_its_last_turn(history, last, state):
    planned(history, line(1, **WEEKLY))
    for on in ("2026-05-11", "2026-05-18"):
        said(history, on, "not_done")
    said(history, "2026-05-25", last)

    assert states(history) == {1: state}
    assert [done for _, done in turns(history)][-1] == date(2026, 5, 25)


def test_several_times_in_one_record_answer_several_turns(history):
    planned(history, line(1, **WEEKLY))
    said(history, "2026-05-20", "done", done_times=2)

    assert [done for _, done in turns(history)] == [date(2026, 5, 20), date(2026, 5, 20), None]


def test_an_absurd_number_of_times_does_not_make_a_million_tasks(history):
    planned(history, line(1, **WEEKLY | {"term_on": "9999-01-01"}))
    said(history, "2026-05-20", "done", done_times=10**9)

    assert len(turns(history)) == 367


def test_a_line_that_the_next_plan_drops_is_superseded_with_its_task(history):
    planned(history, line(1), line(2))
    said(history, "2026-05-11", "done", 2)
    planned(history, line(3), form="plan_revision", on="2026-06-01")

    found = {i.extra["number"]: (i.state, i.closed_on) for i in items(history.case(), "intervention")}

    assert found == {
        1: ("superseded", date(2026, 6, 1)),
        2: ("done", date(2026, 5, 11)),
        3: ("planned", None),
    }
    assert next(task.done_on for task in tasks(history.case(), "intervention_done")) == date(2026, 6, 1)


def test_objectives_are_reached_when_their_need_is_met(history):
    planned(history, line(1), objectives=[objective(1, "NID_01", "ana"), objective(2, "NHO_01")])
    history.add(
        "outcome", "2026-05-20", {"need": "NID_01", "about_person": "@ana", "outcome": "met"}, dossier="c17"
    )

    found = {(o.code, o.state, o.closed_on) for o in items(history.case(), "objective")}

    assert found == {("NID_01", "reached", date(2026, 5, 20)), ("NHO_01", "open", None)}


def test_two_lines_of_one_number_count_once_and_lines_without_number_each(history):
    nameless = {key: value for key, value in line(1).items() if key != "intervention_no"}
    planned(history, line(1, intervention_text="Prima"), line(1), nameless, nameless)

    titles = [item.title for item in items(history.case(), "intervention")]

    assert sorted(titles) == ["Activitatea 1", "Activitatea 1", "Prima"]

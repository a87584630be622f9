"""Laws that hold for every history of a household, also for nonsense."""

from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.unit.packs.integrated_services.histories import (
    ANSWERS,
    FORMS,
    PARAMETERS,
    ROLES,
    START,
    views,
)
from tests.unit.packs.integrated_services.world import uid
from vatra.kit import journal
from vatra.kit.dossiers import DossierView, GroupView
from vatra.kit.vocabulary import AREAS
from vatra.packs.integrated_services import (
    agenda,
    coordination,
    dossiers,
    episodes,
    follow_up,
    guards,
    impact,
    names,
    needs,
    priorities,
    timeline,
)


def derive(view: GroupView) -> tuple[DossierView, ...]:
    return (*dossiers.derive(view, PARAMETERS), *follow_up.derive(view, PARAMETERS))


thorough = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@thorough
@given(views(), st.randoms(use_true_random=False))
def test_the_order_of_arrival_changes_nothing(view, random):
    mixed = list(view.entries)
    random.shuffle(mixed)

    assert derive(replace(view, entries=tuple(mixed))) == derive(view)


@thorough
@given(views())
def test_nothing_makes_the_fold_or_its_readers_raise(view):
    for case in derive(view):
        timeline.timeline(case)
        coordination.coordination(case)
        coordination.report(case)
        agenda.plan_calendar(case)
        priorities.priorities(case)
        priorities.progress(case, START)
        impact.by_area(impact.impact(case, view.findings))


@thorough
@given(views(), st.sampled_from(sorted(FORMS)), st.data())
def test_guards_always_answer_in_words(view, form, data):
    answers = data.draw(ANSWERS[form])
    role = data.draw(st.sampled_from(ROLES))

    for case in (None, *dossiers.derive(view, PARAMETERS)):
        reasons = guards.may(case, form, answers, role)
        assert all(reason.endswith(".") for reason in reasons)


@thorough
@given(views())
def test_every_open_intervention_has_a_need(view):
    for case in derive(view):
        known = {item.key for item in case.items if item.kind == "need"}
        for item in case.items:
            if item.kind == "intervention" and item.state in ("planned", "in_progress", "not_done"):
                assert known & set(item.links)


@thorough
@given(views())
def test_at_most_one_manager_answers_on_any_day(view):
    for case in derive(view):
        periods = [item for item in case.items if item.kind == "manager"]
        for before, after in pairwise(periods):
            assert before.closed_on is not None
            assert before.closed_on == after.opened_on
            assert before.opened_on <= before.closed_on
        assert bool(periods) == (case.manager_id is not None)


@thorough
@given(views())
def test_a_household_has_at_most_one_open_case(view):
    cases = dossiers.derive(view, PARAMETERS)

    assert len([case for case in cases if case.closed_on is None]) <= 1
    assert len({case.id for case in cases}) == len(cases)


@thorough
@given(views())
def test_every_record_is_in_at_most_one_case(view):
    seen = [entry.id for episode in episodes.split(view) for entry in episode.entries]

    assert len(seen) == len(set(seen))


@thorough
@given(views())
def test_keys_are_unique_and_items_are_fit_to_be_stored(view):
    cases = derive(view)
    items = [item for case in cases for item in case.items]
    tasks = [task for case in cases for task in case.tasks]

    assert len({item.key for item in items}) == len(items)
    assert len({task.key for task in tasks}) == len(tasks)
    for item in items:
        assert item.person_id is None or len(item.person_id) == 36
        assert item.user_id is None or len(item.user_id) == 36
        assert item.priority is None or 0 <= item.priority < 2**15
        assert item.area in (None, *AREAS) or isinstance(item.area, str)


def days_of_records(view: GroupView) -> set[date]:
    """Days on which a record stands, or closed a finding."""
    return {entry.occurred_on for entry in view.entries} | {f.closed_on for f in view.findings if f.closed_on}


@thorough
@given(views())
def test_a_task_is_done_only_on_the_day_of_a_record(view):
    for case in derive(view):
        for task in case.tasks:
            if task.done_on is not None:
                assert task.done_on in days_of_records(view)


@thorough
@given(views())
def test_an_open_case_s_question_is_open_exactly_while_unanswered(view):
    """The item and its task agree: a question is answered when, and only when, its task is done."""
    for case in dossiers.derive(view, PARAMETERS):
        if case.closed_on is not None:
            continue
        waiting = {t.record_id: t.done_on for t in case.tasks if t.key.endswith("/task/answer")}
        for item in case.items:
            if (
                item.kind in ("request", "referral", "contact", "support_request")
                and item.record_id in waiting
            ):
                assert item.closed_on == waiting[item.record_id]


@thorough
@given(views())
def test_open_needs_have_no_end_and_ended_ones_do(view):
    for case in derive(view):
        for item in case.items:
            if item.kind == "need":
                assert (item.closed_on is None) == (item.state in needs.IS_OPEN)


@thorough
@given(views(), st.data())
def test_a_withdrawn_record_is_as_if_it_had_never_been(view, data):
    gone = data.draw(st.sampled_from(view.entries))
    rest = tuple(entry for entry in view.entries if entry is not gone)
    withdrawal = replace(gone, id=uid("withdrawal"), prev_id=gone.id, seq=99)
    kept = [journal.Journalled(e, "new", e.made_at) for e in view.entries]
    kept.append(journal.Journalled(withdrawal, "void", gone.made_at))

    effective = journal.effective(kept).entries
    never = journal.effective([journal.Journalled(e, "new", e.made_at) for e in rest]).entries

    assert derive(replace(view, entries=effective)) == derive(replace(view, entries=never))


@pytest.mark.parametrize("form", sorted(names.IN_A_CASE))
def test_every_casework_form_can_be_drawn(form):
    assert form in ANSWERS

"""The dossier kind `case`: a household's case as its records tell it (art. 4).

Pure: the same effective records give the same dossiers, whatever order they arrived in. Nothing
here is ever refused; what does not fit is shown by a flag. Refusals are in `guards`.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from vatra.kit.catalogue import Catalogue
from vatra.kit.dossiers import DossierKind, DossierView, Finding, GroupView, Item, Task
from vatra.kit.parameters import Parameters
from vatra.packs.integrated_services import (
    asked_tasks,
    catalogue,
    enrolments,
    episodes,
    events,
    first_tasks,
    guards,
    managers,
    names,
    needs,
    order,
    pages,
    plan,
    plan_tasks,
    requests,
    result_tasks,
    results,
    risks,
    stages,
    tasks,
    visit_tasks,
)
from vatra.packs.integrated_services.case import Case
from vatra.packs.integrated_services.episodes import Episode
from vatra.packs.integrated_services.things import Make

# What an item that is still open becomes when the case is closed. Kinds that are not here stay.
_AT_CLOSING: Final = {
    "need": ("unresolved", {"open", "proposed"}),
    "objective": ("not_reached", {"open"}),
    "intervention": ("stopped", {"planned", "in_progress", "not_done", "without_need"}),
    "request": ("dropped", {"open"}),
    "referral": ("dropped", {"sent"}),
    "contact": ("dropped", {"waiting"}),
    "support_request": ("dropped", {"open"}),
    "proposal": ("dropped", {"waiting"}),
    "preparation": ("dropped", {"waiting"}),
    "enrolment": ("dropped", {"in_progress"}),
    "risk": ("left", {"open"}),
}


def derive(view: GroupView, parameters: Parameters) -> tuple[DossierView, ...]:
    """All cases of a household, oldest first."""
    return fold(view, parameters, catalogue.installed())


def fold(view: GroupView, parameters: Parameters, known: Catalogue) -> tuple[DossierView, ...]:
    conflicts = frozenset(record for rivals in view.conflicts for record in rivals)
    return tuple(
        _dossier(view, Case(episode, _during(episode, view.findings), parameters, known), conflicts)
        for episode in episodes.split(view)
    )


def _during(episode: Episode, findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """Findings that were open on some day of the case."""
    begin = episode.opening.occurred_on
    end = episode.closure.occurred_on if episode.closure else None
    return tuple(
        f
        for f in findings
        if (f.closed_on is None or f.closed_on >= begin) and (end is None or f.opened_on <= end)
    )


def _dossier(view: GroupView, case: Case, conflicts: frozenset[str]) -> DossierView:
    reason = case.closure.answers.get("reason") if case.closure else None
    return DossierView(
        kind="case",
        id=case.id,
        group_id=view.group_id,
        subject_type="household",
        subject_id=view.group_id,
        state=case.course.state,
        opened_on=case.episode.opening.occurred_on,
        closed_on=case.closure.occurred_on if case.closure else None,
        closing_reason=str(reason) if reason else None,
        urgency=case.urgency,
        manager_id=case.manager_id,
        stages=case.course.stages,
        items=tuple(sorted(_items(case), key=lambda item: (item.kind, item.opened_on, item.key))),
        tasks=tuple(sorted(_tasks(case), key=lambda task: (task.opened_on, task.key))),
        flags=tuple(sorted(_flags(case, conflicts))),
        moves=case.course.moves,
    )


def _items(case: Case) -> Iterator[Item]:
    episode, about = case.episode, case.context
    every = (
        *managers.items(case.id, case.periods),
        *needs.items(case.needs, case.known),
        *plan.items(case.plans),
        *plan.objectives(case.id, case.plans[-1] if case.plans else None, about),
        *(intervention.item for intervention in case.interventions),
        *requests.items(episode, case.replied, about),
        *risks.items(episode, case.known),
        *enrolments.items(episode),
        *(item for entry in episode.entries for make in _makes(entry.form) for item in make(entry, about)),
    )
    return (_closed(item, case) for item in every)


def _makes(form: str) -> Iterator[Make]:
    for makes in (events.MAKES, results.MAKES):
        if form in makes:
            yield makes[form]


def _closed(item: Item, case: Case) -> Item:
    state, still_open = _AT_CLOSING.get(item.kind, ("", set()))
    if case.closure is None or item.state not in still_open:
        return item
    return replace(item, state=state, closed_on=max(item.opened_on, case.closure.occurred_on))


def _tasks(case: Case) -> Iterator[Task]:
    while_open = (
        task
        for source in (first_tasks, asked_tasks, plan_tasks, result_tasks, visit_tasks)
        for task in source.of(case)
    )
    yield from tasks.ended(case, while_open)
    yield from result_tasks.after_closing(case)


def _flags(case: Case, conflicts: frozenset[str]) -> Iterator[str]:
    yield from case.course.flags
    if case.episode.former_id:
        yield f"follows:{case.episode.former_id}"
    named = {name for entry in case.episode.entries for name in order.aliases(entry)}
    facts = {
        "conflict": bool(named & conflicts),
        "reopened": case.episode.reopened,
        "no_manager": not case.periods,
        "plan_to_revise": case.closure is None and _is_to_revise(case),
        "closed_with_open_need": _is_solved_too_soon(case),
        "intervention_without_need": any(i.item.state == "without_need" for i in case.interventions),
    }
    yield from (flag for flag, holds in facts.items() if holds)


def _is_to_revise(case: Case) -> bool:
    """A complex assessment came and no plan after it (art. 3 alin. (3) lit. g))."""
    came = case.episode.of(names.COMPLEX_RESULT)
    return bool(came) and tasks.next_of(case, came[-1], *names.PLANS) is None


def _is_solved_too_soon(case: Case) -> bool:
    """Closed as solved, and a record that came late tells of a need still open then."""
    if case.closure is None or case.closure.answers.get("reason") != "solved":
        return False
    return any(spells[-1].state in needs.IS_OPEN for spells in case.needs.spells.values())


CASE: Final = DossierKind(
    code="case",
    title="Caz",
    states=stages.STATES,
    group_kinds=("household",),
    derive=derive,
    may=guards.may,
    reading=pages.READING,
)

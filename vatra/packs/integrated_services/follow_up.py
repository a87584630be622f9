"""The dossier kind `follow_up`: visits that belong to no case and set the next one.

A first contact, or a visit by the nurse to a family that needs no case, may promise another
visit. The promise is kept here, so that it is not lost for want of a case.
"""

from typing import Final

from vatra.kit.dossiers import DossierKind, DossierView, Entry, GroupView, Stage, State, Task
from vatra.kit.parameters import Parameters
from vatra.kit.vocabulary import Sensitivity
from vatra.packs.integrated_services import episodes, order, visit_tasks
from vatra.packs.integrated_services.names import CODE
from vatra.packs.integrated_services.visits import Promise, promises

STATES: Final = (State("followed", "În urmărire"), State("ended", "Încheiată", final=True))


def derive(view: GroupView, parameters: Parameters) -> tuple[DossierView, ...]:
    """One dossier a household, from its first such visit to the last promise kept."""
    in_cases = {entry.id for episode in episodes.split(view) for entry in episode.entries}
    every = order.ordered(entry for entry in view.entries if entry.form.startswith(f"{CODE}/"))
    found = tuple(promises((entry for entry in every if entry.id not in in_cases), every))
    return (_dossier(view, found),) if found else ()


def _dossier(view: GroupView, found: tuple[Promise, ...]) -> DossierView:
    first = found[0].visit
    kept = [promise.kept_by.occurred_on for promise in found if promise.kept_by is not None]
    ended_on = max(kept) if len(kept) == len(found) else None
    dossier_id = order.origin(first)
    return DossierView(
        kind="follow_up",
        id=dossier_id,
        group_id=view.group_id,
        subject_type="household",
        subject_id=view.group_id,
        state="ended" if ended_on else "followed",
        opened_on=first.occurred_on,
        closed_on=ended_on,
        stages=(Stage("followed", first.occurred_on, first.id),),
        tasks=tuple(_task(promise, dossier_id) for promise in found),
    )


def _task(promise: Promise, dossier_id: str) -> Task:
    visit: Entry = promise.visit
    return Task(
        key=f"{order.origin(visit)}/task/visit",
        title=visit_tasks.TITLE,
        form=visit.form,
        role=visit.role,
        user_id=visit.author_id,
        person_id=visit.subject_id if visit.subject_type == "person" else None,
        opened_on=visit.occurred_on,
        due_on=promise.due_on,
        done_on=promise.kept_by.occurred_on if promise.kept_by else None,
        urgency=0,
        cites=visit_tasks.clauses(promise),
        record_id=visit.id,
        sensitivity=Sensitivity.social,
        dossier_key=dossier_id,
    )


FOLLOW_UP: Final = DossierKind(
    code="follow_up",
    title="Urmărire în teren",
    states=STATES,
    group_kinds=("household",),
    derive=derive,
    may=lambda view, form_id, given, role: (),
)

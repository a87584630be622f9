"""A dirty well is a dossier until a later check finds it clean."""

from datetime import timedelta
from typing import Final

from vatra.kit.dossiers import (
    Answers,
    DossierKind,
    DossierView,
    Finding,
    GroupView,
    Stage,
    State,
    Task,
)
from vatra.kit.parameters import Parameters

FORM: Final = "toy/well_check"


def derive(view: GroupView, parameters: Parameters) -> tuple[DossierView, ...]:
    return tuple(_dossier(one, view, parameters) for one in view.findings if one.code == "TOY_01")


def _dossier(finding: Finding, view: GroupView, parameters: Parameters) -> DossierView:
    days = parameters.at("days_to_clean", finding.opened_on)
    task = Task(
        key=f"{finding.key}:clean",
        title="Curățați fântâna",
        form=FORM,
        role="community_nurse",
        user_id=None,
        person_id=None,
        opened_on=finding.opened_on,
        due_on=finding.opened_on + timedelta(days=days),
        done_on=finding.closed_on,
        urgency=finding.urgency,
        cites=("toy/1",),
        record_id=finding.record_id,
        sensitivity=finding.sensitivity,
        dossier_key=finding.key,
    )
    return DossierView(
        kind="well",
        id=finding.record_id,
        group_id=view.group_id,
        subject_type="place",
        subject_id=view.group_id,
        state="clean" if finding.closed_on else "dirty",
        opened_on=finding.opened_on,
        closed_on=finding.closed_on,
        urgency=finding.urgency,
        stages=(Stage("dirty", finding.opened_on, finding.record_id),),
        tasks=(task,),
    )


def may(dossier: DossierView | None, form: str, answers: Answers, role: str) -> tuple[str, ...]:
    if role != "community_nurse":
        return ("Fântâna o verifică asistenta comunitară.",)
    return ()


WELL: Final = DossierKind(
    code="well",
    title="Fântână",
    states=(State("dirty", "Murdară"), State("clean", "Curată", final=True)),
    group_kinds=("problem",),
    derive=derive,
    may=may,
)

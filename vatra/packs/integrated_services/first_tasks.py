"""The first steps of a case: risks, initial assessment, initial plan (art. 3 alin. (3) lit. a), b))."""

from collections.abc import Iterator

from vatra.kit.dossiers import Entry, Task
from vatra.kit.vocabulary import Urgency
from vatra.packs.integrated_services import names, terms
from vatra.packs.integrated_services.case import Case
from vatra.packs.integrated_services.tasks import cites, done, task


def of(case: Case) -> Iterator[Task]:
    opening = case.episode.opening
    yield _risks(case, opening)
    yield _assessment(case, opening)
    assessed = _stage_record(case, "initially_assessed")
    if assessed is not None:
        yield _plan(case, assessed)


def _risks(case: Case, opening: Entry) -> Task:
    is_urgent = case.urgency == Urgency.urgent
    term = "urgent_assessment_hours" if is_urgent else "signal_assessment_days"
    assessed = next(iter(case.episode.of(names.RISK_ASSESSMENT)), None)
    return task(
        case,
        opening,
        "risks",
        "Evaluați de urgență riscurile" if is_urgent else "Evaluați riscurile de excluziune socială",
        form=names.RISK_ASSESSMENT,
        due_on=terms.after(case.parameters, term, opening.occurred_on),
        done_on=done(assessed),
        cites=cites("3.3.a.1", "3.3.a.2") if is_urgent else cites("3.3.a.1"),
    )


def _assessment(case: Case, opening: Entry) -> Task:
    return task(
        case,
        opening,
        "assessment",
        "Completați evaluarea inițială",
        form=names.INITIAL_ASSESSMENT,
        due_on=terms.after(case.parameters, "signal_assessment_days", opening.occurred_on),
        done_on=done(_stage_record(case, "initially_assessed")),
        cites=cites("3.3.b.1", "4.4.a"),
    )


def _plan(case: Case, assessed: Entry) -> Task:
    return task(
        case,
        assessed,
        "plan",
        "Întocmiți planul inițial de intervenție",
        form=names.INITIAL_PLAN,
        due_on=terms.after(case.parameters, "initial_plan_days", assessed.occurred_on),
        done_on=done(case.plans[0].entry) if case.plans else None,
        cites=cites("3.3.b.2", "4.4.a"),
    )


def _stage_record(case: Case, code: str) -> Entry | None:
    record = next((stage.record_id for stage in case.course.stages if stage.code == code), None)
    return next((entry for entry in case.episode.entries if entry.id == record), None)

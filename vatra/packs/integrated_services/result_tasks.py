"""Tasks after the interventions: results, impact, next priorities, and whether the result lasts."""

from collections.abc import Iterator
from datetime import date

from vatra.kit.dossiers import Task
from vatra.packs.integrated_services import answers, catalogue, execution, names, terms
from vatra.packs.integrated_services.case import Case
from vatra.packs.integrated_services.interventions import Intervention
from vatra.packs.integrated_services.mentions import Ref, results_of
from vatra.packs.integrated_services.tasks import cites, done, next_of, task


def of(case: Case) -> Iterator[Task]:
    yield from _outcomes(case)
    yield from _impact(case)
    yield from _after_impact(case)


def after_closing(case: Case) -> Iterator[Task]:
    """Closing a case as solved asks whether the result lasts (art. 4 alin. (3), (4) lit. i))."""
    if case.closure is None or case.closure.answers.get("reason") != "solved":
        return
    on = case.closure.occurred_on
    given = answers.day(case.closure.answers, "review_on")
    yield task(
        case,
        case.closure,
        "lasting",
        "Verificați dacă rezultatul ține",
        form=names.SUSTAINABILITY_REVIEW,
        due_on=given or terms.after(case.parameters, "sustainability_review_days", on),
        done_on=done(next_of(case, case.closure, names.SUSTAINABILITY_REVIEW)),
        cites=cites("4.3", "4.4.i"),
        urgency=0,
    )


def _outcomes(case: Case) -> Iterator[Task]:
    """A need whose interventions are all done waits for the word on what changed (3.3.e.3)."""
    for ref, lines in _by_need(case).items():
        if not all(one.progress.state == "done" for one in lines):
            continue
        last = max(one.progress.closed_on or date.min for one in lines)
        yield task(
            case,
            lines[-1].plan.entry,
            "",
            f"Consemnați ce s-a schimbat: {catalogue.need_of(case.known, ref.code).title}",
            key=f"{case.id}/outcome/{ref.code}/{ref.person_id or 'household'}/{last.isoformat()}",
            form=names.OUTCOME,
            person_id=ref.person_id,
            opened_on=last,
            done_on=_said(case, ref, last),
            cites=cites("3.3.e.3"),
            sensitivity=lines[-1].item.sensitivity,
        )


def _by_need(case: Case) -> dict[Ref, list[Intervention]]:
    found: dict[Ref, list[Intervention]] = {}
    for one in case.interventions:
        ref = one.plan.need_of(one.line)
        if ref is not None and one.progress.state not in ("superseded", "cancelled"):
            found.setdefault(ref, []).append(one)
    return found


def _said(case: Case, ref: Ref, since: date) -> date | None:
    """The day of the first word on the need after its interventions, or the day it went away."""
    for entry in case.episode.of(names.OUTCOME, names.IMPACT_EVALUATION):
        if entry.occurred_on >= since and any(about == ref for about, _, _ in results_of(entry)):
            return entry.occurred_on
    return case.needs.spells[ref][-1].closed_on


def _impact(case: Case) -> Iterator[Task]:
    """The impact is evaluated when the plan is worked out or its last term is over."""
    plan = case.plans[-1] if case.plans else None
    own = [one for one in case.interventions if one.plan is plan]
    if plan is None or not own:
        return
    is_done = not any(one.progress.state in execution.IS_OPEN for one in own)
    last = _last_day(own, is_done)
    if last is None:
        return
    yield task(
        case,
        plan.entry,
        "impact",
        "Evaluați impactul intervenției",
        form=names.IMPACT_EVALUATION,
        opened_on=max(last, plan.entry.occurred_on),
        due_on=terms.after(case.parameters, "impact_evaluation_days", last),
        done_on=done(next_of(case, plan.entry, names.IMPACT_EVALUATION)),
        cites=cites("4.4.g"),
    )


def _last_day(own: list[Intervention], is_done: bool) -> date | None:
    """Day of the last record when all is done, else the plan's last term."""
    days = [one.progress.closed_on if is_done else one.line.term_on for one in own]
    return max((day for day in days if day is not None), default=None)


def _after_impact(case: Case) -> Iterator[Task]:
    """Priorities set by an evaluation are planned next; a named day of review is kept (4.4.i)."""
    for entry in case.episode.of(names.IMPACT_EVALUATION):
        if answers.rows(entry.answers, "next_priorities"):
            yield task(
                case,
                entry,
                "next",
                "Planificați prioritățile următoare",
                form=names.PLAN_REVISION,
                due_on=terms.after(case.parameters, "plan_revision_days", entry.occurred_on),
                done_on=done(next_of(case, entry, *names.PLANS)),
                cites=cites("4.4.g", "4.4.i"),
            )
        review_on = answers.day(entry.answers, "next_review_on")
        if review_on is not None:
            yield task(
                case,
                entry,
                "review",
                "Evaluați din nou impactul",
                form=names.IMPACT_EVALUATION,
                due_on=review_on,
                done_on=done(next_of(case, entry, names.IMPACT_EVALUATION)),
                cites=cites("4.4.i"),
            )

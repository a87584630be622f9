"""Tasks that come from plans: revise, review, carry out, follow, evaluate."""

from collections.abc import Iterator

from vatra.kit.dossiers import Task
from vatra.packs.integrated_services import answers, names, order, terms
from vatra.packs.integrated_services.case import Case
from vatra.packs.integrated_services.interventions import Intervention
from vatra.packs.integrated_services.tasks import cites, done, next_of, task
from vatra.packs.integrated_services.visits import was_received


def of(case: Case) -> Iterator[Task]:
    yield from _revisions(case)
    yield from _meetings(case)
    yield from _reviews(case)
    for intervention in case.interventions:
        yield from _turns(case, intervention)
    yield from _monitoring(case)


def _revisions(case: Case) -> Iterator[Task]:
    """A complex assessment's result asks for a newer plan (art. 3 alin. (3) lit. g))."""
    for entry in case.episode.of(names.COMPLEX_RESULT):
        yield task(
            case,
            entry,
            "revise",
            "Revizuiți planul după evaluarea complexă",
            form=names.PLAN_REVISION if case.plans else names.INDIVIDUAL_PLAN,
            due_on=terms.after(case.parameters, "plan_revision_days", entry.occurred_on),
            done_on=done(next_of(case, entry, *names.PLANS)),
            cites=cites("3.3.g", "4.4.f"),
        )


def _meetings(case: Case) -> Iterator[Task]:
    """The team's meeting leads to the individual plan, and perhaps to another meeting."""
    for entry in case.episode.of(names.TEAM_MEETING):
        yield task(
            case,
            entry,
            "plan",
            "Întocmiți planul individualizat cu echipa",
            form=names.INDIVIDUAL_PLAN,
            due_on=terms.after(case.parameters, "individual_plan_days", entry.occurred_on),
            done_on=done(next_of(case, entry, *names.PLANS)),
            cites=cites("3.3.h", "4.4.e.2"),
        )
        next_on = answers.day(entry.answers, "next_meeting_on")
        if next_on is not None:
            yield task(
                case,
                entry,
                "meeting",
                "Țineți următoarea întâlnire a echipei",
                form=names.TEAM_MEETING,
                due_on=next_on,
                done_on=done(next_of(case, entry, names.TEAM_MEETING)),
                cites=cites("4.4.e.1"),
            )


def _reviews(case: Case) -> Iterator[Task]:
    """Each plan is looked at again after a while, unless a newer one or an evaluation came."""
    for plan in case.plans:
        yield task(
            case,
            plan.entry,
            "review",
            "Verificați dacă planul mai este potrivit",
            form=names.PLAN_REVISION,
            due_on=terms.after(case.parameters, "plan_review_days", plan.entry.occurred_on),
            done_on=done(next_of(case, plan.entry, *names.PLANS, names.IMPACT_EVALUATION)),
            cites=cites("3.3.i", "4.4.f"),
        )


def _turns(case: Case, intervention: Intervention) -> Iterator[Task]:
    """One task for each time an intervention falls due; outside help is followed by the manager."""
    item, line = intervention.item, intervention.line
    entry = intervention.plan.entry
    is_ours = line.role is not None
    for number, turn in enumerate(intervention.progress.turns, start=1):
        yield task(
            case,
            entry,
            "",
            item.title if is_ours else f"Urmăriți intervenția dată în afara echipei: {item.title}",
            key=f"{intervention.key}/task/{number}",
            form=names.INTERVENTION_DONE,
            role=line.role or names.SOCIAL_WORKER,
            user_id=line.user_id if is_ours else case.manager_id,
            person_id=line.person_id,
            opened_on=item.opened_on,
            due_on=turn.due_on,
            done_on=turn.done_on,
            cites=cites("3.3.h", "3.3.i", "3.3.e.1"),
            sensitivity=item.sensitivity,
        )


def _monitoring(case: Case) -> Iterator[Task]:
    """From the first plan on, the case is monitored again and again (art. 3 (3) lit. e), i))."""
    if not case.plans:
        return
    first = case.plans[0].entry
    since = order.moment(first)
    looks = [e for e in case.episode.of(*_LOOKS) if order.moment(e) > since and was_received(e)]
    for entry, after in zip([first, *looks], [*looks, None], strict=True):
        given = answers.day(entry.answers, "next_check_on") if entry is not first else None
        yield task(
            case,
            entry,
            "monitoring",
            "Monitorizați cazul",
            form=names.MONITORING_NOTE,
            due_on=given or terms.after(case.parameters, "monitoring_interval_days", entry.occurred_on),
            done_on=done(after),
            cites=cites("3.3.e.1", "3.3.i"),
        )


_LOOKS = (names.MONITORING_NOTE, names.HOME_VISIT)

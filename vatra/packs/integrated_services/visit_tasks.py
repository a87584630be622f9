"""The next visit that a visit set (art. 3 alin. (4) lit. i), m), alin. (5) lit. o))."""

from collections.abc import Iterator

from vatra.kit.dossiers import Task
from vatra.packs.integrated_services.case import Case
from vatra.packs.integrated_services.tasks import cites, done, task
from vatra.packs.integrated_services.visits import ONE_TEAM, Promise, promises

TITLE = "Mergeți la următoarea vizită"


def of(case: Case) -> Iterator[Task]:
    for promise in promises(case.episode.entries, case.episode.entries):
        yield task(
            case,
            promise.visit,
            "visit",
            TITLE,
            form=promise.visit.form,
            role=promise.visit.role,
            user_id=promise.visit.author_id,
            due_on=promise.due_on,
            done_on=done(promise.kept_by),
            cites=clauses(promise),
        )


def clauses(promise: Promise) -> tuple[str, ...]:
    by_health_team = promise.visit.role in ONE_TEAM
    return cites("3.4.i.1", "3.4.m", "3.5.o") if by_health_team else cites("3.3.e.1", "3.3.i")

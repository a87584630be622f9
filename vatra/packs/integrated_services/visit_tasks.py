"""The next visit that a visit set (art. 3 alin. (4) lit. h)-j), m))."""

from collections.abc import Iterable, Iterator

from vatra.kit.dossiers import Entry, Task
from vatra.packs.integrated_services import answers, names, order
from vatra.packs.integrated_services.case import Case
from vatra.packs.integrated_services.tasks import cites, done, task
from vatra.packs.integrated_services.visits import was_received

# The nurse and the health mediator go to the same people as one team (art. 3 (5) o).
_ONE_TEAM = {names.NURSE, names.HEALTH_MEDIATOR}


def of(case: Case) -> Iterator[Task]:
    for entry in case.episode.entries:
        due_on = answers.day(entry.answers, "next_visit_on")
        if due_on is not None:
            yield task(
                case,
                entry,
                "visit",
                "Mergeți la următoarea vizită",
                form=entry.form,
                role=entry.role,
                user_id=entry.author_id,
                due_on=due_on,
                done_on=done(_next(entry, case.episode.entries)),
                cites=cites("3.4.i.1", "3.5.o") if entry.role in _ONE_TEAM else cites("3.3.e.1"),
            )


def _next(visit: Entry, entries: Iterable[Entry]) -> Entry | None:
    """The first later visit of the kind to the same people, by the same role or its team-mate."""
    roles = _ONE_TEAM if visit.role in _ONE_TEAM else {visit.role}
    for entry in entries:
        if (
            (entry.form, entry.subject_id) == (visit.form, visit.subject_id)
            and entry.role in roles
            and _answers(entry)
            and order.moment(entry) > order.moment(visit)
        ):
            return entry
    return None


def _answers(entry: Entry) -> bool:
    """A visit that met nobody leaves the former one to be made, unless it sets another day."""
    return was_received(entry) or answers.day(entry.answers, "next_visit_on") is not None

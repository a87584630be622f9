"""Visits that met somebody, visits to a closed door, and the next visit that each one set."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from vatra.kit.dossiers import Entry
from vatra.packs.integrated_services import answers, names, order

# The nurse and the health mediator go to the same people as one team (art. 3 (5) o).
ONE_TEAM: Final = frozenset({names.NURSE, names.HEALTH_MEDIATOR})


@dataclass(frozen=True, slots=True)
class Promise:
    """A visit that set the next one, and the visit that kept it."""

    visit: Entry
    due_on: date
    kept_by: Entry | None


def was_received(entry: Entry) -> bool:
    """Whether a visit met the family; a record of another kind says nothing of that."""
    met = answers.text(entry.answers, "outcome") if entry.form == names.HOME_VISIT else None
    return met in (None, "done")


def promises(visits: Iterable[Entry], later: tuple[Entry, ...]) -> Iterator[Promise]:
    """The next visits set by `visits`; `later` = the records among which they may be kept."""
    for visit in visits:
        due_on = answers.day(visit.answers, "next_visit_on")
        if due_on is not None:
            yield Promise(visit, due_on, next((e for e in later if _keeps(e, visit)), None))


def _keeps(entry: Entry, visit: Entry) -> bool:
    """A later visit of the kind to the same people, by the same role or its team-mate.

    One that met nobody keeps nothing, unless it sets another day.
    """
    roles = ONE_TEAM if visit.role in ONE_TEAM else {visit.role}
    return (
        (entry.form, entry.subject_id) == (visit.form, visit.subject_id)
        and entry.role in roles
        and order.moment(entry) > order.moment(visit)
        and (was_received(entry) or answers.day(entry.answers, "next_visit_on") is not None)
    )

"""What somebody must do in a case, by when, and which article says so.

A task is done by the record that answers it, never by a click. Closing a case ends its tasks,
except those that come after closing. An overdue task stays open: whether it is overdue is read
against the day of reading, and it can still be done.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from vatra.kit.dossiers import Entry, Task
from vatra.kit.vocabulary import Sensitivity
from vatra.packs.integrated_services import names, order
from vatra.packs.integrated_services.case import Case

PROTOCOL = "protocol-2017"


def task(case: Case, entry: Entry, name: str, title: str, **facts: Any) -> Task:
    """A task that the record gives to the case manager, unless `facts` name somebody else."""
    own: dict[str, Any] = {
        "key": f"{order.origin(entry)}/task/{name}",
        "form": None,
        "role": names.SOCIAL_WORKER,
        "user_id": case.manager_id,
        "person_id": entry.subject_id if entry.subject_type == "person" else None,
        "opened_on": entry.occurred_on,
        "due_on": None,
        "done_on": None,
        "urgency": case.urgency,
        "cites": (),
        "record_id": entry.id,
        "sensitivity": Sensitivity.social,
        "dossier_key": case.id,
    }
    return Task(title=title, **(own | facts))


def cites(*clauses: str) -> tuple[str, ...]:
    return tuple(f"{PROTOCOL}/{clause}" for clause in clauses)


def done(entry: Entry | None) -> date | None:
    """The day of the record that answered a task."""
    return entry.occurred_on if entry else None


def next_of(case: Case, after: Entry, *forms: str) -> Entry | None:
    """The first record of one of the forms after this one, in law order."""
    moment = order.moment(after)
    return next((e for e in case.episode.of(*forms) if order.moment(e) > moment), None)


def ended(case: Case, tasks: Iterator[Task]) -> Iterator[Task]:
    """The tasks with those that closing the case has ended."""
    for one in tasks:
        if case.closure is not None and one.done_on is None:
            yield replace(one, done_on=case.closure.occurred_on)
        else:
            yield one

"""What the owner of files was told, as his own page lists it: the same words that leave by e-mail."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from uuid import UUID

from vatra.desks.training.models import File, Step
from vatra.packs.training import steps


@dataclass(frozen=True, slots=True)
class Told:
    """One message; `words` is what somebody wrote with the step, seen behind the sign-in only."""

    message: str
    words: str
    at: datetime
    file: UUID
    number: str
    name: str


def told(most: int, skip: int = 0) -> list[Told]:
    """Messages of the files that the reader sees, the newest first. Two statements."""
    rows = list(Step.objects.filter(name__in=speaking()).order_by("-seq")[skip : skip + most])
    known = {row.file_id for row in rows if row.file_id}
    files = File.objects.in_bulk(known)
    kinds = steps.kinds()
    return [
        Told(kinds[row.name].message, words(row), row.written_at, file.id, file.number, file.name)
        for row in rows
        if row.file_id and (file := files.get(row.file_id))
    ]


def words(step: Step) -> str:
    """What the author of the step wrote with it."""
    return str(step.body.get("reason") or step.body.get("remarks") or step.body.get("text") or "")


@cache
def speaking() -> tuple[str, ...]:
    """Steps that tell the owner something."""
    return tuple(sorted(one.id for one in steps.kinds().values() if one.message))

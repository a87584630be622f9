"""Calls and files as a page needs them, in the reader's own scope."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.http import Http404
from django.utils import timezone

from vatra.desks.training.models import Call, Document, File, Step
from vatra.packs.training import calls, catalogue, standing
from vatra.packs.training.calls import Series
from vatra.packs.training.exams import Session
from vatra.packs.training.standing import Standing
from vatra.packs.training.steps import Around

ENDED = ("draft", "withdrawn", "rejected", "returned", "submitted", "awaiting_payment", "waiting_list")


@dataclass(frozen=True, slots=True)
class Whole:
    """A file with everything about it."""

    file: File
    call_row: Call
    call: calls.Call
    standing: Standing
    steps: tuple[Step, ...]
    documents: Mapping[str, Document]

    @property
    def series(self) -> Series | None:
        return self.call.series.get(self.file.series or self.file.draft.get("series", ""))

    @property
    def state(self) -> catalogue.State:
        return catalogue.states()[standing.shown(self.standing, self.call, self.series, timezone.localdate())]

    def sessions(self) -> list[Session]:
        """Exam sessions of the file's programme, over all calls that were read."""
        return sessions_of(self.call_row, self.series)


def call_row(call_id: UUID) -> Call:
    found = Call.objects.filter(id=call_id).first()
    if found is None:
        raise Http404
    return found


def organised(call_id: UUID, user_id: str) -> Call:
    """The call, if the user is one of its organisers. Http404 otherwise."""
    found = Call.objects.filter(id=call_id, organisers__contains=[user_id]).first()
    if found is None:
        raise Http404
    return found


def whole(file_id: UUID) -> Whole:
    """A file that the reader sees. Four statements. Http404 otherwise."""
    file = File.objects.filter(id=file_id).first()
    if file is None:
        raise Http404
    return of(file, call_row(file.call_id))


def of(file: File, row: Call) -> Whole:
    steps = tuple(Step.objects.filter(file_id=file.id).order_by("seq"))
    return Whole(file, row, calls.parse(row.body), folded(steps), steps, documents(file))


def folded(steps: Iterable[Step]) -> Standing:
    return standing.fold(
        standing.Step(one.name, one.on, timezone.localdate(one.written_at), one.body) for one in steps
    )


def documents(file: File) -> dict[str, Document]:
    """The last document of each slot; a request's document 1 serves all its files."""
    rows = Document.objects.filter(request_id=file.request_id).order_by("added_at", "id")
    return {row.slot: row for row in rows if row.file_id == file.id or row.slot == "unit_request"}


def taken_units(call_id: UUID, series: str, but: UUID | None = None) -> dict[str, int]:
    rows = File.objects.filter(call_id=call_id, series=series).exclude(unit="").exclude(state="withdrawn")
    others = rows.exclude(id=but) if but else rows
    return Counter(others.values_list("unit", flat=True))


def around(told: Whole, today: date) -> Around:
    series = told.series
    taken = taken_units(told.file.call_id, series.code, told.file.id) if series else {}
    return Around(told.call, series, today, taken, told.sessions())


def sessions_of(row: Call, series: Series | None) -> list[Session]:
    body: Mapping[str, Any] = row.body.get("sessions", {})
    parsed = calls.parse(row.body).sessions
    codes = [code for code, one in body.items() if series and one["programme"] == series.programme]
    return sorted((parsed[code] for code in codes), key=lambda one: one.held_on)

"""What follows from a step by the rules alone: a paid file gets its place or waits, a freed place is given on."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Final
from uuid import UUID

from vatra.desks.training import messages, queries
from vatra.desks.training.models import Call, File, Step
from vatra.desks.training.queries import Whole
from vatra.packs.training import calls, places
from vatra.packs.training.places import Seat

# Files that have a place, whatever came of the course.
HOLD: Final = (
    "enrolled", "assigned", "assessed", "not_assessed", "exam_registered", "exam_passed", "exam_failed",
    "retakes_exhausted",
)  # fmt: skip


def append(file: File, name: str, on: date, body: Mapping[str, Any], author: str | None = None) -> None:
    """The step, and the file's row folded anew (system scope)."""
    Step.objects.create(
        call_id=file.call_id, file_id=file.id, owner_id=file.owner_id, name=name, on=on, author_id=author,
        body=dict(body),
    )  # fmt: skip
    standing = queries.folded(Step.objects.filter(file_id=file.id).order_by("seq"))
    file.state, file.valid_on, file.unit = standing.state, standing.valid_on, standing.unit
    file.save(update_fields=["state", "valid_on", "unit"])


def settle(row: Call, file_id: UUID, today: date) -> None:
    """After a step of a file: is it valid now, and is a place free for somebody who waits?"""
    whole = queries.of(File.objects.get(id=file_id), row)
    standing = whole.standing
    if standing.state == "awaiting_payment" and standing.proof_on:
        full_on = standing.paid(whole.call).full_on
        if full_on is not None and not clash(whole):
            _seat(whole, full_on)
    if standing.state == "withdrawn" and whole.series:
        promote(row, whole.series.code, today)


def clash(whole: Whole) -> str:
    """The programme of the same nurse that runs at the same time, if one does (system scope)."""
    series = whole.series
    if series is None or not whole.file.membership:
        return ""
    same = File.objects.filter(membership=whole.file.membership, state__in=HOLD).exclude(id=whole.file.id)
    rows = {row.id: calls.parse(row.body) for row in Call.objects.filter(id__in=same.values("call_id"))}
    others = [rows[one.call_id].series[one.series] for one in same if one.series in rows[one.call_id].series]
    return places.overlap(
        series.starts_on, series.ends_on, ((one.title, one.starts_on, one.ends_on) for one in others)
    )


def _seat(whole: Whole, on: date) -> None:
    series = whole.series
    if series is None:
        return
    is_free = places.is_free(
        whole.file.route, series.places, series.direct, taken(whole.file.call_id, series.code)
    )
    name = "enrol" if is_free else "wait"
    append(whole.file, name, on, {})
    messages.tell(whole.file.owner_id, whole.file.id, name)


def taken(call_id: UUID, series: str) -> list[str]:
    """Routes of those who hold a place."""
    rows = File.objects.filter(call_id=call_id, series=series, state__in=HOLD)
    return list(rows.values_list("route", flat=True))


def promote(row: Call, series_code: str, today: date) -> None:
    """Give free places to those who wait, in order."""
    series = calls.parse(row.body).series[series_code]
    waiting = File.objects.filter(call_id=row.id, series=series_code, state="waiting_list")
    ordered = {str(one.id): one for one in waiting.order_by("valid_on", "number")}
    while ordered:
        seats = [
            Seat(key, one.route, one.valid_on or today, n) for n, (key, one) in enumerate(ordered.items())
        ]
        found = places.next_in(seats, series.places, series.direct, taken(row.id, series_code))
        if found is None:
            return
        file = ordered.pop(found.file)
        if not clash(queries.of(file, row)):
            append(file, "enrol", today, {"freed": True})
            messages.tell(file.owner_id, file.id, "enrol")

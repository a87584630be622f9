"""Who was asked for the case, who answered, and when last (art. 3 (3) c, j; art. 4 (4) b)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from vatra.kit.dossiers import DossierView, Item
from vatra.kit.vocabulary import AREAS
from vatra.packs.integrated_services import answers

_ASKED: Final = (
    "request", "referral", "contact", "support_request", "proposal", "notification", "intervention",
)  # fmt: skip
_WAITING: Final = ("open", "sent", "waiting", "planned", "in_progress", "not_done", "without_need")


@dataclass(frozen=True, slots=True)
class Row:
    """One thing asked of one specialist. `last_on` = the last day anything was heard of it."""

    item: Item
    role: str | None
    user_id: str | None
    outside: str | None
    is_open: bool
    asked_on: date
    last_on: date


def coordination(view: DossierView) -> tuple[Row, ...]:
    """Everything asked of colleagues and others, the still open first, then the oldest."""
    rows = [_row(item) for item in view.items if item.kind in _ASKED and item.state != "superseded"]
    return tuple(sorted(rows, key=lambda row: (not row.is_open, row.asked_on, row.item.key)))


def _row(item: Item) -> Row:
    heard = (answers.day(item.extra, "last_on"), answers.day(item.extra, "answered_on"), item.closed_on)
    return Row(
        item=item,
        role=item.role,
        user_id=item.user_id,
        outside=answers.text(item.extra, "outside_name"),
        is_open=item.state in _WAITING,
        asked_on=item.opened_on,
        last_on=max([item.opened_on, *(day for day in heard if day is not None)]),
    )


@dataclass(frozen=True, slots=True)
class Result:
    """What came out in one area, and who says so."""

    area: str | None
    item: Item
    role: str | None
    user_id: str | None


@dataclass(frozen=True, slots=True)
class Report:
    """Results gathered from all, for all: `recipients` are those the newest plan names."""

    results: tuple[Result, ...]
    recipients: tuple[tuple[str | None, str | None, str | None], ...]  # (role, user, outside)


def report(view: DossierView) -> Report:
    """Results of carrying out the plan by area, each with its author (art. 3 (3) j)."""
    found = [i for i in view.items if i.kind in ("outcome", "impact") or _is_carried_out(i)]
    results = [Result(item.area, item, item.role, item.user_id) for item in found]
    order = {area: place for place, area in enumerate(AREAS)}
    results.sort(key=lambda r: (order.get(r.area or "", len(order)), r.item.opened_on, r.item.key))
    return Report(tuple(results), _recipients(view.items))


def _is_carried_out(item: Item) -> bool:
    return item.kind == "intervention" and item.state in ("done", "in_progress", "missed")


def _recipients(items: Iterable[Item]) -> tuple[tuple[str | None, str | None, str | None], ...]:
    named: dict[tuple[str | None, str | None, str | None], None] = {}
    for item in items:
        if item.kind == "plan" and item.state == "current":
            for one in item.extra.get("contributors", ()):
                named[one["role"] or None, one["user"] or None, None] = None
        if item.kind == "intervention" and item.state != "superseded":
            named[item.role, item.user_id, answers.text(item.extra, "outside_name")] = None
    return tuple(key for key in named if any(key))

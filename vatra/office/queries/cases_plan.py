"""The plan as a table, what is already received, who was asked, what clashes, what changed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from vatra.dossiers import queries as dossiers
from vatra.dossiers.queries import Stored
from vatra.kit.dossiers import DossierView, Finding, Item
from vatra.kit.readings import Asked, Calendar, Change, Reading
from vatra.kit.vocabulary import AREAS
from vatra.office.queries.cases_areas import Said

AHEAD: Final = timedelta(days=60)
_DONE: Final = ("done", "in_progress")
_OVER: Final = ("superseded", "cancelled", "stopped")


@dataclass(frozen=True, slots=True)
class Row:
    """One intervention: need -> objective -> what -> who -> term -> expected -> how it stands."""

    item: Item
    number: int | None
    need: str
    objective: str
    person: str
    who: str
    role: str
    term_on: date | None
    expected: str
    state: str
    tone: str  # good | urgent | warn | quiet
    repeats: str  # the help it repeats, if any


def rows(stored: Stored, said: Said, today: date) -> tuple[list[Row], list[Row]]:
    """Interventions of the plan in force, and those that later versions left out."""
    view = stored.view
    by_key = {item.key: item for item in view.items}
    reading = stored.kind.reading
    twice = {line.key: other.title for line, other in reading.twice(view)} if reading else {}
    lines = [item for item in view.items if item.kind == "intervention"]
    lines.sort(key=lambda item: (item.priority or 99, item.extra.get("number") or 0, item.key))
    found = [_row(item, by_key, said, today, twice.get(item.key, "")) for item in lines]
    return (
        [row for row in found if row.item.state != "superseded"],
        [row for row in found if row.item.state == "superseded"],
    )


def _row(item: Item, by_key: dict[str, Item], said: Said, today: date, repeats: str) -> Row:
    linked = [by_key[key] for key in item.links if key in by_key]
    state, tone = _state(item, said, today)
    return Row(
        item=item,
        number=item.extra.get("number"),
        need=next((one.title for one in linked if one.kind == "need"), ""),
        objective=next((one.title for one in linked if one.kind == "objective"), ""),
        person=said.names.get(item.person_id or "", "toată gospodăria"),
        who=said.names.get(item.user_id or "", "") or item.extra.get("outside_name", ""),
        role=item.role or "",
        term_on=item.due_on or _day(item.extra.get("term_on")),
        expected=item.extra.get("expected_result", ""),
        state=state,
        tone=tone,
        repeats=repeats,
    )


def _state(item: Item, said: Said, today: date) -> tuple[str, str]:
    """Done, overdue or to come (protocol-2017/3.3.e.1)."""
    word = said.words.get(item.state, item.state)
    if item.state == "done":
        return word, "good"
    if item.state in _OVER or item.closed_on is not None:
        return word, "quiet"
    if item.due_on is not None and item.due_on < today:
        return f"depășită, {word}", "urgent"
    return (word, "warn") if item.state in ("not_done", "without_need") else (word, "info")


@dataclass(frozen=True, slots=True)
class Tally:
    """How the plan goes: done, past their term, still to come."""

    done: int
    late: int
    ahead: int


def tally(lines: Iterable[Row]) -> Tally:
    tones = [row.tone for row in lines if row.tone != "quiet"]
    done, late = tones.count("good"), tones.count("urgent")
    return Tally(done, late, len(tones) - done - late)


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        return None


def received(view: DossierView) -> list[Item]:
    """Services and resources the family already gets, the newest first (protocol-2017/1.2.2)."""
    given = [item for item in view.items if item.kind in ("service", "resource")]
    return sorted(given, key=lambda item: item.opened_on, reverse=True)


@dataclass(frozen=True, slots=True)
class Followed:
    """What the pack reads out of the case."""

    coordination: tuple[Asked, ...]
    calendar: Calendar
    changes: tuple[Change, ...]
    by_area: list[tuple[str, int, int, int]]


def followed(stored: Stored, findings: Iterable[Finding], today: date) -> Followed | None:
    """Coordination, calendar of the coming weeks, impact; None for a kind without readings."""
    reading: Reading | None = stored.kind.reading
    if reading is None:
        return None
    changes = reading.impact(stored.view, findings)
    return Followed(
        coordination=reading.coordination(stored.view),
        calendar=reading.calendar(stored.view, today, today + AHEAD),
        changes=changes,
        by_area=[(area, *_count(changes, area)) for area in AREAS],
    )


def _count(changes: Iterable[Change], area: str) -> tuple[int, int, int]:
    mine = [one for one in changes if one.area == area]
    return (
        sum(one.at_entry for one in mine),
        sum(one.now for one in mine),
        sum(one.solved for one in mine),
    )


@dataclass(frozen=True, slots=True)
class Changed:
    """One line of the impact: what was, what is, what was solved."""

    title: str
    kind: str
    area: str
    person: str
    at_entry: bool
    now: bool
    solved: bool


def changed(changes: Iterable[Change], view: DossierView, said: Said) -> list[Changed]:
    """Impact lines in words; a need the team wrote in its own words keeps them."""
    titles = {(i.code, i.person_id): i.title for i in view.items if i.kind == "need"}
    return [
        Changed(
            title=titles.get((one.code, one.person_id), "") if one.kind == "need" else _title(one),
            kind="nevoie" if one.kind == "need" else "constatare",
            area=one.area or "",
            person=said.names.get(one.person_id or "", "toată gospodăria"),
            at_entry=one.at_entry,
            now=one.now,
            solved=one.solved,
        )
        for one in changes
    ]


def _title(one: Change) -> str:
    return dossiers.title_of(one.kind, one.code)

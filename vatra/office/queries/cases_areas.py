"""The six-area strip, and the one assessment of the whole team (protocol-2017/1.1)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from vatra.dossiers import queries as dossiers
from vatra.dossiers.queries import Hidden
from vatra.kit.dossiers import Finding, Item
from vatra.kit.vocabulary import AREA_TITLES, AREAS

TRENDS: Final = {-1: "mai bine", 0: "la fel", 1: "mai rău"}
# Who of the team sees what lies in an area. The same word whatever is hidden: a narrower one
# would tell what kind of thing it is.
SEEN_BY: Final[Mapping[str, str]] = {
    "health": "asistentul medical comunitar",
    "education": "consilierul școlar",
}
_OTHERWISE: Final = "asistentul social"
_NOUNS: Final = {
    "need": ("o nevoie", "nevoi"),
    "intervention": ("o activitate", "activități"),
    "referral": ("o trimitere", "trimiteri"),
}


@dataclass(frozen=True, slots=True)
class Cell:
    """One area: its worst open finding, its open needs, how it went since the last assessment."""

    area: str
    worst: str
    urgency: int | None
    needs: int
    hidden: int
    trend: str


def strip(
    findings: Sequence[Finding], items: Iterable[Item], hidden: Iterable[Hidden], assessed_on: date | None
) -> list[Cell]:
    """Six cells, always, in the order of the law. No trend before there is an assessment to look from."""
    needs = [item for item in items if item.kind == "need"]
    unseen = {(one.kind, one.area): one.count for one in hidden}
    return [_cell(area, findings, needs, unseen.get(("need", area), 0), assessed_on) for area in AREAS]


def _cell(
    area: str, findings: Sequence[Finding], needs: Sequence[Item], hidden: int, assessed_on: date | None
) -> Cell:
    problems = [one for one in findings if one.area == area and not one.favourable]
    now = [one for one in problems if one.closed_on is None]
    worst = max(now, key=lambda one: one.urgency, default=None)
    mine = [item for item in needs if item.area == area]
    opened = [item for item in mine if item.closed_on is None]
    trend = ""
    if assessed_on is not None:
        before = _open_on(problems, assessed_on) + _open_on(mine, assessed_on)
        after = len(now) + len(opened)
        trend = TRENDS[(after > before) - (after < before)]
    return Cell(
        area,
        dossiers.title_of("finding", worst.code) if worst else "",
        worst.urgency if worst else None,
        len(opened),
        hidden,
        trend,
    )


def _open_on(things: Iterable[Finding | Item], day: date) -> int:
    return sum(one.opened_on <= day and (one.closed_on is None or one.closed_on > day) for one in things)


def said(hidden: Iterable[Hidden]) -> list[str]:
    """Hidden things in words, without what they are: "o nevoie de sănătate (o vede ...)"."""
    return [_said(one) for one in hidden]


def _said(one: Hidden) -> str:
    single, many = _NOUNS[one.kind]
    area = f" de {AREA_TITLES[one.area].lower()}" if one.area else ""
    who = SEEN_BY.get(one.area or "", _OTHERWISE)
    if one.count == 1:
        return f"{single}{area} (o vede {who})"
    return f"{one.count} {many}{area} (le vede {who})"


@dataclass(frozen=True, slots=True)
class Fact:
    """A finding or a need of the team's one assessment, with who says so and since when."""

    kind: str
    title: str
    person: str
    state: str
    urgency: int | None
    author: str
    role: str
    on: date
    closed_on: date | None
    record_id: str


@dataclass(frozen=True, slots=True)
class Said:
    """What turns ids and codes into words on this page."""

    names: Mapping[str, str]
    authors: Mapping[str, str]  # record id -> name of its author
    words: Mapping[str, str]


def assessment(
    findings: Iterable[Finding], items: Iterable[Item], said: Said
) -> list[tuple[str, list[Fact]]]:
    """By area, everything all professions found: open first, the most urgent first."""
    facts: dict[str, list[Fact]] = {area: [] for area in AREAS}
    for one in findings:
        if one.area in facts:
            facts[one.area].append(_finding(one, said))
    for item in items:
        if item.kind == "need" and item.area in facts:
            facts[item.area].append(_need(item, said))
    return [
        (area, sorted(rows, key=lambda f: (f.closed_on is not None, -(f.urgency or 0), f.on)))
        for area, rows in facts.items()
    ]


def _finding(one: Finding, said: Said) -> Fact:
    kind = "bine" if one.favourable else "constatare"
    return Fact(
        kind=kind,
        title=dossiers.title_of("finding", one.code),
        person=said.names.get(one.person_id or "", "toată gospodăria"),
        state="nu mai este" if one.closed_on else "este",
        urgency=None if one.favourable else one.urgency,
        author=said.authors.get(one.record_id, ""),
        role=one.who_role,
        on=one.opened_on,
        closed_on=one.closed_on,
        record_id=one.record_id,
    )


def _need(item: Item, said: Said) -> Fact:
    return Fact(
        kind="nevoie",
        title=item.title,
        person=said.names.get(item.person_id or "", "toată gospodăria"),
        state=said.words.get(item.state, item.state),
        urgency=None,
        author=said.names.get(item.user_id or "", said.authors.get(item.record_id, "")),
        role=item.role or "",
        on=item.opened_on,
        closed_on=item.closed_on,
        record_id=item.record_id,
    )

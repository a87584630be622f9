"""The things of one group that a count is about, each with the days it stands for.

A stock counts a thing while it lasts, [start, end); a flow counts it on `start`.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from vatra.kit import values
from vatra.kit.dossiers import DossierView, Entry, GroupView, Item
from vatra.kit.indicators.definitions import Count, Definition


@dataclass(frozen=True, slots=True)
class Unit:
    """`thing` is what must not count twice at once, `subject` the person or household it is about.

    `end` None: still so.
    """

    start: date
    end: date | None
    thing: str
    subject: str
    person_id: str | None
    area: str | None
    code: str | None


def units(
    count: Count, definition: Definition, view: GroupView, dossiers: Sequence[DossierView]
) -> list[Unit]:
    """Everything of the group that the count is about; a stock's days of one subject never overlap."""
    found = _OF[count.of](count, definition, view, dossiers)
    return _apart(found, per_subject=count.per == "subject") if definition.is_stock else list(found)


def _apart(found: Iterable[Unit], *, per_subject: bool) -> list[Unit]:
    """Overlapping or touching days of one thing made one, so that nothing counts twice."""
    same: dict[str, list[Unit]] = defaultdict(list)
    for unit in found:
        if per_subject:
            same[unit.subject].append(replace(unit, code=None, area=None))
        else:
            same[unit.thing].append(unit)
    return [unit for group in same.values() for unit in _joined(group)]


def _joined(group: list[Unit]) -> Iterator[Unit]:
    ordered = sorted(group, key=lambda unit: (unit.start, unit.end or date.max))
    current = ordered[0]
    for unit in ordered[1:]:
        if current.end is not None and unit.start > current.end:
            yield current
            current = unit
        elif current.end is not None:
            current = replace(current, end=max(current.end, unit.end) if unit.end else None)
    yield current


Found = Iterator[Unit]
Days = tuple[date, date | None]
States = list[tuple[str, date]]


def _findings(count: Count, _: Definition, view: GroupView, __: Sequence[DossierView]) -> Found:
    where = count.where
    for finding in view.findings:
        if "code" in where and finding.code not in where["code"]:
            continue
        if any(key in where and getattr(finding, key) != where[key] for key in ("area", "favourable")):
            continue
        subject = finding.person_id or view.group_id
        thing = f"{subject}:{finding.code}"
        days = (finding.opened_on, finding.closed_on)
        yield Unit(*days, thing, subject, finding.person_id, finding.area, finding.code)


def _persons(_: Count, __: Definition, view: GroupView, ___: Sequence[DossierView]) -> Found:
    """Members from the day they are known here; sex and age are looked at month by month later."""
    for member in view.members:
        start = member.since or _first_day(view, member.id)
        if start is not None and (member.alive or member.until is not None):
            yield Unit(start, member.until, member.id, member.id, member.id, None, None)


def _first_day(view: GroupView, person_id: str) -> date | None:
    own = [entry.occurred_on for entry in view.entries if entry.subject_id == person_id]
    return min(own or [entry.occurred_on for entry in view.entries], default=None)


def _entries(count: Count, definition: Definition, view: GroupView, _: Sequence[DossierView]) -> Found:
    seen: set[str] = set()
    for entry in _of_form(view, count.form):
        if definition.is_stock and entry.subject_id in seen:
            continue
        seen.add(entry.subject_id)
        subject = entry.subject_id
        yield Unit(entry.occurred_on, None, subject, subject, _person(entry), None, None)


def _of_form(view: GroupView, form: str | None) -> list[Entry]:
    entries = [entry for entry in view.entries if entry.form == form]
    return sorted(entries, key=lambda entry: (entry.occurred_on, entry.seq, entry.id))


def _person(entry: Entry) -> str | None:
    return entry.subject_id if entry.subject_type == "person" else None


def _answers(count: Count, definition: Definition, view: GroupView, _: Sequence[DossierView]) -> Found:
    by_code = "code" in definition.breakdown
    if not definition.is_stock:
        for entry in _of_form(view, count.form):
            for subject, person, code in _matches(count, entry, by_code):
                yield Unit(entry.occurred_on, None, subject, subject, person, None, code)
        return
    by_subject: dict[str, list[Entry]] = defaultdict(list)
    for entry in _of_form(view, count.form):
        by_subject[entry.subject_id].append(entry)
    for entries in by_subject.values():
        ends = [*(entry.occurred_on for entry in entries[1:]), None]
        for entry, end in zip(entries, ends, strict=True):
            for subject, person, code in set(_matches(count, entry, by_code)):
                yield Unit(entry.occurred_on, end, f"{subject}:{code}", subject, person, None, code)


def _matches(count: Count, entry: Entry, by_code: bool) -> Iterator[tuple[str, str | None, str | None]]:
    """(subject, person, code) for each answer of the entry that passes the count's test."""
    rows: list[Mapping[str, Any]] = entry.answers.get(count.group, []) if count.group else [entry.answers]
    for row in rows:
        person = (row.get(count.person) if count.person else None) or _person(entry)
        codes = _codes(count, row.get(count.question or ""))
        for code in codes if by_code else codes[:1]:
            yield person or entry.subject_id, person, code if by_code else None


def _codes(count: Count, value: Any) -> list[str | None]:
    """Codes of an answer that pass the test; None stands for an answer that has no code."""
    op, wanted = count.test
    if op == "exists":
        is_there = value not in (None, [])
        shown = value if isinstance(value, list) else [value]
        return [_code(one) for one in shown or [None]] if is_there is wanted else []
    if op in ("in", "has"):
        given = value if isinstance(value, list) else [value]
        allowed = wanted if op == "in" else (wanted,)
        return [_code(one) for one in given if values.holds_member(allowed, one)]
    return [_code(value)] if values.comparison(count.value_kind, op)(value, wanted) else []


def _code(value: Any) -> str | None:
    return value if isinstance(value, str) else None


def _items(count: Count, definition: Definition, view: GroupView, dossiers: Sequence[DossierView]) -> Found:
    for item in (item for dossier in dossiers for item in dossier.items):
        if item.kind == count.kind and _passes(count, item.area, item.code):
            subject = item.person_id or view.group_id
            for days in _spans(count, definition, (item.opened_on, item.closed_on), _item_states(item)):
                yield Unit(*days, item.key, subject, item.person_id, item.area, item.code)


def _passes(count: Count, area: str | None, code: str | None) -> bool:
    where = count.where
    return ("code" not in where or code in where["code"]) and where.get("area", area) == area


def _item_states(item: Item) -> States:
    """States with their first day: those told in extra["states"], else `open` until it was closed.

    An item still open, that tells no states, stands in its present one since it was opened.
    """
    told = item.extra.get("states")
    if told:
        return [(code, on if isinstance(on, date) else date.fromisoformat(on)) for code, on in told]
    if item.closed_on is None:
        return [(item.state, item.opened_on)]
    return [("open", item.opened_on), (item.state, item.closed_on)]


def _dossiers(count: Count, definition: Definition, _: GroupView, dossiers: Sequence[DossierView]) -> Found:
    for dossier in dossiers:
        if dossier.kind == count.kind:
            subject = dossier.subject_id
            person = subject if dossier.subject_type == "person" else None
            days_open = (dossier.opened_on, dossier.closed_on)
            for days in _spans(count, definition, days_open, _dossier_states(dossier)):
                yield Unit(*days, dossier.id, subject, person, None, None)


def _dossier_states(dossier: DossierView) -> States:
    """The moves (or stages), and the state of a closed dossier since it was closed."""
    told = [(stage.code, stage.on) for stage in dossier.moves or dossier.stages]
    if dossier.closed_on is None:
        return told or [(dossier.state, dossier.opened_on)]
    return [*(told or [("open", dossier.opened_on)]), (dossier.state, dossier.closed_on)]


def _spans(count: Count, definition: Definition, days_open: Days, states: States) -> Iterator[Days]:
    """A stock: days in one of the count's states (without states: days open).

    A flow: the first day in one of them, or the day of opening or closing.
    """
    if count.states:
        ordered = sorted(states, key=lambda state: state[1])
        ends = [*(on for _, on in ordered[1:]), None]
        pairs = zip(ordered, ends, strict=True)
        spans = [(on, end) for (code, on), end in pairs if code in count.states]
        yield from spans if definition.is_stock else spans[:1]
    elif definition.is_stock or count.moment == "opened":
        yield days_open
    elif days_open[1] is not None:
        yield days_open[1], None


_OF: Final[Mapping[str, Callable[[Count, Definition, GroupView, Sequence[DossierView]], Found]]] = {
    "findings": _findings,
    "persons": _persons,
    "entries": _entries,
    "answers": _answers,
    "items": _items,
    "dossiers": _dossiers,
}
OF: Final = tuple(_OF)

"""Facts of an employer as the pack's functions take them. Read in the caller's scope."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.http import Http404

from vatra.desks.pay.models import Fact, Sheet
from vatra.packs.pay import days
from vatra.packs.pay.days import Month
from vatra.packs.pay.facts import Care, Choice, Decision, Employee, Employer, Period, Post

KINDS = ("employer", "workplace", "locality", "percentage", "cumulation")
OF_STAFF = ("employment", "care", "marks")
COLUMNS = ("kind", "key", "since", "until", "body", "id")

Row = tuple[str, str, date, date | None, Any, UUID]


@dataclass(frozen=True, slots=True)
class House:
    """An employer with its staff; `titles`: the name of each place of work, `jobs`: by staff number and post."""

    id: UUID
    name: str
    place_id: int
    county_id: int
    employer: Employer
    staff: dict[str, Employee] = field(default_factory=dict)
    titles: dict[str, str] = field(default_factory=dict)


def employers() -> list[dict[str, Any]]:
    """Employers of the reader's places with the number of their staff, by name."""
    rows = Fact.objects.filter(kind="employer").order_by("body__name")
    counts: dict[UUID, set[str]] = defaultdict(set)
    numbers = Fact.objects.filter(kind="employment").values_list("employer_id", "key").distinct()
    for employer_id, key in numbers:
        counts[employer_id].add(key)
    return [{"id": r.employer_id, "name": r.body["name"], "staff": len(counts[r.employer_id])} for r in rows]


def employer_row(employer_id: UUID) -> Fact:
    """The employer's own fact. Http404 for one the reader does not see."""
    found = Fact.objects.filter(employer_id=employer_id, kind="employer").first()
    if found is None:
        raise Http404
    return found


def house(employer_id: UUID, *, only: str = "") -> House:
    """The employer and its staff (or one of them, by staff number). Two statements, whatever the size."""
    row = employer_row(employer_id)
    facts = Fact.objects.filter(employer_id=employer_id)
    own = list(facts.filter(kind__in=KINDS).values_list(*COLUMNS))
    staff = facts.filter(kind__in=OF_STAFF)
    if only:
        staff = facts.filter(kind="employment", key=only) | facts.filter(kind__in=("care", "marks"))
    employees = assembled(staff.values_list(*COLUMNS).iterator(chunk_size=5000))
    if only and only not in employees:
        raise Http404
    wanted = {only: employees[only]} if only else employees
    return House(
        id=employer_id,
        name=row.body["name"],
        place_id=row.place_id,
        county_id=row.county_id,
        employer=employer_of(own),
        staff=wanted,
        titles={
            key: body["name"] for kind, key, _, _, body, _ in sorted(own, key=_by_date) if kind == "workplace"
        },
    )


def employer_of(rows: Sequence[Row]) -> Employer:
    by_kind: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        by_kind[row[0]].append(row)
    return Employer(
        periods=tuple(_periods(by_kind["employer"])),
        workplaces=_by_key(by_kind["workplace"]),
        localities=_by_key(by_kind["locality"]),
        decisions=tuple(_decision(row) for row in by_kind["percentage"]),
        choices=tuple(_choice(row) for row in by_kind["cumulation"]),
    )


def assembled(rows: Iterable[Row]) -> dict[str, Employee]:
    """Employees by staff number, from their facts in any order."""
    posts: dict[str, dict[str, list[Period]]] = defaultdict(lambda: defaultdict(list))
    names: dict[str, tuple[date, str]] = {}
    cared: list[Row] = []
    marks: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        kind, key, since, until, body, _ = row
        if kind == "care":
            cared.append(row)
        elif kind == "marks":
            marks[key].append(row)
        else:
            period = Period(since, until, {**body, "base": Decimal(body["base"])})
            posts[key][body["post"]].append(period)
            names[key] = max(names.get(key, (date.min, "")), (since, body["name"]))
    of_staff: dict[str, list[Care]] = defaultdict(list)
    for row in cared:
        of_staff[row[4]["staff_number"]] += _care(row, marks[row[1]])
    return {
        key: Employee(
            key, key, names[key][1],
            tuple(Post(post, tuple(periods)) for post, periods in sorted(own.items())), tuple(of_staff[key]),
        )
        for key, own in sorted(posts.items())
    }  # fmt: skip


def sheets(employer_id: UUID) -> list[Sheet]:
    """Sheets of an employer, the newest month first; without their lines."""
    found = Sheet.objects.filter(employer_id=employer_id).defer("body")
    return list(found.order_by("-month", "workplace", "-number"))


def sheet(sheet_id: UUID) -> Sheet:
    """Http404 for one the reader does not see."""
    found = Sheet.objects.filter(id=sheet_id).first()
    if found is None:
        raise Http404
    return found


def jobs(employee: Employee, month: Month) -> dict[str, str]:
    """The function held in each post in the month (the last one)."""
    _, last = days.whole(month)
    found = {}
    for post in employee.posts:
        begun = [one for one in post.periods if one.since <= last]
        if begun:
            found[post.number] = max(begun, key=lambda one: one.since).body.get("job_title", "")
    return found


def _by_date(row: Row) -> date:
    return row[2]


def _periods(rows: Iterable[Row]) -> list[Period]:
    return [Period(since, until, body) for _, _, since, until, body, _ in rows]


def _by_key(rows: Iterable[Row]) -> Mapping[str, tuple[Period, ...]]:
    found: dict[str, list[Period]] = defaultdict(list)
    for _, key, since, until, body, _ in rows:
        found[key].append(Period(since, until, body))
    return {key: tuple(periods) for key, periods in found.items()}


def _decision(row: Row) -> Decision:
    _, key, since, until, body, fact_id = row
    return Decision(
        code=key,
        percent=Decimal(body["percent"]),
        since=since,
        until=until,
        number=body["number"],
        decided_on=date.fromisoformat(body["decided_on"]),
        workplace=body.get("workplace"),
        category=body.get("category"),
        employee=body.get("staff_number"),
        key=str(fact_id),
    )


def _choice(row: Row) -> Choice:
    _, key, since, until, body, fact_id = row
    return Choice(
        rule=key,
        keep=body["keep"],
        since=since,
        until=until,
        reason=body["reason"],
        number=body["number"],
        workplace=body.get("workplace"),
        employee=body.get("staff_number"),
        key=str(fact_id),
    )


def _care(row: Row, marks: list[Row]) -> list[Care]:
    """The care cut where its ground changes: each stretch bears the marks of its days."""
    _, ref, since, until, body, _ = row
    last = until or date.max
    grounds = _periods(marks)
    starts = {since, *(one.since for one in grounds if since < one.since <= last)}
    ends = {
        date.fromordinal(one.until.toordinal() + 1)
        for one in grounds
        if one.until and since <= one.until < last
    }
    cuts = sorted(starts | ends)
    found = []
    for start, after in zip(cuts, [*cuts[1:], None], strict=True):
        counting = [
            one for one in grounds if one.since <= start and (one.until is None or start <= one.until)
        ]
        latest = max(counting, key=lambda one: one.since, default=None)
        end = date.fromordinal(after.toordinal() - 1) if after else until
        found.append(
            Care(ref, body["kind"], since, end, frozenset(latest.body["marks"] if latest else ()), start)
        )
    return found

"""Sheets of pay: drafted from the computation, compared with it, moved step by step, corrected."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from vatra.accounts.principals import Principal
from vatra.desks.pay import queries, writing
from vatra.desks.pay.models import Sheet
from vatra.desks.pay.queries import House
from vatra.packs.pay import catalogue, computing, days, office, words
from vatra.packs.pay.days import Month
from vatra.packs.pay.results import Line, Question
from vatra.packs.pay.results import Month as Result


@dataclass(frozen=True, slots=True)
class Open:
    """A question that waits for a person, and how many employees wait with it."""

    question: Question
    count: int


def computed(house: House, month: Month, workplace: str = "", *, explains: bool = False) -> list[Result]:
    """The month of every employee, or of those of a place of work, by staff number."""
    staff = office.Office(catalogue.law(), house.employer, month)
    found = (computing.month_of(staff, one, explains=explains) for one in house.staff.values())
    return [_of(one, workplace) for one in found] if workplace else list(found)


def _of(result: Result, workplace: str) -> Result:
    lines = [line for line in result.lines if line.workplace == workplace]
    questions = [one for one in result.questions if one.workplace == workplace]
    return Result(result.employee, result.month, lines, result.refused, questions)


def open_questions(results: list[Result]) -> list[Open]:
    """Each open question once, with the number of employees it concerns."""
    found: dict[tuple[Any, ...], list[Question]] = {}
    for result in results:
        seen = {(one.rule, tuple(sorted(one.codes)), one.workplace): one for one in result.open_questions}
        for key, one in seen.items():
            found.setdefault(key, []).append(one)
    return [Open(many[0], len(many)) for _, many in sorted(found.items())]


def total(results: list[Result]) -> Decimal:
    return sum((result.total for result in results), Decimal("0.00"))


def draft(
    principal: Principal, house: House, month: Month, workplace: str, today: date, *, reason: str = ""
) -> str:
    """Write the sheet as drafted; its id. A month with a frozen sheet gets a correction, which needs a reason.

    Raises:
        RefusedError: a sheet of the month is still at work, or a correction has no reason.
    """
    results = computed(house, month, workplace)
    own = [
        one for one in queries.sheets(house.id) if one.month == text_of(month) and one.workplace == workplace
    ]
    frozen = next((one for one in own if one.state == "frozen"), None)
    told = content(house, month, results)
    told |= {
        "drafted_on": today.isoformat(),
        "month": text_of(month),
        "workplace": workplace,
        "title": title(house, month, workplace, is_correction=frozen is not None),
        "number": max((one.number for one in own), default=0) + 1,
        "corrects": str(frozen.id) if frozen else "",
        "reason": reason,
    }
    record = writing.entry(principal, "sheet", str(house.id), told, place=house.place_id)
    writing.send(principal, record)
    return str(record["id"])


def title(house: House, month: Month, workplace: str, *, is_correction: bool) -> str:
    what = "Stat de corecție a sporurilor" if is_correction else "Stat de sporuri pentru condiții de muncă"
    where = f", {house.titles.get(workplace, workplace)}" if workplace else ""
    return f"{what}, {words.month(*month)}{where}"


def content(house: House, month: Month, results: list[Result]) -> dict[str, Any]:
    """What the computation says now, in the shape of the sheet's form."""
    grounds: dict[tuple[str, str], int] = {}
    rows = [row for result in results for row in _rows(house, result, grounds)]
    return {
        "rounding": words.rounding(catalogue.law(), days.whole(month)[0]) if rows else "nicio linie",
        "total": str(total(results)),
        "grounds": [{"n": n, "ground_code": code, "text": text} for (code, text), n in grounds.items()],
        "decided": _decided(results),
        "lines": rows,
    }


def _decided(results: list[Result]) -> list[dict[str, str]]:
    """What a person decided where the text is silent, each decision once."""
    found: dict[tuple[str, str, str], dict[str, str]] = {}
    for one in (question for result in results for question in result.questions):
        if one.choice is not None:
            about, kept = (
                " și ".join(sorted(one.codes)),
                "amândouă" if one.choice.keep == "both" else one.choice.keep,
            )
            why = f"{one.choice.reason} (decizia nr. {one.choice.number}). {one.text}"
            found[about, kept, why] = {"about": about, "kept": kept, "why": why}
    return [found[key] for key in sorted(found)]


def _rows(house: House, result: Result, grounds: dict[tuple[str, str], int]) -> Iterator[dict[str, Any]]:
    jobs = queries.jobs(result.employee, result.month)
    for line in result.lines:
        key = (line.code, words.ground(line))
        number = grounds.setdefault(key, len(grounds) + 1)
        yield _row(house, result, line, number, jobs.get(line.post, ""))


def _row(house: House, result: Result, line: Line, number: int, job: str) -> dict[str, Any]:
    told = {
        "staff_number": result.employee.number,
        "name": result.employee.name,
        "job_title": job,
        "post": line.post,
        "unit": line.workplace,
        "code": line.code,
        "care": line.care,
        "since": line.since.isoformat(),
        "until": line.until.isoformat(),
        "days": line.part[0],
        "of_days": line.part[1],
        "base": plain(line.base),
        "percent": plain(line.percent),
        "amount": plain(line.amount),
        "decision": words.decision(line),
        "ground": number,
    }
    return {key: value for key, value in told.items() if value != ""}


def plain(value: Decimal) -> str:
    """As the journal keeps a decimal: shortest, with a point."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def has_changed(sheet: Sheet, house: House) -> bool:
    """Whether the facts say something else now than when the sheet was drafted."""
    results = computed(house, month_of(sheet.month), sheet.workplace)
    now = content(house, month_of(sheet.month), results)
    return comparable(sheet.body) != comparable(now)


def comparable(body: Any) -> list[tuple[Any, ...]]:
    keys = (
        "staff_number",
        "post",
        "code",
        "care",
        "since",
        "until",
        "days",
        "base",
        "percent",
        "amount",
        "decision",
    )
    return sorted(tuple(str(row.get(key, "")) for key in keys) for row in body.get("lines", ()))


def step(principal: Principal, sheet: Sheet, answers: dict[str, Any]) -> None:
    """One step of the sheet's course.

    Raises:
        RefusedError: the step cannot be taken from the present state.
    """
    place = sheet.place_id
    record = writing.entry(
        principal, "sheet_step", str(sheet.employer_id), answers, place=place, subject=str(sheet.id)
    )
    writing.send(principal, record)


def corrected(sheet: Sheet) -> Sheet | None:
    """The sheet that this one corrects."""
    return Sheet.objects.filter(id=sheet.corrects).first() if sheet.corrects else None


def differences(sheet: Sheet, before: Sheet) -> list[dict[str, Any]]:
    """What a correction changes, by employee and supplement: before, after, difference."""
    sums: dict[tuple[str, str, str], list[Decimal]] = {}
    for index, one in enumerate((before, sheet)):
        for row in one.body.get("lines", ()):
            pair = sums.setdefault((row["staff_number"], row["name"], row["code"]), [Decimal(0), Decimal(0)])
            pair[index] += Decimal(row["amount"])
    return [
        {"staff_number": number, "name": name, "code": code, "before": old, "after": new, "by": new - old}
        for (number, name, code), (old, new) in sorted(sums.items())
        if old != new
    ]


def text_of(month: Month) -> str:
    return f"{month[0]:04d}-{month[1]:02d}"


def month_of(text: str) -> Month:
    """Year and month of `2018-03`; ValueError for anything else."""
    day = date.fromisoformat(f"{text}-01")
    return day.year, day.month

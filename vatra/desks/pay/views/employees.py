"""One employee's month: each amount with its reasons, what is not paid and why, and what-if."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from vatra.accounts.access import allowed
from vatra.desks.pay import queries, sheets, whatif
from vatra.desks.pay.models import Fact
from vatra.desks.pay.queries import House
from vatra.desks.pay.views.employers import month_asked
from vatra.packs.pay import catalogue, computing, days, office, percents, words
from vatra.packs.pay.facts import Employee
from vatra.packs.pay.results import Line, Month, Refused

CHOICES = {"position": "positions", "category": "categories", "service": "services"}
DAYS_A_WEEK = frozenset("01234567")
YES_NO = {"da": True, "nu": False}


@allowed("pay.read")
def month(request: HttpRequest, fact_id: UUID) -> HttpResponse:
    """GET: the month as it is. POST: the same beside a month with other facts; nothing is written."""
    fact = Fact.objects.filter(id=fact_id, kind="employment").first()
    if fact is None:
        raise Http404
    house = queries.house(fact.employer_id, only=fact.key)
    employee = house.staff[fact.key]
    asked = month_asked(request)
    found = computing.month_of(office.Office(catalogue.law(), house.employer, asked), employee)
    tried = request.POST if request.method == "POST" else {}
    told = {
        "section": "pay",
        "house": house,
        "employee": employee,
        "fact": fact,
        "month": sheets.text_of(asked),
        "month_words": words.month(*asked),
        "next_month": sheets.text_of(days.following(asked)),
        "lines": [_line(line) for line in found.lines],
        "total": words.lei(found.total),
        "questions": found.questions,
        "refused": [_refused(one) for one in found.refused],
        "posts": _posts(employee),
        "care": sorted(employee.care, key=lambda one: (one.since, one.ref)),
        "tried": tried,
        "offers": _offers(house),
        "faults": [],
    }
    if tried:
        changes, told["faults"] = _changes(tried)
        if not told["faults"]:
            after = whatif.result(house, employee, asked, changes)
            told |= _compared(found, after)
    return TemplateResponse(request, "pay/employee.html", told)


def _line(line: Line) -> dict[str, Any]:
    return {
        "line": line,
        "amount": words.lei(line.amount),
        "calculation": words.calculation(line),
        "decision": words.decision(line),
        "range": percents.words(line.range),
        "percent": percents.plain(line.percent),
    }


def _refused(one: Refused) -> dict[str, Any]:
    return {"one": one, "title": one.supplement.title if one.supplement else "", "ground": _ground(one)}


def _ground(one: Refused) -> str:
    return one.supplement.ground if one.supplement else ""


def _posts(employee: Employee) -> list[dict[str, Any]]:
    rows = [(post.number, period) for post in employee.posts for period in post.periods]
    return [
        {
            "post": number,
            "period": period,
            "base": words.lei(period.body["base"]),
            "position": words.told("post.position", period.body["position"]),
            "category": words.listed("categories")[period.body["category"]],
        }
        for number, period in sorted(rows, key=lambda row: (row[0], row[1].since))
    ]


def _offers(house: House) -> dict[str, Any]:
    told: dict[str, Any] = {key: words.listed(name).items() for key, name in CHOICES.items()}
    told |= {"targets": words.listed("targets").items(), "workplaces": house.titles.items()}
    told["codes"] = catalogue.law().titles().items()
    return told


def _changes(tried: Mapping[str, str]) -> tuple[dict[str, Any], list[str]]:
    """What was asked to be otherwise, and what cannot be read."""
    changes: dict[str, Any] = {
        key: tried[key] for key in ("position", "category", "service", "workplace") if tried.get(key)
    }
    faults: list[str] = []
    if tried.get("targets"):
        changes["targets"] = [tried["targets"]]
    if tried.get("accommodation") in YES_NO:
        changes["accommodation"] = YES_NO[tried["accommodation"]]
    faults += _days(tried.get("days_a_week", "").strip(), changes)
    for key in ("base", "percent", "most"):
        if text := tried.get(key, "").strip():
            value = _decimal(text)
            if value is None or value < 0:
                faults.append(f"„{text}” nu este un număr: scrieți de exemplu 4000,00.")
            else:
                changes[key] = value
    if {"percent", "most"} & changes.keys():
        faults += _code(tried, changes)
    return changes, faults


def _days(text: str, changes: dict[str, Any]) -> list[str]:
    if text and text not in DAYS_A_WEEK:
        return [f"„{text}” nu este un număr de zile pe săptămână: scrieți de la 0 la 7."]
    changes |= {"lives_there": True, "days_a_week": int(text)} if text else {}
    return []


def _code(tried: Mapping[str, str], changes: dict[str, Any]) -> list[str]:
    if tried.get("code") not in catalogue.law().codes():
        return ["Alegeți sporul despre care este vorba."]
    changes["code"] = tried["code"]
    return []


def _decimal(text: str) -> Decimal | None:
    try:
        value = Decimal(text.replace(".", "").replace(",", ".") if "," in text else text)
    except InvalidOperation:
        return None
    return value if value.is_finite() and value < 10**9 else None


def _compared(before: Month, after: Month) -> dict[str, Any]:
    rows = [
        {"one": one, "before": words.lei(one.before), "after": words.lei(one.after), "by": words.lei(one.by)}
        for one in whatif.differences(before, after)
    ]
    return {
        "compared": rows,
        "after_total": words.lei(after.total),
        "by_total": words.lei(after.total - before.total),
        "after_lines": [_line(line) for line in after.lines],
        "is_compared": True,
    }

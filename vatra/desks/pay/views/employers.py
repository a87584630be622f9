"""Employers, what one of them says of itself, its staff month by month, and the law itself."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from vatra.accounts.access import allowed
from vatra.desks.pay import queries, sheets
from vatra.desks.pay.guards import TITLES
from vatra.desks.pay.models import Fact
from vatra.packs.pay import catalogue, days, localities, percents, words
from vatra.packs.pay.days import Month

PAGE = 50


@allowed("pay.read")
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    told = {"section": "pay", "employers": queries.employers()}
    return TemplateResponse(request, "pay/employers.html", told)


@allowed("pay.read")
@require_GET
def show(request: HttpRequest, employer_id: UUID) -> HttpResponse:
    """Places of work, decisions, sheets."""
    row = queries.employer_row(employer_id)
    facts = Fact.objects.filter(employer_id=employer_id).exclude(kind__in=("employment", "care", "marks"))
    by_kind: dict[str, list[Fact]] = {}
    for fact in facts.order_by("key", "since"):
        by_kind.setdefault(fact.kind, []).append(fact)
    about = {rule.id: rule.title for rule in catalogue.law().rules}
    month = month_asked(request)
    told = {
        "section": "pay",
        "employer": row,
        "kind": words.listed("employer_kinds").get(row.body["kind"], ""),
        "workplaces": [_workplace(fact) for fact in by_kind.get("workplace", ())],
        "localities": [_locality(fact) for fact in by_kind.get("locality", ())],
        "decisions": by_kind.get("percentage", []),
        "choices": [(fact, about.get(fact.key, fact.key)) for fact in by_kind.get("cumulation", [])],
        "sheets": [
            {"sheet": one, "state": TITLES[one.state], "total": words.lei(one.total)}
            for one in queries.sheets(employer_id)
        ],
        "month": sheets.text_of(month),
        "titles": {fact.key: fact.body["name"] for fact in by_kind.get("workplace", ())},
    }
    return TemplateResponse(request, "pay/employer.html", told)


@allowed("pay.read")
@require_http_methods(["GET", "POST"])
def staff(request: HttpRequest, employer_id: UUID) -> HttpResponse:
    """The month of everybody: total by employee and what waits for a decision.

    POST: the same for a staff number, which stands in no address.
    """
    house = queries.house(employer_id)
    month = month_asked(request)
    asked = request.POST if request.method == "POST" else request.GET
    workplace = asked.get("loc", "")
    results = sheets.computed(house, month, workplace)
    if workplace:
        results = [one for one in results if one.lines or one.questions]
    sought = request.POST.get("marca", "").strip()
    text = sought.casefold()
    found = [one for one in results if text in one.employee.number.casefold()] if text else results
    number = _number(request.GET.get("pagina", ""))
    shown = found[(number - 1) * PAGE : number * PAGE]
    ids = _ids(employer_id, [one.employee.number for one in shown])
    told = {
        "section": "pay",
        "house": house,
        "month": sheets.text_of(month),
        "month_words": words.month(*month),
        "workplace": workplace,
        "sought": sought,
        "rows": [
            {
                "result": one,
                "id": ids.get(one.employee.number),
                "codes": _codes(one),
                "total": words.lei(one.total),
            }
            for one in shown
        ],
        "count": len(found),
        "total": words.lei(sheets.total(results)),
        "questions": sheets.open_questions(results),
        "cared": _cared(employer_id),
        "page": number,
        "next": number + 1 if number * PAGE < len(found) and not sought else None,
        "is_cut": bool(sought) and len(found) > PAGE,
        "previous": number - 1 if number > 1 else None,
    }
    return TemplateResponse(request, "pay/staff.html", told)


@allowed("pay.read")
@require_GET
def law(request: HttpRequest) -> HttpResponse:
    """The 29 supplements with range and ground, the nine annexes, the table of cumulation, the settings."""
    own, today = catalogue.law(), timezone.localdate()
    supplements = [
        {"one": one, "range": percents.words(range_)}
        for one in own.supplements
        if (range_ := own.range_at(one.code, today)) is not None
    ]
    settings = [one for one in own.parameters.by_name.values() if one.source]
    told = {
        "section": "pay",
        "supplements": supplements,
        "annexes": own.annexes,
        "source": words.source(own, today),
        "rules": [{"one": one, "kind": RULE_TITLES[one.kind]} for one in own.rules],
        "settings": [{"one": one, "value": _shown(one.at(today))} for one in settings],
    }
    return TemplateResponse(request, "pay/law.html", told)


RULE_TITLES = {
    "forbidden": "oprit de text",
    "added": "adunat de text",
    "open": "nereglementat: decide angajatorul",
}


def month_asked(request: HttpRequest, otherwise: date | None = None) -> Month:
    """The month of the address (`luna=2018-03`); the present one where none is named. Http404 for nonsense."""
    text = request.GET.get("luna") or request.POST.get("luna") or ""
    if not text:
        return days.month_of(otherwise or timezone.localdate())
    try:
        return sheets.month_of(text)
    except ValueError as error:
        raise Http404 from error


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and 0 < len(text) < 5 and int(text) else 1


def _ids(employer_id: UUID, numbers: list[str]) -> dict[str, UUID]:
    """A fact of each employee: what stands in addresses instead of the staff number."""
    rows = Fact.objects.filter(employer_id=employer_id, kind="employment", key__in=numbers).order_by(
        "-since", "id"
    )
    return dict(rows.values_list("key", "id"))


def _codes(result: Any) -> str:
    return ", ".join(dict.fromkeys(line.code for line in result.lines)) or "–"


def _cared(employer_id: UUID) -> int:
    """How many persons in care have no ground stated yet."""
    cared = set(Fact.objects.filter(employer_id=employer_id, kind="care").values_list("key", flat=True))
    marked = set(Fact.objects.filter(employer_id=employer_id, kind="marks").values_list("key", flat=True))
    return len(cared - marked)


def _workplace(fact: Fact) -> dict[str, Any]:
    body = fact.body
    return {
        "fact": fact,
        "service": words.told("unit.service", body["service"]),
        "targets": words.told("unit.targets", tuple(body["targets"])),
        "accommodation": "cu cazare" if body["accommodation"] else "fără cazare",
    }


def _locality(fact: Fact) -> dict[str, Any]:
    found = localities.criteria(fact.body, catalogue.law().parameters, max(fact.since, date(2018, 3, 1)))
    return {"fact": fact, "criteria": found, "met": localities.met(found)}


def _shown(value: Any) -> str:
    return words.told("", value) if isinstance(value, bool) else str(value)

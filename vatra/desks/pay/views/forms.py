"""One form of payroll, filled at the desk: checked, refused with reasons, saved, corrected."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone

from vatra.accounts.access import allowed, principal_of
from vatra.accounts.principals import Principal
from vatra.desks.pay import queries, writing
from vatra.desks.pay.models import Fact
from vatra.desks.pay.offers import Offers
from vatra.kit import forms
from vatra.kit.parameters import Parameters
from vatra.office.forms import reading
from vatra.office.forms.layout import Sheet, lay_out
from vatra.records.queries import library
from vatra.records.refusals import Reason, RefusedError

WRITABLE = ("workplace", "locality", "employment", "care", "percentage", "cumulation")
CORRECTABLE = (*WRITABLE, "employer")
UNPROCESSABLE = 422
FIRST = "a."  # prefix of first values in the address


@dataclass(frozen=True, slots=True)
class Page:
    """A form of an employer; `prev` is the fact that is corrected, `place` where the entry is written."""

    form: Mapping[str, Any]
    name: str
    place: int
    employer: UUID | None = None
    prev: Fact | None = None


@allowed("pay.read")
def begin(request: HttpRequest) -> HttpResponse:
    """A new employer, at the reader's first place (its seat)."""
    principal = principal_of(request)
    page = Page(library().form("pay/employer"), "employer", principal.places[0])
    return _answered(request, page, reverse("pay_employers"))


@allowed("pay.read")
def new(request: HttpRequest, employer_id: UUID, name: str) -> HttpResponse:
    """A new entry about an employer."""
    if name not in WRITABLE:
        raise Http404
    row = queries.employer_row(employer_id)
    page = Page(library().form(f"pay/{name}"), name, row.place_id, employer_id)
    return _answered(request, page, reverse("pay_employer", args=[employer_id]))


@allowed("pay.read")
def correct(request: HttpRequest, fact_id: UUID) -> HttpResponse:
    """A correction of an entry: what was there stays in the journal."""
    fact = Fact.objects.filter(id=fact_id, kind__in=CORRECTABLE).first()
    if fact is None:
        raise Http404
    page = Page(library().form(f"pay/{fact.kind}"), fact.kind, fact.place_id, fact.employer_id, fact)
    return _answered(request, page, reverse("pay_employer", args=[fact.employer_id]))


@allowed("pay.ground")
def ground(request: HttpRequest, care_id: UUID) -> HttpResponse:
    """The ground of a care, by somebody who may read health data."""
    fact = Fact.objects.filter(id=care_id, kind="care").first()
    if fact is None:
        raise Http404
    page = Page(library().form("pay/care_ground"), "care_ground", fact.place_id, fact.employer_id)
    first = {"ref": fact.key, "since": fact.since.isoformat()}
    return _answered(request, page, reverse("pay_grounds"), first)


def _answered(
    request: HttpRequest, page: Page, after: str, first: Mapping[str, Any] | None = None
) -> HttpResponse:
    raw = _raw(request, page, first or {})
    action = request.POST.get("action", "")
    sheet = _sheet(page, raw, is_checked=action == "save")
    reason = request.POST.get("reason", "").strip()
    reasons: tuple[Reason, ...] = ()
    if action == "save" and not sheet.issues:
        try:
            _save(principal_of(request), page, sheet.answers, reason)
        except RefusedError as refused:
            reasons = refused.reasons
        else:
            messages.success(request, f"S-a salvat: {page.form['title']}.")
            return HttpResponseRedirect(after)
    told = {
        "form": page.form,
        "sheet": sheet,
        "reasons": reasons,
        "reason": reason,
        "is_correction": page.prev is not None,
        "back": after,
        "section": "pay",
    }
    template = "pay/form_body.html" if request.headers.get("HX-Request") else "pay/form.html"
    return TemplateResponse(request, template, told, status=UNPROCESSABLE if reasons else 200)


def _raw(request: HttpRequest, page: Page, first: Mapping[str, Any]) -> dict[str, Any]:
    if request.method == "POST":
        return reading.answers(page.form["items"], request.POST)
    if page.prev is not None:
        until = page.prev.until
        return {
            **page.prev.body,
            "since": page.prev.since.isoformat(),
            **({"until": until.isoformat()} if until else {}),
        }
    first = {**_as_known(page, request.GET.get("de-la", "")), **first}
    given = {key.removeprefix(FIRST): value for key, value in request.GET.items() if key.startswith(FIRST)}
    known = {item["id"] for item in page.form["items"]}
    began = forms.initial_answers(page.form, _context({}), _parameters(page))
    return {**began, **first, **{key: str(value) for key, value in given.items() if key in known}}


def _as_known(page: Page, fact_id: str) -> dict[str, Any]:
    """What is known already, for a new state of the same thing: its day is still to be written."""
    try:
        wanted = UUID(fact_id)
    except ValueError:
        return {}
    if page.employer is None:
        return {}
    known = Fact.objects.filter(id=wanted, employer_id=page.employer, kind=page.name).first()
    return dict(known.body) if known else {}


def _sheet(page: Page, raw: Mapping[str, Any], *, is_checked: bool) -> Sheet:
    return lay_out(
        page.form,
        raw,
        _context(raw),
        _parameters(page),
        _offers(page, raw),
        is_checked=is_checked,
    )


def _parameters(page: Page) -> Parameters:
    return library().parameters_of(page.form["id"])


def _context(raw: Mapping[str, Any]) -> dict[str, Any]:
    today = timezone.localdate().isoformat()
    return {"today": today, "date": today, "role": "payroll_officer"}


def _offers(page: Page, raw: Mapping[str, Any]) -> Offers:
    titles: dict[str, str] = {}
    # The code of a place of work is typed where it is made, and chosen everywhere else.
    if page.employer is not None and page.name != "workplace":
        rows = Fact.objects.filter(employer_id=page.employer, kind="workplace").order_by("since")
        titles = {row.key: row.body["name"] for row in rows}
    return Offers(
        page.place,
        None,
        workplaces=titles,
        form=page.name,
        rule=str(raw.get("rule") or ""),
        on=timezone.localdate(),
    )


def _save(principal: Principal, page: Page, answers: Mapping[str, Any], reason: str) -> None:
    employer = str(page.employer or "")
    number = answers.get("staff_number")
    if number and page.name != "employment" and not _is_employed(page.employer, number):
        raise RefusedError(
            (Reason("guard", f"Nu există un angajat cu marca {number}. Adăugați-l întâi.", "staff_number"),)
        )
    made = writing.entry(principal, page.name, employer, answers, place=page.place)
    if page.prev is not None:
        made = writing.correction(made, page.prev.record_id, reason)
    elif _stands(page, answers):
        raise RefusedError(
            (
                Reason(
                    "guard",
                    "Există deja o situație de la această dată. Corectați-o pe aceea, din pagina angajatorului.",
                ),
            )
        )
    writing.send(principal, made)


def _is_employed(employer: UUID | None, number: str) -> bool:
    return (
        employer is not None
        and Fact.objects.filter(employer_id=employer, kind="employment", key=number).exists()
    )


def _stands(page: Page, answers: Mapping[str, Any]) -> bool:
    """Whether the same thing is told already from the same day: two would be at odds."""
    keys = {"workplace": "code", "locality": "workplace", "employment": "staff_number"}
    if page.name not in keys or page.employer is None:
        return False
    same = Fact.objects.filter(
        employer_id=page.employer, kind=page.name, key=answers[keys[page.name]], since=answers["since"]
    )
    if page.name == "employment":
        same = same.filter(body__post=answers["post"])
    return same.exists()

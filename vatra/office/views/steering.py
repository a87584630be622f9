"""What ministries set: targets of their indicators, new indicators, closed months."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse

from vatra.accounts.access import allowed, principal_of
from vatra.accounts.errors import NotAllowedError
from vatra.indicators import additions, closing, definitions, periods, targets
from vatra.kit.vocabulary import AREA_TITLES
from vatra.office import figures, steering_forms
from vatra.records.queries import library


@allowed("indicators.steer")
def target(request: HttpRequest, code: str) -> HttpResponse:
    """Set the value wanted from a day on. Only the ministry that owns the indicator may."""
    definition = definitions.by_code(code)
    if definition is None:
        raise Http404
    principal = principal_of(request)
    if definition.owner not in principal.role_codes:
        raise NotAllowedError("Ținta o stabilește ministerul de care ține indicatorul.")
    form = steering_forms.TargetForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        targets.set_target(
            indicator=code,
            county_id=form.cleaned_data["county"] or 0,
            value=form.cleaned_data["value"],
            from_on=form.cleaned_data["from_on"],
            by=principal.user_id,
        )
        messages.success(request, "Ținta este pusă. Perioadele de dinainte rămân cum erau.")
        return HttpResponseRedirect(reverse("indicator", args=[code]))
    return _page(request, form, f"Ținta indicatorului {definition.title}", "Pune ținta")


@allowed("indicators.steer")
def addition(request: HttpRequest) -> HttpResponse:
    """Add an indicator as data; it counts from its day on, earlier periods do not change."""
    principal = principal_of(request)
    form = steering_forms.IndicatorForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        body = form.body(owner=sorted(principal.role_codes)[0])
        faults = additions.problems(body)
        if not faults:
            additions.add(body=body, by=principal.user_id)
            messages.success(request, "Indicatorul este adăugat. Se numără pe măsură ce lucrează serverul.")
            return HttpResponseRedirect(reverse("indicator", args=[body["code"]]))
        for fault in faults:
            form.add_error(None, fault)
    return _page(request, form, "Indicator nou", "Adaugă indicatorul")


@allowed("indicators.steer")
def closing_(request: HttpRequest) -> HttpResponse:
    """Close the next month: its figures stand."""
    last = closing.last_closed()
    this = periods.month_of(figures.today())
    form = steering_forms.ClosingForm(request.POST or None, last=last, this=this.first)
    if request.method == "POST" and form.is_valid():
        month = int(form.cleaned_data["month"])
        try:
            closing.close(month=month, by=principal_of(request).user_id)
            messages.success(request, "Luna este închisă.")
            return HttpResponseRedirect(reverse("reports"))
        except closing.NotInOrderError:
            form.add_error("month", "Lunile se închid pe rând. Închideți întâi luna de dinainte.")
    return _page(request, form, "Închiderea unei luni", "Închide luna")


def _page(request: HttpRequest, form: Any, title: str, button: str) -> HttpResponse:
    page = {
        "section": "indicators",
        "form": form,
        "title": title,
        "button": button,
        "areas": AREA_TITLES,
        "vulnerabilities": library().catalogue.vulnerabilities,
    }
    status = 422 if form.errors else 200
    return TemplateResponse(request, "office/figures/steering.html", page, status=status)

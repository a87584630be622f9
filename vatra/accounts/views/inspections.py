"""Findings of the supervising bodies."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from vatra.accounts import access, inspections, queries, staff_forms
from vatra.accounts.errors import AccountError
from vatra.accounts.views.county import chosen_county


@access.allowed("inspections.read")
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    principal = access.principal_of(request)
    context = {
        "section": "inspections",
        "inspections": queries.inspections(principal),
        "sums": queries.inspections_by_county(principal) if principal.level == "central" else (),
    }
    return render(request, "accounts/inspections.html", context)


@access.allowed("inspections.write")
def record(request: HttpRequest) -> HttpResponse:
    principal, county = access.principal_of(request), chosen_county(request)
    form = staff_forms.InspectionForm(
        request.POST or None,
        principal=principal,
        county_id=county.pk,
        workers=queries.supervised_workers(principal),
    )
    if request.method == "POST" and form.is_valid():
        try:
            inspections.record(by=principal, **form.cleaned_data)
        except AccountError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "Constatarea este scrisă. O văd și colegii din echipa aceea.")
            return redirect("inspections")
    return render(request, "accounts/record_inspection.html", {"section": "inspections", "form": form})

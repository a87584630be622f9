"""Guidance: what waits to be read, what was issued, and who read it."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from vatra.accounts import access, guidance, staff_forms
from vatra.accounts.errors import AccountError
from vatra.accounts.principals import Principal


@access.allowed("guidance.read", scoped=False)
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """Local: what is addressed to the reader, unread on top; others: what they coordinate."""
    rows = _listed(access.principal_of(request))
    return render(request, "accounts/guidance.html", {"section": "guidance", "rows": rows})


@access.allowed("guidance.read", scoped=False)
@require_GET
def page(request: HttpRequest, guidance_id: UUID) -> HttpResponse:
    principal = access.principal_of(request)
    found = _listed(principal).filter(pk=guidance_id).first()
    if found is None:
        raise Http404
    lines = guidance.readers(found, principal) if principal.level != "local" else []
    context = {
        "section": "guidance",
        "one": found,
        "lines": lines,
        "addressed": sum(line.addressed for line in lines),
        "read": sum(line.read for line in lines),
    }
    return render(request, "accounts/one_guidance.html", context)


@access.allowed("guidance.read", scoped=False)
@require_POST
def read(request: HttpRequest, guidance_id: UUID) -> HttpResponse:
    if not guidance.mark_read(guidance_id, access.principal_of(request)):
        raise Http404
    messages.success(request, "Am notat că ați citit îndrumarea.")
    return redirect("guidance")


@access.allowed("guidance.issue", scoped=False)
def issue(request: HttpRequest) -> HttpResponse:
    principal = access.principal_of(request)
    form = staff_forms.GuidanceForm(request.POST or None, principal=principal)
    if request.method == "POST" and form.is_valid():
        try:
            made = guidance.issue(by=principal, **form.cleaned_data)
        except AccountError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "Îndrumarea este dată. Colegii o văd până apasă „Am citit”.")
            return redirect("one_guidance", made.pk)
    return render(request, "accounts/issue_guidance.html", {"section": "guidance", "form": form})


def _listed(principal: Principal) -> guidance.QuerySet[guidance.Guidance]:
    if principal.level == "local":
        return guidance.addressed_to(principal)
    return guidance.coordinated_by(principal)

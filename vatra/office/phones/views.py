"""Pages below /telefoane/."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from vatra.accounts.access import allowed, principal_of
from vatra.office.phones import queries
from vatra.office.phones.forms import CopyForm, RevocationForm
from vatra.records import devices, recovery
from vatra.records.copies import MOST_BYTES, CopyError, NotACopyError
from vatra.records.recovery import Recovered
from vatra.scanning import verdicts

# Staff and their phones lie outside the scopes; each query narrows to the territory itself.
manager = allowed("devices.manage", scoped=False)


@manager
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """Phones of the territory, the longest silent first."""
    choice = request.GET.get("stare", "")
    choice = choice if choice in queries.STATES else ""
    asked = request.GET.get("pagina", "1")
    number = max(1, min(int(asked), 10_000)) if asked.isascii() and asked.isdigit() else 1
    phones, has_more = queries.page(principal_of(request), choice, number)
    context = {
        "section": "phones",
        "phones": phones,
        "choice": choice,
        "states": queries.STATES,
        "previous": number - 1,
        "next": number + 1 if has_more else 0,
    }
    return TemplateResponse(request, "office/phones/list.html", context)


@manager
@require_GET
def page(request: HttpRequest, device_id: UUID) -> HttpResponse:
    """One phone, what was done to it, and the form to take it out of use."""
    return _page(request, _phone(request, device_id), RevocationForm(initial={"wipe": True}))


@manager
@require_POST
def revocation(request: HttpRequest, device_id: UUID) -> HttpResponse:
    """Out of use from now on; with the tick it empties itself at its next contact."""
    phone, form = _phone(request, device_id), RevocationForm(request.POST)
    if not form.is_valid():
        return _page(request, phone, form, status=422)
    is_changed = devices.revoke(
        device_id=phone.id,
        kind="wipe_asked" if form.cleaned_data["wipe"] else "revoked",
        by=principal_of(request).user_id,
        reason=form.cleaned_data["reason"],
    )
    if is_changed:
        messages.success(request, "Telefonul este scos din uz. Ce a trimis rămâne la locul lui.")
    else:
        messages.warning(request, "Telefonul era deja scos din uz. Nu s-a schimbat nimic.")
    return redirect("phone_of_staff", phone.id)


@manager
@require_http_methods(["GET", "POST"])
def copy(request: HttpRequest) -> HttpResponse:
    """Read a safety copy: what it held is handed in as its author's, with a receipt for each entry."""
    form = CopyForm(request.POST or None, request.FILES or None)
    found: list[Recovered] = []
    if request.method == "POST" and form.is_valid():
        try:
            found = _read(request, form)
        except (CopyError, verdicts.RefusedFileError) as error:
            form.add_error("copy", str(error))
    context = {"section": "phones", "form": form, "found": found}
    return TemplateResponse(request, "office/phones/copy.html", context, status=422 if form.errors else 200)


def _read(request: HttpRequest, form: CopyForm) -> list[Recovered]:
    principal, file = principal_of(request), form.cleaned_data["copy"]
    if file.size > MOST_BYTES:
        raise NotACopyError
    content = file.read()
    verdicts.require_clean(content, verdicts.Sender("copy", principal.user_id))
    return recovery.recover(
        content=content,
        by=principal.user_id,
        covers=lambda owner: queries.covers(principal, owner.pk),
    )


def _phone(request: HttpRequest, device_id: UUID) -> queries.Phone:
    """The phone, or as if there were none: also where its owner works elsewhere."""
    phone = queries.one(principal_of(request), device_id)
    if phone is None:
        raise Http404
    return phone


def _page(
    request: HttpRequest, phone: queries.Phone, form: RevocationForm, status: int = 200
) -> HttpResponse:
    context: dict[str, Any] = {
        "section": "phones",
        "phone": phone,
        "form": form,
        "acts": queries.acts(phone.id),
    }
    return TemplateResponse(request, "office/phones/page.html", context, status=status)

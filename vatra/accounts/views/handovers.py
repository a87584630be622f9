"""One screen: who takes over, what moves, done."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from vatra.accounts import access, handover, queries, staff_forms
from vatra.accounts.errors import AccountError
from vatra.accounts.handover import Draft
from vatra.accounts.views.staff import colleague


@access.allowed("handovers.make", scoped=False)
def page(request: HttpRequest, user_id: UUID) -> HttpResponse:
    """The first press shows everything that would move, the second moves it."""
    leaver, principal = colleague(request, user_id), access.principal_of(request)
    colleagues = queries.staff(principal).filter(is_active=True).exclude(pk=leaver.pk)
    form = staff_forms.HandoverForm(request.POST or None, colleagues=colleagues)
    context = {"section": "staff", "person": leaver, "form": form}
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        draft = Draft(leaver, given["taker"], given["last_day"], principal)
        try:
            context["preview"] = handover.preview(draft)
            context["seen"] = seen = f"{draft.taker.pk} {draft.last_day}"
            # Only what was shown is moved: whoever changed the choice sees the new preview first.
            if "confirm" in request.POST and request.POST.get("seen") == seen:
                handover.make(draft, reason=given["reason"])
                messages.success(request, "Predarea este făcută. Mai jos scrie ce s-a mutat.")
                return redirect("colleague", leaver.pk)
        except AccountError as error:
            form.add_error(None, str(error))
    return render(request, "accounts/handover.html", context)

"""Recovery codes: made and shown in one answer, since nobody can show them again."""

from __future__ import annotations

from allauth.mfa import signals
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from vatra.accounts import recovery_codes, second_factor
from vatra.accounts.access import own_account
from vatra.accounts.models import User
from vatra.accounts.proof import proved_lately


@own_account
@never_cache
@require_GET
def page(request: HttpRequest) -> HttpResponse:
    """How many are left; none of them can be read any more."""
    row = recovery_codes.row_of(_user(request))
    if row is None:
        raise Http404
    context = {"section": "own", "left": recovery_codes.left(row), "total": recovery_codes.COUNT}
    return render(request, "mfa/recovery_codes/index.html", context)


@own_account
@never_cache
@require_http_methods(["GET", "POST"])
@proved_lately()
def new(request: HttpRequest) -> HttpResponse:
    user = _user(request)
    row = recovery_codes.row_of(user)
    if request.method == "GET":
        told = {"section": "own", "unused_code_count": recovery_codes.left(row) if row else 0}
        return render(request, "mfa/recovery_codes/generate.html", told)
    if not second_factor.is_set_up(user):
        messages.error(request, get_adapter().error_messages["cannot_generate_recovery_codes"])
        return redirect("own_account")
    made = recovery_codes.fresh(user)
    signals.authenticator_reset.send(
        sender=Authenticator, request=request, user=user, authenticator=recovery_codes.row_of(user)
    )
    return shown(request, made, "/")


def shown(request: HttpRequest, codes: list[str], onward: str) -> HttpResponse:
    """The page to print or to copy from, once."""
    grouped = [f"{code[:5]} {code[5:]}" for code in codes]
    context = {"section": "own", "codes": grouped, "onward": onward}
    answer = render(request, "mfa/recovery_codes/shown.html", context)
    answer["Cache-Control"] = "private, no-store"
    return answer


def _user(request: HttpRequest) -> User:
    user: User = request.user  # type: ignore[assignment]
    return user

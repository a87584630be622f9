"""The signed-in user's own account: roles, second factor, sessions."""

from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from vatra.accounts import principals, recovery_codes, sessions
from vatra.accounts.access import own_account, principal_of
from vatra.accounts.middleware import HAT
from vatra.accounts.proof import proved_lately


@own_account
@require_GET
def page(request: HttpRequest) -> HttpResponse:
    user = request.user
    kinds = list(Authenticator.objects.filter(user_id=user.pk).order_by("pk"))
    codes = next((each for each in kinds if each.type == Authenticator.Type.RECOVERY_CODES), None)
    context = {
        "section": "own",
        "hats": principals.hats(user),  # type: ignore[arg-type]  # signed in
        "worn": _key(request),
        "has_application": any(each.type == Authenticator.Type.TOTP for each in kinds),
        "keys": sum(each.type == Authenticator.Type.WEBAUTHN for each in kinds),
        "has_codes": codes is not None,
        "codes_left": recovery_codes.left(codes) if codes else 0,
        "sessions": sessions.open_sessions(user),  # type: ignore[arg-type]  # signed in
    }
    return render(request, "accounts/own.html", context)


@own_account
@require_POST
def choose_hat(request: HttpRequest) -> HttpResponse:
    """Work from now on in another of one's roles; an unknown choice changes nothing."""
    keys = {hat.key: hat for hat in principals.hats(request.user)}  # type: ignore[arg-type]  # signed in
    chosen = keys.get(request.POST.get("hat", ""))
    if chosen is None:
        messages.error(request, "Acest rol nu mai este al dumneavoastră. Alegeți altul.")
    else:
        request.session[HAT] = chosen.key
        messages.success(request, f"Lucrați acum ca: {chosen.title}.")
    return redirect("own_account")


@own_account
@require_GET
def open_sessions(request: HttpRequest) -> HttpResponse:
    found = sessions.open_sessions(request.user)  # type: ignore[arg-type]  # signed in
    return render(request, "usersessions/usersession_list.html", {"section": "own", "sessions": found})


@own_account
@require_POST
@proved_lately()
def end_session(request: HttpRequest, session_id: int) -> HttpResponse:
    if sessions.end(request.user, session_id):  # type: ignore[arg-type]  # signed in
        messages.success(request, "Sesiunea este încheiată.")
    else:
        messages.info(request, "Sesiunea era deja încheiată.")
    return redirect("usersessions_list")


@own_account
@require_POST
@proved_lately()
def end_other_sessions(request: HttpRequest) -> HttpResponse:
    ended = sessions.end_all(request.user, except_key=request.session.session_key)  # type: ignore[arg-type]  # signed in
    messages.success(request, f"Sesiuni încheiate: {ended}.")
    return redirect("usersessions_list")


def _key(request: HttpRequest) -> str:
    principal = principal_of(request)
    return f"{principal.level}:{'+'.join(sorted(principal.role_codes))}" if principal.roles else ""

"""Each request: is the session still good, is the second factor given, who asks."""

import time
from collections.abc import Callable
from typing import Any

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from vatra.accounts import access, principals, second_factor
from vatra.accounts.principals import Principal

BEGAN = "vatra.began"
SEEN = "vatra.seen"
HAT = "vatra.hat"
STAMP_SECONDS = 60  # how often a session is written only to say that it is in use

Respond = Callable[[HttpRequest], HttpResponse]


class SessionLimits:
    """Ends a session left alone too long, and any at the end of the working day."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.user.is_authenticated:
            return self.get_response(request)
        now = int(time.time())
        began = request.session.setdefault(BEGAN, now)
        seen = request.session.setdefault(SEEN, now)
        if now - began > settings.SESSION_COOKIE_AGE:
            return _end(request, "Sesiunea s-a încheiat: a trecut ziua de lucru. Intrați din nou.")
        if now - seen > settings.SESSION_IDLE_SECONDS:
            minutes = settings.SESSION_IDLE_SECONDS // 60
            return _end(
                request, f"Sesiunea s-a încheiat după {minutes} de minute fără activitate. Intrați din nou."
            )
        if now - seen >= STAMP_SECONDS:
            request.session[SEEN] = now
            UserSession.objects.filter(session_key=request.session.session_key).update(
                last_seen_at=timezone.now()
            )
        return self.get_response(request)


class SecondFactor:
    """Lets a session that has not proved a second factor reach only the pages that do it."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, *_: Any) -> HttpResponse | None:
        if not request.user.is_authenticated or second_factor.is_complete(request):
            return None
        mark = access.mark_of(view)
        if mark is not None and mark.action == access.SECOND_FACTOR:
            return None
        return HttpResponseRedirect(second_factor.next_step(request))


class WhoAsks:
    """Sets `request.principal`, looked up when first asked for and once a request."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.principal = SimpleLazyObject(lambda: _principal(request))  # type: ignore[attr-defined]  # ours
        return self.get_response(request)


def _principal(request: HttpRequest) -> Principal:
    if not request.user.is_authenticated:
        return principals.NOBODY
    return principals.of(request.user, hat=request.session.get(HAT, ""))  # type: ignore[arg-type]  # signed in


def _end(request: HttpRequest, why: str) -> HttpResponse:
    UserSession.objects.filter(session_key=request.session.session_key).delete()
    logout(request)
    messages.info(request, why)
    wanted = request.get_full_path() if request.method == "GET" else "/"
    return redirect_to_login(wanted)

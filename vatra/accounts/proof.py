"""Asking again who it is, before an act that would serve whoever found the session open."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.internal.flows.login import get_authentication_records
from allauth.core.exceptions import ReauthenticationRequired
from django.http import HttpRequest, HttpResponse

from vatra.accounts.access import View
from vatra.accounts.adapters import FRESH_SECONDS


def proved_lately(*, method: str = "") -> Callable[[View], View]:
    """Lead who proved nothing for a quarter of an hour to the confirmation, then on to what was asked.

    Stands below ``allowed``: who has no right is refused first. ``method``: only that one is watched.
    """

    def guard(view: View) -> View:
        @wraps(view)
        def watched(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if (not method or request.method == method) and not is_fresh(request):
                raise ReauthenticationRequired
            return view(request, *args, **kwargs)

        return watched

    return guard


def is_fresh(request: HttpRequest) -> bool:
    """Whether a password, a code or a key was given in this session in the last quarter of an hour."""
    records = get_authentication_records(request, request.user)  # type: ignore[arg-type]  # signed in
    return bool(records) and time.time() - max(record["at"] for record in records) < FRESH_SECONDS

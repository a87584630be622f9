"""What happens at the door, as lines of the log: who by id, what, never the address that was typed.

Django and allauth tell by signals; this is the only place that listens.
"""

from __future__ import annotations

import logging
from typing import Any, Final

from allauth.account import signals as account
from allauth.mfa import signals as factors
from allauth.usersessions.models import UserSession
from django.contrib.auth import signals as auth

log = logging.getLogger("vatra.door")

SAID: Final = (
    (auth.user_logged_in, "signed_in"),
    (auth.user_logged_out, "signed_out"),
    (auth.user_login_failed, "sign_in_failed"),
    (account.password_changed, "password_changed"),
    (account.password_reset, "password_reset"),
    (factors.authenticator_added, "factor_added"),
    (factors.authenticator_removed, "factor_removed"),
    (factors.authenticator_reset, "recovery_codes_made"),
)


def listen() -> None:
    """Connect once, when the application is ready."""
    for signal, event in SAID:
        signal.connect(_writer(event), weak=False, dispatch_uid=f"vatra.door.{event}")
    account.authentication_step_completed.connect(proved, dispatch_uid="vatra.door.proved")


def _writer(event: str) -> Any:
    def write(sender: object, user: Any = None, **_: object) -> None:
        log.info(event, extra={"user_id": str(user.pk) if user is not None and user.pk else None})

    return write


def proved(sender: object, request: Any, user: Any, method: str, **told: Any) -> None:
    """A factor was given. Inside a session that is a new one: who knew the old key has nothing."""
    log.info(f"proved_{method}", extra={"user_id": str(user.pk)})
    if not told.get("reauthenticated") or request.session.session_key is None:
        return
    old = request.session.session_key
    request.session.cycle_key()
    UserSession.objects.filter(session_key=old).update(session_key=request.session.session_key)

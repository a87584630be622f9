"""Whether a session has proved a second factor, and where to send one that has not."""

from allauth.account.internal.flows.login import get_authentication_records, record_authentication
from allauth.mfa.models import Authenticator
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode

from vatra.accounts import recovery_codes
from vatra.accounts.models import User

PROOFS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def is_complete(request: HttpRequest) -> bool:
    """Asked of the session, not of the account: a session that began with the password alone,
    before another one set the factor up, is not complete."""
    records = get_authentication_records(request, request.user)  # type: ignore[arg-type]  # signed in
    return any(record["method"] == "mfa" for record in records)


def mark_complete(request: HttpRequest, kind: str) -> None:
    """The user has just proved that he has the factor, by setting it up in this session."""
    record_authentication(request, request.user, "mfa", type=kind, reauthenticated=True)  # type: ignore[arg-type]  # signed in


def is_set_up(user: User) -> bool:
    return Authenticator.objects.filter(user_id=user.pk, type__in=PROOFS).exists()


def next_step(request: HttpRequest) -> str:
    """Address of the page that completes the session, then leads back to where it was going."""
    user: User = request.user  # type: ignore[assignment]  # signed in
    name = "mfa_reauthenticate" if is_set_up(user) else "mfa_activate_totp"
    wanted = request.get_full_path() if request.method == "GET" else "/"
    return f"{reverse(name)}?{urlencode({'next': wanted})}"


def of_code(user: User, code: str) -> Authenticator | None:
    """The factor whose code this is; the code is spent by that. A key of access has none."""
    for factor in Authenticator.objects.filter(user_id=user.pk).exclude(type=Authenticator.Type.WEBAUTHN):
        is_recovery = factor.type == Authenticator.Type.RECOVERY_CODES
        if recovery_codes.spend(factor.pk, code) if is_recovery else factor.wrap().validate_code(code):
            return factor
    return None


def is_last(authenticator: Authenticator) -> bool:
    """Without it the account would have no second factor left."""
    others = Authenticator.objects.filter(user_id=authenticator.user_id, type__in=PROOFS)
    return not others.exclude(pk=authenticator.pk).exists()

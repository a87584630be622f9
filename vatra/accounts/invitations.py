"""Accounts are opened by invitation: a signed link, good once and for a week.

The link carries the invitation's id and nothing about the person.
"""

from datetime import date, timedelta

from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core import signing
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from vatra.accounts import actions, constraints, territory
from vatra.accounts.access import require
from vatra.accounts.errors import DuplicateError, InvitationError, NotAllowedError
from vatra.accounts.models import Invitation, User
from vatra.accounts.principals import Principal
from vatra.places.models import Place

SALT = "vatra.accounts.invitation"
LASTS = timedelta(days=7)


def invite(  # noqa: PLR0913 — the person, the role, the place, the day, by whom
    *,
    email: str,
    full_name: str,
    role: str,
    place: Place,
    starts_on: date,
    profession: str = "",
    by: Principal | None,
) -> Invitation:
    """Write the invitation; `send` brings it to the person."""
    county_id = territory.check_role(role, place)
    if by is not None:
        require(by, "staff.manage")
        if not territory.covers(by, county_id):
            raise NotAllowedError("Locul nu este în județul pe care îl administrați.")
    address = email.strip().lower()
    if User.objects.filter(email=address).exists():
        raise DuplicateError(
            "Există deja un cont cu această adresă. Deschideți-l și adăugați atribuirea acolo."
        )
    open_already = DuplicateError(
        "Există deja o invitație pentru această adresă. Retrageți-o sau trimiteți-o din nou."
    )
    with constraints.spoken(invitation_one_open=open_already):
        Invitation.objects.filter(email=address, expires_at__lt=timezone.now(), accepted_at=None).update(
            withdrawn_at=timezone.now()
        )
        return Invitation.objects.create(
            email=address,
            full_name=full_name.strip(),
            profession=profession.strip(),
            role=role,
            place=place,
            county_id=county_id,
            starts_on=starts_on,
            made_by_id=by.user_id if by else None,
            expires_at=timezone.now() + LASTS,
        )


def link(invitation: Invitation) -> str:
    """The whole address to send; who has it can open the account."""
    token = signing.dumps(str(invitation.pk), salt=SALT)
    return settings.ORIGIN + reverse("invitation", args=[token])


def send(invitation: Invitation) -> None:
    context = {"invitation": invitation, "link": link(invitation), "days": LASTS.days}
    send_mail(
        "Vatra: invitație",
        render_to_string("accounts/email/invitation.txt", context),
        settings.DEFAULT_FROM_EMAIL,
        [invitation.email],
    )


def find(token: str) -> Invitation:
    """The open invitation behind a link. Raises InvitationError, which says why not."""
    try:
        key = signing.loads(token, salt=SALT)
    except signing.BadSignature:
        raise InvitationError("Legătura nu este întreagă. Copiați-o din mesaj până la capăt.") from None
    invitation = Invitation.objects.select_related("place").filter(pk=key).first()
    if invitation is None or invitation.withdrawn_at is not None:
        raise InvitationError("Invitația a fost retrasă. Cereți alta administratorului.")
    if invitation.accepted_at is not None:
        raise InvitationError(
            "Invitația a fost deja folosită. Intrați în cont cu parola pe care ați ales-o atunci."
        )
    if invitation.expires_at < timezone.now():
        raise InvitationError("Invitația a expirat. Cereți alta administratorului.")
    return invitation


@transaction.atomic
def accept(*, token: str, password: str) -> User:
    """Open the account with its first assignment. Raises InvitationError, ValidationError for a weak password."""
    invitation = Invitation.objects.select_for_update().get(pk=find(token).pk)
    find(token)  # again under the lock: two clicks at once open one account
    validate_password(password, User(email=invitation.email, full_name=invitation.full_name))
    user = actions.create_user(
        email=invitation.email,
        full_name=invitation.full_name,
        profession=invitation.profession,
        password=password,
    )
    actions.assign(
        user=user, role=invitation.role, place=invitation.place, starts_on=invitation.starts_on, by=None
    )
    invitation.accepted_at = timezone.now()
    invitation.user = user
    invitation.save(update_fields=["accepted_at", "user"])
    return user


def renew(*, invitation: Invitation, by: Principal) -> Invitation:
    """Another week for an invitation that was lost or expired; old links work again with it."""
    _check_right(by, invitation)
    invitation.expires_at = timezone.now() + LASTS
    invitation.save(update_fields=["expires_at"])
    return invitation


def withdraw(*, invitation: Invitation, by: Principal) -> None:
    """The link stops working."""
    _check_right(by, invitation)
    invitation.withdrawn_at = timezone.now()
    invitation.save(update_fields=["withdrawn_at"])


def _check_right(by: Principal, invitation: Invitation) -> None:
    require(by, "staff.manage")
    if not territory.covers(by, invitation.county_id):
        raise NotAllowedError("Invitația este din alt județ.")
    if invitation.accepted_at is not None:
        raise InvitationError("Invitația a fost deja folosită: închideți contul sau atribuirea.")

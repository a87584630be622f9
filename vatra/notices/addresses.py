"""Where a message goes: read when it is sent, so that a withdrawn consent or a new number counts."""

from __future__ import annotations

from datetime import date
from typing import Any, Final
from uuid import UUID

from django.utils import timezone

from vatra.accounts import queries as accounts
from vatra.accounts.models import User
from vatra.kit import contacts
from vatra.kit.notices import NoticeKind
from vatra.notices.models import Notice
from vatra.people.models import Consent, Household, Identity
from vatra.places import queries as places
from vatra.places.kinds import InstitutionKind

NO_CONSENT: Final = "no_consent"
NO_ADDRESS: Final = "no_address"
WHY: Final = {
    NO_CONSENT: "Persoana nu și-a dat acordul pentru mesaje.",
    NO_ADDRESS: "Nu este scrisă nicio adresă la care să se trimită.",
}


def of(notice: Notice, kind: NoticeKind) -> tuple[list[str], str]:
    """Addresses to send to, and why there is none (system scope)."""
    if notice.to_type == "person":
        return _person(notice, kind)
    found = _users(notice) if notice.to_type == "user" else _institution(notice)
    return (found, "") if found else ([], NO_ADDRESS)


def _users(notice: Notice) -> list[str]:
    """One colleague, or all who hold the role in the place today."""
    ids: list[Any] = [notice.to_user_id] if notice.to_user_id else []
    if not ids and notice.to_role:
        ids = [*accounts.active_with_role(notice.place_id, notice.to_role)]
    emails = User.objects.filter(pk__in=ids, is_active=True).order_by("pk").values_list("email", flat=True)
    return [email for email in emails if email]


def _institution(notice: Notice) -> list[str]:
    """The one that was picked; else the only one of its kind that answers for the place."""
    if notice.to_institution_id:
        picked = places.institution(notice.to_institution_id)
        return [picked.email] if picked and picked.email else []
    if notice.to_kind not in {kind.value for kind in InstitutionKind}:
        return []
    every = places.institutions(notice.place_id, InstitutionKind(notice.to_kind), on=timezone.localdate())
    return [every[0].email] if len(every) == 1 and every[0].email else []


def _person(notice: Notice, kind: NoticeKind) -> tuple[list[str], str]:
    person = notice.to_person_id
    if person is None:
        person = Household.objects.filter(pk=notice.group_id).values_list("head_id", flat=True).first()
    if person is None:
        return [], NO_ADDRESS
    if not agreed(person, kind.consent, timezone.localdate()):
        return [], NO_CONSENT
    written = Identity.objects.filter(person_id=person).values_list("phone", flat=True).first()
    number = contacts.phone(written or "")
    return ([number], "") if number else ([], NO_ADDRESS)


def agreed(person: UUID, purpose: str, on: date) -> bool:
    """Whether the person's consent for the purpose holds on the day."""
    given = Consent.objects.filter(person_id=person, purposes__contains=[purpose], given_on__lte=on)
    return any(
        (one.until_on is None or on <= one.until_on) and not _withdrawn(one, purpose, on) for one in given
    )


def _withdrawn(consent: Consent, purpose: str, on: date) -> bool:
    since = consent.withdrawn.get(purpose)
    return since is not None and date.fromisoformat(str(since)) <= on

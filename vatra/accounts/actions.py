"""Writes on accounts and assignments. `by` is who does it; None is the operator at the machine."""

import logging
from datetime import date

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from vatra.accounts import constraints, sessions, territory
from vatra.accounts.access import require
from vatra.accounts.errors import AccountError, DuplicateError, NotAllowedError, OverlapError
from vatra.accounts.models import Assignment, Training, User
from vatra.accounts.principals import Principal
from vatra.places.models import Place

log = logging.getLogger(__name__)


@transaction.atomic
def create_user(
    *, email: str, full_name: str, password: str | None = None, profession: str = "", phone: str = ""
) -> User:
    """Open an account whose address is known to be good: an invitation was read there, or the operator says so."""
    address = email.strip().lower()
    if User.objects.filter(email=address).exists():
        raise DuplicateError("Există deja un cont cu această adresă de e-mail.")
    user = User.objects.create_user(
        address, password, full_name=full_name.strip(), profession=profession.strip(), phone=phone.strip()
    )
    EmailAddress.objects.create(user=user, email=address, verified=True, primary=True)
    return user


def assign(
    *, user: User, role: str, place: Place, starts_on: date, ends_on: date | None = None, by: Principal | None
) -> Assignment:
    """Give a role at a place. Raises PlaceError, OverlapError, NotAllowedError."""
    county_id = territory.check_role(role, place)
    _check_right(by, user, county_id)
    with constraints.spoken(
        assignment_overlap=OverlapError("Persoana are deja acest rol aici în perioada aleasă.")
    ):
        return Assignment.objects.create(
            user=user,
            role=role,
            place=place,
            county_id=county_id,
            starts_on=starts_on,
            ends_on=ends_on,
            made_by_id=by.user_id if by else None,
        )


def end_assignment(
    *, assignment: Assignment, last_day: date, reason: str, by: Principal | None
) -> Assignment:
    """Set the last day. One that has not begun by then is kept as a period of one day, its first."""
    _check_right(by, assignment.user, assignment.county_id)
    assignment.ends_on = max(last_day, assignment.starts_on)
    assignment.end_reason = reason.strip()
    assignment.ended_by_id = by.user_id if by else None  # type: ignore[assignment]  # the id as text
    assignment.save(update_fields=["ends_on", "end_reason", "ended_by"])
    return assignment


@transaction.atomic
def set_open(*, user: User, is_open: bool, by: Principal | None) -> None:
    """Close an account, with its sessions, or open it again."""
    _check_person(by, user)
    user.is_active = is_open
    user.save(update_fields=["is_active"])
    if not is_open:
        sessions.end_all(user)


@transaction.atomic
def reset_second_factor(*, user: User, by: Principal | None) -> None:
    """For who lost telephone and codes: at the next sign-in, with the password, a new one is set up."""
    _check_person(by, user)
    Authenticator.objects.filter(user=user).delete()
    sessions.end_all(user)


def end_sessions(*, user: User, by: Principal | None) -> int:
    """Sign a colleague out everywhere, at once; account, factor and phones stay. How many sessions ended.

    A coordinator does it for whoever works in her county and nowhere else. Written down in the log
    with both ids.
    """
    _check_person(by, user, "staff.sessions")
    ended = sessions.end_all(user)
    log.info(
        "sessions_ended",
        extra={"user_id": str(by.user_id) if by else None, "about_id": str(user.pk), "count": ended},
    )
    return ended


def record_training(
    *, user: User, course: str, competence: str, hours: int | None, days: tuple[date, date], by: Principal
) -> Training:
    """Write down a course that a colleague followed."""
    require(by, "trainings.record")
    with constraints.spoken(
        training_once=DuplicateError("Acest curs este deja scris."),
        training_days=AccountError("Ultima zi a cursului este înaintea primei zile."),
    ):
        return Training.objects.create(
            user=user,
            course=course.strip(),
            competence=competence.strip(),
            hours=hours,
            starts_on=days[0],
            ends_on=days[1],
            made_by_id=by.user_id,
        )


def _check_right(
    by: Principal | None, user: User, county_id: int | None, right: str = "staff.manage"
) -> None:
    if by is None:
        return
    require(by, right)
    if by.user_id == str(user.pk):
        raise NotAllowedError("Nimeni nu își schimbă singur atribuirile: le schimbă alt administrator.")
    if not territory.covers(by, county_id):
        raise NotAllowedError("Locul nu este în județul pe care îl administrați.")


def _check_person(by: Principal | None, user: User, right: str = "staff.manage") -> None:
    """The account itself may be touched by who holds the right over every place where the person works."""
    working = user.assignments.filter(Q(ends_on=None) | Q(ends_on__gte=timezone.localdate()))
    counties = set((working if working.exists() else user.assignments).values_list("county_id", flat=True))
    for county_id in counties or {None}:
        _check_right(by, user, county_id, right)

"""Reads on staff that other parts need. Names of staff are not beneficiaries' data."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import Count, Prefetch, Q, QuerySet
from django.utils import timezone

from vatra.accounts import territory
from vatra.accounts.models import Assignment, Handover, Inspection, Invitation, User
from vatra.accounts.principals import Principal
from vatra.places.models import Place


def names(user_ids: Iterable[UUID | str]) -> dict[str, str]:
    """Full names by user id, those unknown left out. One query."""
    rows = User.objects.filter(pk__in=set(user_ids)).values_list("pk", "full_name")
    return {str(key): name for key, name in rows}


def active_with_role(place_id: int, role: str, on: date | None = None) -> list[str]:
    """Ids of the users who hold a role at a place on a day, the longest there first."""
    day = on or timezone.localdate()
    rows = Assignment.objects.filter(
        Q(ends_on=None) | Q(ends_on__gte=day),
        place_id=place_id,
        role=role,
        starts_on__lte=day,
        user__is_active=True,
    )
    return [str(key) for key in rows.order_by("starts_on", "user_id").values_list("user_id", flat=True)]


def staff(principal: Principal, search: str = "") -> QuerySet[User]:
    """Users with an assignment, present or past, in the principal's territory."""
    users = User.objects.filter(Q(full_name__icontains=search) | Q(email__icontains=search))
    if principal.counties:
        users = users.filter(assignments__county_id__in=principal.counties).distinct()
    mine = Assignment.objects.select_related("place").order_by("-starts_on")
    return users.prefetch_related(Prefetch("assignments", mine)).order_by("full_name")


def invitations(principal: Principal) -> QuerySet[Invitation]:
    """Open ones, expired included: they can be sent again."""
    rows = Invitation.objects.filter(accepted_at=None, withdrawn_at=None).select_related("place")
    if principal.counties:
        rows = rows.filter(county_id__in=principal.counties)
    return rows.order_by("-made_at")


def handovers(user: User) -> QuerySet[Handover]:
    return (
        Handover.objects.filter(Q(leaver=user) | Q(taker=user))
        .select_related("leaver", "taker")
        .order_by("-made_at")
    )


def inspections(principal: Principal, profession: str = "") -> QuerySet[Inspection]:
    """Findings of the supervising bodies; row-level security keeps them to the territory.

    Coordinators and ministries see those of the professions they watch over, the local team
    those about its place.
    """
    rows = Inspection.objects.select_related("place", "worker", "made_by")
    watched = territory.watched(principal)
    if watched is not None:
        rows = rows.filter(role__in=watched)
    if profession:
        rows = rows.filter(role=profession)
    return rows.order_by("-found_on", "-made_at")


def inspections_by_county(principal: Principal) -> list[tuple[str, int]]:
    """How many findings each county has, of the professions the principal watches over."""
    counted = inspections(principal).order_by().values_list("county_id").annotate(findings=Count("pk"))
    found = dict(counted)
    names_ = Place.objects.filter(pk__in=found).order_by("name").values_list("pk", "name")
    return [(name, found[county]) for county, name in names_]


def supervised_workers(principal: Principal) -> QuerySet[User]:
    """Workers of the professions the principal watches over, in his territory, today."""
    day = timezone.localdate()
    holding = Assignment.objects.filter(
        Q(ends_on=None) | Q(ends_on__gte=day),
        role__in=territory.watched(principal) or (),
        starts_on__lte=day,
    )
    if principal.counties:
        holding = holding.filter(county_id__in=principal.counties)
    return User.objects.filter(pk__in=holding.values("user"), is_active=True).order_by("full_name")

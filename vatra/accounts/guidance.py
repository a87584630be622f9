"""Methodological guidance: issued to professions of some counties, shown until read.

Art. 7 letter i), 8 g) and 9 g): who watches over a profession coordinates its work.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from vatra.accounts import supervision, territory
from vatra.accounts.access import require
from vatra.accounts.errors import NotAllowedError
from vatra.accounts.models import Assignment, Guidance, GuidanceRead
from vatra.accounts.principals import Principal
from vatra.places.models import Place


@dataclass(frozen=True, slots=True)
class Readers:
    """Of those addressed in a county, how many said that they read."""

    county: str
    addressed: int
    read: int


def issue(
    *,
    title: str,
    body: str,
    roles: Iterable[str],
    counties: Iterable[int] = (),
    valid_to: date | None = None,
    by: Principal,
) -> Guidance:
    """Write a guidance. Without counties it goes to the whole territory of who issues it."""
    require(by, "guidance.issue")
    wanted = set(roles)
    made_as = next(
        (own for own in sorted(by.role_codes) if wanted <= set(supervision.SUPERVISES.get(own, ()))), None
    )
    if made_as is None or not wanted:
        raise NotAllowedError("Coordonați alte profesii decât acestea.")
    where = set(counties) or set(by.counties)
    if not all(territory.covers(by, county) for county in where):
        raise NotAllowedError("Un județ nu este în teritoriul dumneavoastră.")
    return Guidance.objects.create(
        title=title.strip(),
        body=body.strip(),
        roles=[role for role in supervision.PROFESSIONS if role in wanted],
        counties=sorted(where),
        issued_on=timezone.localdate(),
        valid_to=valid_to,
        made_by_id=by.user_id,
        made_as=made_as,
    )


def addressed_to(principal: Principal) -> QuerySet[Guidance]:
    """In force for the principal's profession and county; ``is_read`` by him; unread first."""
    mine = GuidanceRead.objects.filter(guidance=OuterRef("pk"), user_id=principal.user_id)
    found = _within(principal).filter(
        Q(valid_to=None) | Q(valid_to__gte=timezone.localdate()), roles__overlap=sorted(principal.role_codes)
    )
    return found.annotate(is_read=Exists(mine)).order_by("is_read", "-issued_on", "-made_at")


def unread(principal: Principal) -> list[Guidance]:
    """What waits to be read; nothing for who watches over others' work."""
    if principal.level != "local":
        return []
    return list(addressed_to(principal).exclude(readings__user_id=principal.user_id))


def coordinated_by(principal: Principal) -> QuerySet[Guidance]:
    """What was issued to the professions that the principal watches over, in his territory."""
    watched = supervision.supervised_by(principal.role_codes)
    return _within(principal).filter(roles__overlap=list(watched)).order_by("-issued_on", "-made_at")


def mark_read(guidance_id: UUID, principal: Principal) -> bool:
    """Write that the principal read it; False if it is not addressed to him. Twice changes nothing."""
    if not addressed_to(principal).filter(pk=guidance_id).exists():
        return False
    GuidanceRead.objects.get_or_create(guidance_id=guidance_id, user_id=principal.user_id)
    return True


def readers(guidance: Guidance, principal: Principal) -> list[Readers]:
    """By county of the principal's territory: how many it is addressed to today, how many read it."""
    day = timezone.localdate()
    holding = Assignment.objects.filter(
        Q(ends_on=None) | Q(ends_on__gte=day),
        role__in=guidance.roles,
        starts_on__lte=day,
        user__is_active=True,
        county_id__isnull=False,
    )
    for counties in (guidance.counties, principal.counties):
        if counties:
            holding = holding.filter(county_id__in=counties)
    said = GuidanceRead.objects.filter(guidance=guidance).values("user")
    counted = holding.values_list("county_id").annotate(
        addressed=Count("user", distinct=True), read=Count("user", distinct=True, filter=Q(user__in=said))
    )
    found = {county: (addressed, read) for county, addressed, read in counted}
    counties_ = Place.objects.filter(pk__in=found).order_by("name")
    return [Readers(place.name, *found[place.pk]) for place in counties_]


def _within(principal: Principal) -> QuerySet[Guidance]:
    found = Guidance.objects.select_related("made_by")
    if not principal.counties:
        return found if principal.level == "central" else found.none()
    return found.filter(Q(counties=[]) | Q(counties__overlap=list(principal.counties)))

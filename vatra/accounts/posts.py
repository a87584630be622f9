"""Approved and filled posts, by commune and profession (art. 7 letter h, 8 f, 9 f)."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q
from django.utils import timezone

from vatra.accounts import constraints, supervision, territory
from vatra.accounts.access import require
from vatra.accounts.errors import CeilingError, DuplicateError, NotAllowedError
from vatra.accounts.models import Assignment, Posts
from vatra.accounts.principals import Principal
from vatra.places.models import Place


@dataclass(frozen=True, slots=True)
class Vacancy:
    """One line of the vacancy report; `ceiling` is what the county has approved, if it said."""

    place_id: int
    county_id: int
    role: str
    approved: int
    filled: int
    ceiling: int | None = None

    @property
    def vacant(self) -> int:
        return max(0, (self.ceiling if self.ceiling is not None else self.approved) - self.filled)


def approve(*, place: Place, role: str, approved: int, starts_on: date, source: str, by: Principal) -> Posts:
    """Write how many posts are approved from a day on. Above the county's number: CeilingError."""
    require(by, "posts.write")
    if role not in supervision.supervised_by(by.role_codes):
        raise NotAllowedError("Posturile acestei profesii le aprobă altă instituție.")
    county_id = place.county_id
    if county_id is None or not territory.covers(by, county_id):
        raise NotAllowedError("Locul nu este în teritoriul dumneavoastră.")
    with constraints.spoken(
        posts_ceiling=CeilingError(
            "Suma posturilor din comune ar trece peste numărul aprobat pe județ. "
            "Micșorați numărul sau schimbați întâi pe cel al județului."
        ),
        posts_one_a_day=DuplicateError("Pentru această zi este deja scris un număr. Alegeți altă zi."),
    ):
        return Posts.objects.create(
            place=place,
            county_id=county_id,
            role=role,
            approved=approved,
            starts_on=starts_on,
            source=source.strip(),
            made_by_id=by.user_id,
        )


def vacancies(
    *, roles: Iterable[str], on: date | None = None, counties: Iterable[int] = (), places: Iterable[int] = ()
) -> list[Vacancy]:
    """Communes with approved or filled posts. Empty `counties` and `places` mean the whole country."""
    day, wanted = on or timezone.localdate(), list(roles)
    where = Q()
    if places:
        where = Q(place_id__in=list(places))
    elif counties:
        where = Q(county_id__in=list(counties))
    approved = _approved(where & Q(role__in=wanted) & Q(starts_on__lte=day))
    filled = _filled(where, wanted, day)
    keys = {key for key in approved if key[0] != key[1]} | set(filled)
    return [
        Vacancy(
            place, county, role, approved.get((place, county, role), 0), filled.get((place, county, role), 0)
        )
        for place, county, role in sorted(keys, key=lambda key: (key[1], key[0], wanted.index(key[2])))
    ]


def by_county(lines: Iterable[Vacancy], on: date | None = None) -> list[Vacancy]:
    """Sums of a county's communes, with the number approved for the county beside them."""
    day = on or timezone.localdate()
    sums: dict[tuple[int, str], list[int]] = defaultdict(lambda: [0, 0])
    for line in lines:
        total = sums[line.county_id, line.role]
        total[0] += line.approved
        total[1] += line.filled
    ceilings = _approved(Q(county_id__in={county for county, _ in sums}, starts_on__lte=day))
    return [
        Vacancy(county, county, role, approved, filled, ceilings.get((county, county, role)))
        for (county, role), (approved, filled) in sorted(sums.items())
    ]


def _approved(where: Q) -> dict[tuple[int, int, str], int]:
    """The number in force: of each place and role, the latest row."""
    rows = Posts.objects.filter(where).order_by("starts_on")
    return {(row.place_id, row.county_id, row.role): row.approved for row in rows}


def _filled(where: Q, roles: list[str], day: date) -> dict[tuple[int, int, str], int]:
    holding = Assignment.objects.filter(
        where, Q(ends_on=None) | Q(ends_on__gte=day), role__in=roles, starts_on__lte=day, user__is_active=True
    )
    counted = holding.values_list("place_id", "county_id", "role").annotate(
        people=Count("user", distinct=True)
    )
    return {(place, county, role): people for place, county, role, people in counted}

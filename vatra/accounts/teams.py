"""The integrated community team of a place: derived from assignments, never edited.

protocol-2017/3.1 says "respectively" and uses strokes between the professions. The reading
here: a social worker always; at least one of community nurse and health mediator; at least
one of school counsellor and school mediator. What is missing is a warning, not a block.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db.models import Q, QuerySet
from django.utils import timezone

from vatra.accounts.access import LOCAL
from vatra.accounts.models import Assignment, Training
from vatra.kit.vocabulary import ROLES

SEATS: Final[tuple[tuple[str, frozenset[str]], ...]] = (
    ("asistent social (manager de caz)", frozenset({"social_worker"})),
    (
        "asistent medical comunitar sau mediator sanitar",
        frozenset({"community_nurse", "roma_health_mediator"}),
    ),
    ("consilier școlar sau mediator școlar", frozenset({"school_counsellor", "school_mediator"})),
)


@dataclass(frozen=True, slots=True)
class Member:
    user_id: str
    name: str
    role: str
    since: date
    trainings: tuple[str, ...] = ()
    phone: str = ""

    @property
    def role_title(self) -> str:
        return ROLES[self.role].title

    @property
    def is_trained(self) -> bool:
        return bool(self.trainings)


@dataclass(frozen=True, slots=True)
class Team:
    place_id: int
    members: tuple[Member, ...]

    @property
    def missing(self) -> tuple[str, ...]:
        """Seats nobody fills, in the words of the law."""
        present = {member.role for member in self.members}
        return tuple(title for title, roles in SEATS if not roles & present)

    @property
    def is_complete(self) -> bool:
        return not self.missing


def team(place_id: int, on: date | None = None) -> Team:
    return teams([place_id], on)[0]


def teams(place_ids: Sequence[int], on: date | None = None) -> list[Team]:
    """In the order of `place_ids`; a place without anybody has an empty team. Two queries."""
    day = on or timezone.localdate()
    rows = list(_holding(Q(place_id__in=place_ids), LOCAL, day))
    trained = _trainings({row.user_id for row in rows}, day)
    members: dict[int, list[Member]] = defaultdict(list)
    for row in rows:
        courses = tuple(trained.get(row.user_id, ()))
        member = Member(
            str(row.user_id), row.user.full_name, row.role, row.starts_on, courses, row.user.phone
        )
        members[row.place_id].append(member)
    return [Team(place_id, tuple(sorted(members[place_id], key=_order))) for place_id in place_ids]


def staffed_places(
    *, counties: Iterable[int] = (), roles: Iterable[str] = LOCAL, on: date | None = None
) -> list[int]:
    """Places where somebody holds one of the roles; no counties means the whole country."""
    where = Q(county_id__in=list(counties)) if counties else Q()
    rows = _holding(where, roles, on or timezone.localdate())
    return sorted(set(rows.values_list("place_id", flat=True)))


def _holding(where: Q, roles: Iterable[str], day: date) -> QuerySet[Assignment]:
    return Assignment.objects.filter(
        where,
        Q(ends_on=None) | Q(ends_on__gte=day),
        role__in=list(roles),
        starts_on__lte=day,
        user__is_active=True,
    ).select_related("user")


def _trainings(user_ids: Iterable[object], day: date) -> dict[object, list[str]]:
    followed: dict[object, list[str]] = defaultdict(list)
    for row in Training.objects.filter(user_id__in=list(user_ids), ends_on__lte=day).order_by("ends_on"):
        followed[row.user_id].append(row.course)
    return followed


def _order(member: Member) -> tuple[int, str]:
    return list(ROLES).index(member.role), member.name

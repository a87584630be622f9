"""Who asks: a user in the role and territory that he works in now.

A user may hold assignments at several levels, or different roles in different places. Each
group of places where he holds the same roles is a *hat*; a principal wears one hat at a
time. So the rights of a nurse in one commune never reach the commune where the same person
is a school mediator.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import cast

from django.db.models import Q
from django.utils import timezone

from vatra.accounts.models import Assignment, User
from vatra.database.scope import Level as ScopeLevel
from vatra.database.scope import Scope
from vatra.kit.vocabulary import LEVELS, ROLES, Level, readable


@dataclass(frozen=True, slots=True)
class Principal:
    """`places` are UATs at local level only; `counties` the counties of the territory.

    Both are empty at central level (the whole country) and for who holds nothing.
    """

    user_id: str
    name: str
    level: str
    roles: tuple[tuple[str, int], ...]
    places: tuple[int, ...]
    counties: tuple[int, ...]
    sensitivities: tuple[int, ...]
    epoch: str

    @property
    def role_codes(self) -> frozenset[str]:
        return frozenset(role for role, _ in self.roles)

    @property
    def role_titles(self) -> tuple[str, ...]:
        return tuple(ROLES[code].title for code in ROLES if code in self.role_codes)

    def holds(self, role: str, place: int | None = None) -> bool:
        """Whether the role is held, at `place` if one is given."""
        return any(code == role and place in (None, at) for code, at in self.roles)

    def scope(self) -> Scope:
        """What PostgreSQL is told about this principal for a transaction."""
        level = cast("ScopeLevel", self.level)
        return Scope(level, self.user_id or None, self.places, self.counties, self.sensitivities)

    def narrowed(self, place: int) -> "Principal":
        """The same person at one of his places, as the phone's feed of that place needs it."""
        roles = tuple(pair for pair in self.roles if pair[1] == place)
        return replace(self, roles=roles, places=(place,) if roles else (), epoch=_epoch(self.user_id, roles))


NOBODY = Principal("", "", "local", (), (), (), (), "")


def without_roles(principal: Principal) -> Principal:
    """The person alone: the database shows what is his own."""
    return replace(NOBODY, user_id=principal.user_id, name=principal.name)


@dataclass(frozen=True, slots=True)
class Hat:
    """The same roles, at one level, in one or more places."""

    key: str
    level: str
    roles: tuple[str, ...]
    assignments: tuple[Assignment, ...]

    @property
    def title(self) -> str:
        return ", ".join(ROLES[code].title for code in self.roles)

    @property
    def place_names(self) -> tuple[str, ...]:
        return tuple(sorted({str(assignment.place) for assignment in self.assignments}))


def of(user: User, on: date | None = None, hat: str = "") -> Principal:
    """The principal of `user` on a day (today), wearing the hat with that key, else his first."""
    worn = hats(user, on)
    chosen = next((each for each in worn if each.key == hat), worn[0] if worn else None)
    return _principal(user, chosen)


def local(user: User, on: date | None = None) -> tuple[Principal, ...]:
    """His local principals, one a hat: a phone serves all of them and no other level."""
    return tuple(_principal(user, hat) for hat in hats(user, on) if hat.level == "local")


def hats(user: User, on: date | None = None) -> tuple[Hat, ...]:
    """In the order local, county, central; an inactive user or role has none."""
    if not user.is_active:
        return ()
    by_place: dict[tuple[str, int], list[Assignment]] = defaultdict(list)
    for assignment in held(user, on):
        by_place[level_of(assignment), assignment.place_id].append(assignment)
    by_roles: dict[tuple[str, tuple[str, ...]], list[Assignment]] = defaultdict(list)
    for (level, _), there in by_place.items():
        by_roles[level, tuple(sorted({each.role for each in there}))].extend(there)
    worn = [_hat(level, roles, there) for (level, roles), there in by_roles.items()]
    return tuple(sorted(worn, key=lambda hat: (LEVELS.index(hat.level), hat.key)))


def held(user: User, on: date | None = None) -> list[Assignment]:
    """Assignments of active roles in force on a day (today)."""
    day = on or timezone.localdate()
    current = Assignment.objects.filter(Q(ends_on=None) | Q(ends_on__gte=day), user=user, starts_on__lte=day)
    rows = current.select_related("place").order_by("place_id", "role")
    return [row for row in rows if row.role in ROLES and ROLES[row.role].active]


def level_of(assignment: Assignment) -> str:
    """The level of the role; a role of the system works at the level of its place."""
    level = ROLES[assignment.role].level
    if level is not Level.system:
        return level.name
    return "central" if assignment.county_id is None else "county"


def _hat(level: str, roles: tuple[str, ...], there: Iterable[Assignment]) -> Hat:
    return Hat(f"{level}:{'+'.join(roles)}", level, roles, tuple(there))


def _principal(user: User, hat: Hat | None) -> Principal:
    identity = replace(NOBODY, user_id=str(user.pk), name=user.full_name)
    if hat is None:
        return replace(identity, epoch=_epoch(str(user.pk), ()))
    roles = tuple(sorted((each.role, each.place_id) for each in hat.assignments))
    return replace(
        identity,
        level=hat.level,
        roles=roles,
        places=tuple(sorted({place for _, place in roles})) if hat.level == "local" else (),
        counties=tuple(sorted({each.county_id for each in hat.assignments if each.county_id is not None})),
        sensitivities=tuple(sorted(int(mark) for mark in readable(*hat.roles))),
        epoch=_epoch(str(user.pk), roles),
    )


def _epoch(user_id: str, roles: Iterable[tuple[str, int]]) -> str:
    """Changes whenever what the person may see could change: the phone then fetches anew."""
    marks = [
        f"{role}@{place}:{'.'.join(str(int(mark)) for mark in sorted(ROLES[role].reads))}"
        for role, place in sorted(roles)
    ]
    return hashlib.sha256("|".join([user_id, *marks]).encode()).hexdigest()[:16]

"""Whether a community team has its seats (art. 3 alin. (1))."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from vatra.packs.integrated_services import names


@dataclass(frozen=True, slots=True)
class Gap:
    """A seat nobody holds: a warning, never a block. `roles` = any of them would fill it."""

    roles: tuple[str, ...]
    message: str


# The law joins two professions in a seat by "respectiv" and by a stroke: one of the two fills it.
_SEATS: Final = (
    Gap((names.SOCIAL_WORKER,), "Lipsește asistentul social: cazurile nu au responsabil."),
    Gap(
        (names.NURSE, names.HEALTH_MEDIATOR), "Lipsește asistentul medical comunitar sau mediatorul sanitar."
    ),
    Gap((names.COUNSELLOR, names.SCHOOL_MEDIATOR), "Lipsește consilierul școlar sau mediatorul școlar."),
)


def team_gaps(roles: Iterable[str]) -> tuple[Gap, ...]:
    """Seats that the given roles leave empty; none = the team is complete."""
    held = set(roles)
    return tuple(seat for seat in _SEATS if held.isdisjoint(seat.roles))

"""A colleague leaves: all his work moves to another, in one go, after a preview of everything.

The parts of Vatra that give people work register what they hand over, in their
AppConfig.ready(): `handover.register("tasks", "Sarcini", preview, move)`.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType

from django.db import transaction
from django.db.models import Q

from vatra.accounts import supervision, territory
from vatra.accounts.access import require
from vatra.accounts.errors import HandoverError, NotAllowedError
from vatra.accounts.models import Assignment, Handover, User
from vatra.accounts.principals import Principal


@dataclass(frozen=True, slots=True)
class Draft:
    """Who leaves, who takes over, the leaver's last day, and who decides."""

    leaver: User
    taker: User
    last_day: date
    by: Principal


@dataclass(frozen=True, slots=True)
class Line:
    """One kind of work in the preview: a title in words, how many, and what names may be shown."""

    title: str
    count: int
    details: tuple[str, ...] = ()


Preview = Callable[[Draft], Sequence[Line]]
Move = Callable[[Draft], int]
_registered: dict[str, tuple[Preview, Move]] = {}
_titles: dict[str, str] = {}


def register(name: str, title: str, preview: Preview, move: Move) -> None:
    """Add a kind of work; `title` names it in the history of handovers.

    Both functions run outside any database scope and enter their own; `move` runs inside the
    handover's transaction and returns how many things it moved.
    """
    _registered[name] = (preview, move)
    _titles[name] = title


def registered() -> Mapping[str, tuple[Preview, Move]]:
    return MappingProxyType(_registered)


def told(moved: Mapping[str, int]) -> list[str]:
    """What a handover moved, in words; a kind of which nothing moved is left out."""
    return [f"{_titles.get(name, 'alte lucruri')}: {count}" for name, count in moved.items() if count]


def preview(draft: Draft) -> dict[str, tuple[Line, ...]]:
    """Everything that would move, by kind. Raises HandoverError, NotAllowedError."""
    _check(draft)
    return {name: tuple(show(draft)) for name, (show, _) in _registered.items()}


@transaction.atomic
def make(draft: Draft, *, reason: str) -> Handover:
    """Move everything and write down what moved; all of it or nothing."""
    _check(draft)
    moved = {name: move(draft) for name, (_, move) in _registered.items()}
    return Handover.objects.create(
        leaver=draft.leaver,
        taker=draft.taker,
        last_day=draft.last_day,
        reason=reason.strip(),
        moved=moved,
        made_by_id=draft.by.user_id,
    )


def moving(draft: Draft) -> list[Assignment]:
    """The leaver's assignments that last beyond his last day, within the decider's territory."""
    lasting = Assignment.objects.filter(
        Q(ends_on=None) | Q(ends_on__gt=draft.last_day), user=draft.leaver
    ).select_related("place")
    return [
        each for each in lasting.order_by("place_id", "role") if territory.covers(draft.by, each.county_id)
    ]


def preview_assignments(draft: Draft) -> list[Line]:
    rows = moving(draft)
    return [Line("Atribuiri", len(rows), tuple(f"{row.role_title}, {row.place}" for row in rows))]


def move_assignments(draft: Draft) -> int:
    """End them on the last day; the next day the colleague has them, if he has not already."""
    rows = moving(draft)
    for row in rows:
        row.ends_on = max(draft.last_day, row.starts_on)
        row.ended_by_id = draft.by.user_id  # type: ignore[assignment]  # the id as text
        row.end_reason = "predare"
        row.save(update_fields=["ends_on", "ended_by", "end_reason"])
        _give(draft, row)
    return len(rows)


def _give(draft: Draft, row: Assignment) -> None:
    first_day = (row.ends_on or draft.last_day) + timedelta(days=1)
    has_it = Assignment.objects.filter(
        Q(ends_on=None) | Q(ends_on__gte=first_day), user=draft.taker, role=row.role, place=row.place_id
    )
    if not has_it.exists():
        Assignment.objects.create(
            user=draft.taker,
            role=row.role,
            place_id=row.place_id,
            county_id=row.county_id,
            starts_on=first_day,
            made_by_id=draft.by.user_id,
        )


def _check(draft: Draft) -> None:
    require(draft.by, "handovers.make")
    if draft.leaver.pk == draft.taker.pk:
        raise HandoverError("Alegeți pe altcineva: nimeni nu își predă munca lui însuși.")
    if not draft.taker.is_active:
        raise HandoverError("Contul celui care preia este închis. Deschideți-l întâi.")
    if draft.by.user_id == str(draft.taker.pk):
        raise NotAllowedError("Nimeni nu își dă singur atribuiri: predarea o face alt coordonator.")
    rows = moving(draft)
    watched = supervision.supervised_by(draft.by.role_codes)
    if "administrator" not in draft.by.role_codes and any(row.role not in watched for row in rows):
        raise NotAllowedError("Coordonați alte profesii decât cea a persoanei care pleacă.")
    if not rows:
        raise HandoverError(
            "Persoana nu are atribuiri care să țină după această zi în teritoriul dumneavoastră."
        )

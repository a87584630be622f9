"""Entries of one worker handed in together, each under the roles held in its own place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from vatra.accounts import principals
from vatra.accounts.models import User
from vatra.accounts.principals import Principal
from vatra.records import actions
from vatra.records.receipts import Receipt


@dataclass(frozen=True, slots=True)
class Wardrobe:
    """What the worker may wear today at local level."""

    user_id: UUID
    name: str
    hats: tuple[Principal, ...]

    def hat_for(self, place_id: int) -> Principal:
        """The principal that works in the place; nobody's rights where there is none."""
        for hat in self.hats:
            if place_id in hat.places:
                return hat
        return Principal(str(self.user_id), self.name, "local", (), (), (), (), "")


def of(user: User) -> Wardrobe:
    return Wardrobe(user.pk, user.full_name, principals.local(user))


def submit(wardrobe: Wardrobe, records: Sequence[Mapping[str, Any]]) -> list[Receipt]:
    """One receipt for each entry, those of one hat together."""
    by_hat: dict[tuple[int, ...], list[Mapping[str, Any]]] = {}
    for record in records:
        by_hat.setdefault(wardrobe.hat_for(_place(record)).places, []).append(record)
    return [
        receipt
        for places, group in by_hat.items()
        for receipt in actions.submit(principal=wardrobe.hat_for(places[0] if places else -1), records=group)
    ]


def _place(record: Mapping[str, Any]) -> int:
    place = record.get("place")
    return place if isinstance(place, int) else -1

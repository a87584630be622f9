"""What phones send: invented households with their registrations, assessments and visits."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from bench import database
from vatra.accounts import actions as accounts
from vatra.accounts import principals
from vatra.accounts.models import User
from vatra.demo import households, stories
from vatra.demo.households import Home
from vatra.demo.stories import Writer
from vatra.places.models import Place

TODAY = date(2026, 11, 20)
ROLE = "community_nurse"
Entry = dict[str, Any]


@dataclass(slots=True)
class Commune:
    """One commune with a nurse who writes there."""

    writer: Writer
    villages: list[int]
    user: User

    def homes(self, count: int) -> list[Home]:
        return [households.make(self.writer.choose, self.villages, 7, TODAY) for _ in range(count)]


def commune(siruta: int, seed: int = 1) -> Commune:
    """The commune, its nurse made up."""
    place = Place.objects.get(pk=siruta)
    user = accounts.create_user(
        email=f"nurse.{siruta}.{seed}@bench.example", full_name="Ana Pop", profession=""
    )
    accounts.assign(user=user, role=ROLE, place=place, starts_on=date(2025, 1, 6), by=None)
    principal = principals.local(user)[0].narrowed(siruta)
    writer = Writer(principal, siruta, random.Random(seed * 1_000_003 + siruta), TODAY)
    return Commune(writer, database.localities(siruta), user)


def registrations(at: Commune, homes: list[Home]) -> list[Entry]:
    """Each household and its people enter the evidence."""
    on = TODAY - timedelta(days=90)
    return [entry for home in homes for entry in stories.registration(at.writer, home, on)]


def assessments(at: Commune, homes: list[Home]) -> list[Entry]:
    """Dwelling and persons assessed, two months later."""
    on = TODAY - timedelta(days=60)
    return [entry for home in homes for entry in stories.assessment(at.writer, home, on)]


def visits(at: Commune, homes: list[Home], days_ago: int = 20) -> list[Entry]:
    """One home visit to each household."""
    on = TODAY - timedelta(days=days_ago)
    return [stories.visit(at.writer, home, on, None) for home in homes]


def cut(entries: list[Entry], size: int) -> Iterator[list[Entry]]:
    """Pushes of ``size`` entries."""
    for start in range(0, len(entries), size):
        yield entries[start : start + size]

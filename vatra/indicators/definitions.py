"""The indicators in force: those of the packs, and those an administrator added as data."""

from __future__ import annotations

import json
import time
from datetime import date
from typing import Any, Final

from django.db import connection

from vatra.kit import indicators
from vatra.kit.indicators import Definition
from vatra.records.queries import library

# An added indicator counts from the next entry on; other processes learn of it this soon.
REMEMBER_SECONDS: Final = 30.0
_remembered: tuple[float, tuple[Definition, ...]] | None = None


def current() -> tuple[Definition, ...]:
    """All definitions, the packs' first."""
    global _remembered  # noqa: PLW0603  (one cache a process)
    now = time.monotonic()
    if _remembered is None or now - _remembered[0] > REMEMBER_SECONDS:
        _remembered = (now, (*library().indicators, *_added()))
    return _remembered[1]


def forget() -> None:
    """Read the added definitions again at the next use."""
    global _remembered  # noqa: PLW0603  (one cache a process)
    _remembered = None


def by_code(code: str) -> Definition | None:
    return next((each for each in current() if each.code == code), None)


def with_role(role: str, on: date) -> Definition:
    """The indicator that pages use for something, by a pack's own word; LookupError where none says so."""
    found = [one for one in current() if one.role == role and one.valid_from <= on]
    held = [one for one in found if one.valid_to is None or on <= one.valid_to]
    if not held:
        raise LookupError(role)
    return held[0]


def parse(body: dict[str, Any]) -> Definition:
    """A definition checked like a pack's. PackError says what is wrong."""
    packs = library()
    return indicators.parse(body, forms=packs.newest(), catalogue=packs.catalogue)


def _added() -> list[Definition]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT body FROM indicators_definition ORDER BY code")
        bodies = [json.loads(b) if isinstance(b, str) else b for (b,) in cursor.fetchall()]
    return [parse(body) for body in bodies]

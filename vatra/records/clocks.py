"""When an entry counts as made, given a phone's clock that may be wrong.

Order is never taken from a phone: the server's ``seq`` orders. The effective time only says
when the worker acted, as well as can be known (shared protocol of `docs/sync.md`).
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Final
from uuid import UUID

from vatra.records.incoming import Clock

# Settings of the protocol, not of the law.
OFFSET_GOOD_FOR: Final = timedelta(days=7)
SUSPECT: Final = timedelta(minutes=10)


def effective(made_at: datetime, clock: Clock, received_at: datetime) -> datetime:
    """``made_at`` corrected by a fresh offset to the server, never later than its arrival."""
    age = clock.age_s
    is_fresh = age is not None and timedelta(seconds=age) < OFFSET_GOOD_FOR
    try:
        corrected = made_at + timedelta(milliseconds=clock.off_ms) if is_fresh else made_at
    except OverflowError:
        corrected = received_at
    return min(corrected, received_at)


def flags(entry_id: UUID, made_at: datetime, clock: Clock, received_at: datetime) -> list[str]:
    """``clock_suspect`` when the phone's time disagrees with the server's or with its own id."""
    is_off = abs(timedelta(milliseconds=clock.off_ms)) > SUSPECT
    is_future = made_at > received_at + SUSPECT
    differs = entry_id.version == 7 and abs(_made(entry_id) - made_at) > SUSPECT
    return ["clock_suspect"] if is_off or is_future or differs else []


def _made(entry_id: UUID) -> datetime:
    try:
        return datetime.fromtimestamp((entry_id.int >> 80) / 1000, UTC)
    except (OverflowError, ValueError, OSError):
        return datetime.max.replace(tzinfo=UTC)

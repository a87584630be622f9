"""Ids of invented entries: UUIDv7 of the invented moment, the same at every run."""

from __future__ import annotations

import random
import uuid
from datetime import datetime


def at(choose: random.Random, moment: datetime) -> str:
    """A UUIDv7 made at ``moment`` with the dice's own randomness."""
    millis = int(moment.timestamp() * 1000)
    tail = choose.getrandbits(62)
    return str(uuid.UUID(int=millis << 80 | 0x7 << 76 | choose.getrandbits(12) << 64 | 0b10 << 62 | tail))

"""Requests and answers of the sync protocol, as msgspec checks them (see docs/sync.md)."""

from __future__ import annotations

from typing import Annotated, Any, Literal
from uuid import UUID

import msgspec

Count = Annotated[int, msgspec.Meta(ge=0, le=2**31 - 1)]
# PostgreSQL's numbers and texts: what it could not hold is refused here, in words.
Seq = Annotated[int, msgspec.Meta(ge=0, le=2**63 - 1)]
Text = Annotated[str, msgspec.Meta(pattern="^[^\\x00]*$")]
PlaceKey = Annotated[str, msgspec.Meta(pattern="^[0-9]{1,7}$")]


class Replaced(msgspec.Struct, frozen=True):
    """The number this phone had before, and what it knew of entries that had not left."""

    device: UUID
    why: Literal["renewed", "store_lost", "key_destroyed"]
    unsent: Count = 0


class Enrol(msgspec.Struct, frozen=True):
    device_name: Text
    app: Text = ""
    replaces: Replaced | None = None


class Holds(msgspec.Struct, frozen=True):
    """What lies on the phone: people, entries that count against its budget, bytes on its disk."""

    persons: Count
    entries: Count
    budget: Count
    bytes: Annotated[int, msgspec.Meta(ge=0, le=2**53)] | None = None


class Hello(msgspec.Struct, frozen=True):
    device: UUID
    app: Text = ""
    cursor: dict[PlaceKey, Seq] = {}
    unsent: Count = 0
    last_device_seq: Count = 0
    free_mb: Count | None = None
    persisted: bool = False
    holds: Holds | None = None


class Push(msgspec.Struct, frozen=True):
    device: UUID
    records: list[dict[str, Any]]


class Pull(msgspec.Struct, frozen=True):
    cursor: dict[PlaceKey, Seq] = {}
    epochs: dict[PlaceKey, str] = {}
    limit: int = 250


class Emptied(msgspec.Struct, frozen=True):
    unsent: Count = 0

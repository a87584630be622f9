"""The shape of an entry as it arrives, and its canonical bytes.

The shape is the wire contract of `docs/sync.md`; msgspec checks it while it decodes.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime
from math import isfinite
from typing import Annotated, Any, Final, Literal
from uuid import UUID

import msgspec

Intent = Literal["new", "correction", "void"]
Small = Annotated[int, msgspec.Meta(ge=0, le=2**31 - 1)]  # what a column of the journal holds
Offset = Annotated[int, msgspec.Meta(ge=-(10**13), le=10**13)]  # ms: three centuries
YEARS: Final = range(1900, 9999)
DEEPEST: Final = 32  # levels of lists and objects; forms have five


class Subject(msgspec.Struct, frozen=True):
    """Whom or what the entry is about."""

    type: Literal["household", "person", "place", "dossier"]
    id: UUID


class Clock(msgspec.Struct, frozen=True):
    """What the device knew of its clock: offset to the server (ms), age of that knowledge (s)."""

    off_ms: Offset = 0
    age_s: Small | None = None


class Blob(msgspec.Struct, frozen=True):
    """An attachment the entry names; its bytes come apart."""

    sha256: str
    type: str
    size: Small


class Incoming(msgspec.Struct, frozen=True):
    """One entry made by a phone or an office page. Never changed after it is made."""

    id: UUID
    form: str
    version: str
    subject: Subject
    group: UUID
    place: Small
    author: UUID
    role: str
    made_at: datetime
    answers: dict[str, Any]
    dossier: UUID | None = None
    prev: UUID | None = None
    settles: list[UUID] = []
    intent: Intent = "new"
    reason: str | None = None
    device: UUID | None = None
    device_seq: Small | None = None
    clock: Clock = Clock()
    app: str = ""
    blobs: list[Blob] = []


def storable(value: Any, depth: int = DEEPEST) -> Any:
    """The value as JSON columns can hold it: no NUL, no half characters, no endless depth or number.

    What cannot be held is told in words where it stood: an unreadable entry is kept all the same.
    """
    if isinstance(value, str):
        return value.replace("\x00", "").encode(errors="replace").decode()
    if isinstance(value, Mapping | list) and depth == 0:
        return "[prea adânc]"
    if isinstance(value, Mapping):
        return {storable(str(key)): storable(inner, depth - 1) for key, inner in value.items()}
    if isinstance(value, list):
        return [storable(inner, depth - 1) for inner in value]
    is_held = value is None or isinstance(value, bool) or _is_held_number(value)
    return value if is_held else f"[{type(value).__name__}]"


def key_of(raw: Mapping[str, Any]) -> str:
    """What the receipt of an entry is found by; a number of thousands of digits has no text in Python."""
    given = raw.get("id")
    return given if isinstance(given, str) else str(storable(given))


def is_storable(value: Any) -> bool:
    """Whether nothing of the value would be lost by storing it."""
    return bool(storable(value) == value)


def _is_held_number(value: Any) -> bool:
    if isinstance(value, int):
        return value.bit_length() <= 64
    return isinstance(value, float) and isfinite(value)


def canonical(raw: Mapping[str, Any]) -> bytes:
    """Bytes both sides hash: sorted keys, no spaces, UTF-8 as it is."""
    text = json.dumps(raw, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return text.encode()


def fingerprint(raw: Mapping[str, Any]) -> bytes:
    """SHA-256 of the canonical bytes (32 bytes)."""
    return hashlib.sha256(canonical(raw)).digest()


def parse(raw: Mapping[str, Any]) -> Incoming:
    """Typed entry.

    Raises:
        msgspec.ValidationError: the shape is wrong; the text names the path, never the value.
    """
    entry = msgspec.convert(raw, Incoming, strict=True)
    if entry.made_at.tzinfo is None:
        raise msgspec.ValidationError("the time has no time zone - at `$.made_at`")
    if entry.made_at.year not in YEARS:
        raise msgspec.ValidationError("no such year - at `$.made_at`")
    if not is_storable(raw):
        raise msgspec.ValidationError("something in it cannot be stored")
    return entry

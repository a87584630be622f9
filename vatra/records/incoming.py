"""The shape of an entry as it arrives, and its canonical bytes.

The shape is the wire contract of `docs/sync.md`; msgspec checks it while it decodes.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

import msgspec

Intent = Literal["new", "correction", "void"]


class Subject(msgspec.Struct, frozen=True):
    """Whom or what the entry is about."""

    type: Literal["household", "person", "place", "dossier"]
    id: UUID


class Clock(msgspec.Struct, frozen=True):
    """What the device knew of its clock: offset to the server (ms), age of that knowledge (s)."""

    off_ms: int = 0
    age_s: int | None = None


class Blob(msgspec.Struct, frozen=True):
    """An attachment the entry names; its bytes come apart."""

    sha256: str
    type: str
    size: int


class Incoming(msgspec.Struct, frozen=True):
    """One entry made by a phone or an office page. Never changed after it is made."""

    id: UUID
    form: str
    version: str
    subject: Subject
    group: UUID
    place: int
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
    device_seq: int | None = None
    clock: Clock = Clock()
    app: str = ""
    blobs: list[Blob] = []


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
        raise msgspec.ValidationError("`$.made_at` has no time zone")
    if "\x00" in canonical(raw).decode():
        raise msgspec.ValidationError("a NUL character cannot be stored")
    return entry

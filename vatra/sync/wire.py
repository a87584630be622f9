"""Requests and answers of the sync protocol, as msgspec checks them (see docs/sync.md)."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import msgspec


class Enrol(msgspec.Struct, frozen=True):
    device_name: str
    app: str = ""


class Hello(msgspec.Struct, frozen=True):
    device: UUID
    app: str = ""
    cursor: dict[str, int] = {}
    unsent: int = 0
    last_device_seq: int = 0
    free_mb: int | None = None
    persisted: bool = False


class Push(msgspec.Struct, frozen=True):
    device: UUID
    records: list[dict[str, Any]]


class Pull(msgspec.Struct, frozen=True):
    cursor: dict[str, int] = {}
    epochs: dict[str, str] = {}
    limit: int = 250

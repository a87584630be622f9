"""Answers of the protocol as others may rely on them (docs/sync.md); more fields may come."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

import msgspec


class Error(msgspec.Struct):
    code: str
    message: str


class Refusal(msgspec.Struct):
    message: str


class Role(msgspec.Struct):
    role: str
    place: int
    place_name: str


class User(msgspec.Struct):
    id: UUID
    name: str
    roles: list[Role]


class Enrolled(msgspec.Struct):
    device: UUID
    token: str
    secret: str
    user: User


class Grant(msgspec.Struct):
    place: int
    name: str
    epoch: str
    role: str


class Counts(msgspec.Struct):
    accepted: int
    counted: int


class Reason(msgspec.Struct):
    code: str
    message: str
    path: str | None = None


class Held(msgspec.Struct):
    id: UUID
    form: str
    reasons: list[Reason]
    at: str


class Greeted(msgspec.Struct):
    server_time: datetime
    min_app: str
    grants: list[Grant]
    forms_etag: str
    wipe: bool
    user: User
    counts: Counts
    expects_device_seq: int
    quarantine: list[Held]


class Receipt(msgspec.Struct):
    status: Literal["accepted", "quarantined", "retry"]
    reasons: list[Reason]
    flags: list[str]


class Pushed(msgspec.Struct):
    results: dict[str, Receipt]
    counts: Counts


class Pulled(msgspec.Struct):
    gone: list[UUID]
    drop: list[int]
    cursor: dict[str, int]
    more: bool
    server_time: datetime
    bundles: list[dict[str, Any]]


class Named(msgspec.Struct):
    siruta: int
    name: str


class Slice(msgspec.Struct):
    place: int
    name: str
    county: int
    county_name: str
    localities: list[Named]
    uats: list[Named]


class Colleague(msgspec.Struct):
    id: UUID
    name: str
    role: str


class Team(msgspec.Struct):
    place: int
    team: list[Colleague]


class Institution(msgspec.Struct):
    id: UUID
    kind: str
    kind_words: str
    name: str
    place: str
    phone: str


class Institutions(msgspec.Struct):
    place: int
    institutions: list[Institution]


class Left(msgspec.Struct):
    left: bool


class Noted(msgspec.Struct):
    noted: bool


class Bundle(msgspec.Struct):
    """What the packs say, for the user's roles."""

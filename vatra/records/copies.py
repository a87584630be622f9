"""A phone's safety copy, opened with the secret the server keeps for that phone.

The file is described in `field/src/crypto/README.md`. Every block is authenticated: what opens was
sealed by the enrolled phone and is exactly what it would have pushed.
"""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.db import connection

from vatra.people import sealing

FORMAT: Final = "copie-de-siguranta/1"
RECOVERY: Final = "vatra/recovery/1"
MOST_BYTES: Final = 64 * 1024 * 1024
DEVICE: Final = "SELECT user_id, name, secret_sealed, revoked_at FROM records_device WHERE id = %s"


class CopyError(Exception):
    """The file cannot be taken; the text tells the reader why and what to do."""


class NotACopyError(CopyError):
    def __init__(self) -> None:
        super().__init__(
            "Fișierul nu este o copie de siguranță Vatra întreagă. Alegeți fișierul „vatra-copie-….json” "
            "salvat pe telefon; dacă îl aveți chiar pe acela, s-a stricat la copiere: aduceți-l din nou."
        )


class TooNewError(CopyError):
    def __init__(self) -> None:
        super().__init__(
            "Copia este făcută de o versiune a aplicației pe care acest server nu o cunoaște încă. "
            "Nu s-a pierdut nimic: păstrați fișierul și cereți actualizarea serverului."
        )


class OtherOfficeError(CopyError):
    def __init__(self) -> None:
        super().__init__(
            "Copia este a unui telefon care nu ține de dumneavoastră. Se deschide numai la biroul unde "
            "lucrează cel care a folosit telefonul. Păstrați fișierul și duceți-l acolo."
        )


class DamagedError(CopyError):
    def __init__(self) -> None:
        super().__init__(
            "Copia este stricată: nu se deschide cu cheia păstrată pentru acest telefon. Salvați pe telefon "
            "o copie nouă și încercați din nou. Nu s-a schimbat nimic."
        )


class Box(msgspec.Struct, frozen=True):
    iv: str
    data: str


class Row(msgspec.Struct, frozen=True):
    id: str
    box: Box


class File(msgspec.Struct, frozen=True):
    sha256: str
    box: Box


class Part(msgspec.Struct, frozen=True):
    device: UUID
    recovery: Box
    records: list[Row] = []
    blobs: list[File] = []


class Copy(msgspec.Struct, frozen=True):
    vatra: str
    parts: list[Part]


@dataclass(frozen=True, slots=True)
class Opened:
    """One phone's unsent entries. ``damaged`` counts blocks that did not open; the others did."""

    device_id: UUID
    device_name: str
    user_id: UUID
    revoked_at: datetime | None
    records: tuple[Mapping[str, Any], ...]
    files: tuple[tuple[str, bytes], ...]
    damaged: int


def read(content: bytes) -> Copy:
    """The sealed copy in the file. Raises NotACopyError, TooNewError."""
    if len(content) > MOST_BYTES:
        raise NotACopyError
    try:
        copy = msgspec.json.decode(content, type=Copy)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise NotACopyError from error
    if copy.vatra != FORMAT:
        raise TooNewError if copy.vatra.startswith("copie-de-siguranta/") else NotACopyError
    return copy


def unseal(part: Part) -> Opened:
    """The part opened. Raises OtherOfficeError for an unknown phone, DamagedError."""
    with connection.cursor() as cursor:
        cursor.execute(DEVICE, [part.device])
        row = cursor.fetchone()
    if row is None:
        raise OtherOfficeError
    user_id, name, sealed, revoked_at = row
    key = _data_key(part, sealing.unseal(bytes(sealed), part.device))
    records = [_record(key, each) for each in part.records]
    files = [(each.sha256, _opened(key, f"blob/{each.sha256}", each.box)) for each in part.blobs]
    return Opened(
        device_id=part.device,
        device_name=name,
        user_id=user_id,
        revoked_at=revoked_at,
        records=tuple(one for one in records if one is not None),
        files=tuple((sha256, bytes_) for sha256, bytes_ in files if bytes_ is not None),
        damaged=records.count(None),
    )


def _data_key(part: Part, secret: str) -> bytes:
    stretch = HKDF(algorithm=SHA256(), length=32, salt=bytes(32), info=RECOVERY.encode())
    key = _opened(stretch.derive(base64.b64decode(secret)), RECOVERY, part.recovery)
    if key is None or len(key) != 32:
        raise DamagedError
    return key


def _record(key: bytes, row: Row) -> Mapping[str, Any] | None:
    content = _opened(key, f"record/{row.id}", row.box)
    record = None if content is None else json.loads(content)
    return record if isinstance(record, dict) else None


def _opened(key: bytes, name: str, box: Box) -> bytes | None:
    """The block's content; None where it is not what was sealed under this key and name."""
    try:
        iv, data = base64.b64decode(box.iv, validate=True), base64.b64decode(box.data, validate=True)
        return AESGCM(key).decrypt(iv, data, name.encode())
    except (InvalidTag, ValueError, binascii.Error):
        return None

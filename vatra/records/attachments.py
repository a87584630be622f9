"""Photos and files of entries: named by the hash of their bytes, sealed on disk.

The bytes come after the entry, in pieces if the signal breaks: a piece is appended where
the last one ended. Only when the whole has the promised hash is it sealed and complete.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.db import connection

from vatra.database import archive

MOST_BYTES: Final = 10 * 1024 * 1024
NAME: Final = re.compile(r"[0-9a-f]{64}", re.ASCII)
NONCE: Final = 12


class NotWantedError(Exception):
    """No entry the sender may see names this attachment."""


class WrongBytesError(Exception):
    """The bytes are too many, out of place, or not those the name promises."""


def is_wanted(sha256: str, user_id: UUID) -> bool:
    """Whether an entry written by the user names the attachment (system scope)."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT 1 FROM records_attachmentuse u JOIN records_record r "
            "ON r.id = u.record_id WHERE u.sha256 = %s AND r.author_id = %s)",
            [sha256, user_id],
        )
        return bool(cursor.fetchone()[0])


def received(sha256: str) -> int:
    """Bytes the server holds of it so far; all of them when it is complete."""
    sealed, partial = _paths(sha256)
    if sealed.exists():
        return sealed.stat().st_size - NONCE - 16
    return partial.stat().st_size if partial.exists() else 0


def is_complete(sha256: str) -> bool:
    return _paths(sha256)[0].exists()


def append(sha256: str, offset: int, piece: bytes, total: int) -> int:
    """Add a piece at ``offset`` of ``total`` bytes; how many bytes the server now holds.

    Raises:
        WrongBytesError: too large, out of place, or the finished whole has another hash
            (then the partial file is thrown away and the phone begins again).
    """
    sealed, partial = _paths(sha256)
    if sealed.exists():
        return total
    if total > MOST_BYTES or offset + len(piece) > total or offset != received(sha256):
        raise WrongBytesError
    partial.parent.mkdir(parents=True, exist_ok=True)
    with partial.open("ab") as file:
        file.write(piece)
        file.flush()
        os.fsync(file.fileno())
    if partial.stat().st_size == total:
        _seal(sha256, partial, sealed)
    return offset + len(piece)


def touch(sha256: str) -> None:
    """It is wanted again: its days before it may be thrown away begin now."""
    sealed, _ = _paths(sha256)
    if sealed.exists():
        sealed.touch()


def discard(sha256: str) -> None:
    """Throw the bytes away, for ever: no entry that is kept names them any more."""
    for path in _paths(sha256):
        path.unlink(missing_ok=True)
    archive.forget(settings.ARCHIVE_DIR, sha256[:2], sha256)


def read(sha256: str) -> bytes:
    """The whole attachment, opened. FileNotFoundError while it is not complete."""
    return _open(sha256, _paths(sha256)[0].read_bytes())[0]


def names() -> Iterator[str]:
    """Every complete attachment."""
    folder = Path(settings.DATA_DIR) / "attachments"
    yield from sorted(path.name for path in folder.glob("??/*") if NAME.fullmatch(path.name))


def reseal(sha256: str) -> bool:
    """Seal under the present key what a former one sealed; whether that was needed."""
    sealed, _ = _paths(sha256)
    content, number = _open(sha256, sealed.read_bytes())
    if number == _present():
        return False
    _write(sha256, content, sealed)
    return True


def _seal(sha256: str, partial: Path, sealed: Path) -> None:
    content = partial.read_bytes()
    if hashlib.sha256(content).hexdigest() != sha256:
        partial.unlink()
        raise WrongBytesError
    _write(sha256, content, sealed)
    partial.unlink()


def _write(sha256: str, content: bytes, sealed: Path) -> None:
    """Sealed, on the disk and in the archive before anybody hears that it arrived."""
    nonce = os.urandom(NONCE)
    fresh = sealed.with_suffix(".new")
    try:
        with fresh.open("wb") as file:
            file.write(nonce + _cipher(_present()).encrypt(nonce, content, sha256.encode()))
            file.flush()
            os.fsync(file.fileno())
        archive.keep(settings.ARCHIVE_DIR, fresh, name=sha256)
    except OSError:
        fresh.unlink(missing_ok=True)  # a full disk: half a file would only take more of it
        raise
    fresh.replace(sealed)


def _open(sha256: str, content: bytes) -> tuple[bytes, int]:
    """The bytes, and the number of the key that opened them: the file does not name it."""
    for number in sorted(settings.FIELD_KEYS, key=lambda one: (one != _present(), -one)):
        with contextlib.suppress(InvalidTag):
            return _cipher(number).decrypt(content[:NONCE], content[NONCE:], sha256.encode()), number
    raise InvalidTag


def _present() -> int:
    return settings.FIELD_KEY or max(settings.FIELD_KEYS)


def _cipher(number: int) -> AESGCM:
    return AESGCM(settings.FIELD_KEYS[number])


def _paths(sha256: str) -> tuple[Path, Path]:
    if not NAME.fullmatch(sha256):
        raise NotWantedError
    folder = Path(settings.DATA_DIR) / "attachments" / sha256[:2]
    return folder / sha256, folder / f"{sha256}.part"

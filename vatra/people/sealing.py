"""Identifiers sealed for storage, and found again without being opened.

AES-SIV (RFC 5297) instead of AES-GCM: the same number in the same record always gives the
same bytes, so that derived tables rebuild bit for bit, and there is no nonce to misuse.
The owner's id is the associated data: a sealed number moved to another row does not open.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from functools import lru_cache
from typing import Any, Final
from uuid import UUID

from cryptography.hazmat.primitives.ciphers.aead import AESSIV
from cryptography.hazmat.primitives.hashes import SHA512
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

MARK: Final = "$sealed"


@lru_cache(maxsize=16)
def _cipher(key: bytes) -> AESSIV:
    stretched = HKDF(algorithm=SHA512(), length=64, salt=None, info=b"vatra field").derive(key)
    return AESSIV(stretched)


def seal(text: str, owner: UUID | str) -> bytes:
    """``text`` sealed for one owner: key number (1 byte), then the ciphertext."""
    number = settings.FIELD_KEY or max(settings.FIELD_KEYS)
    body = _cipher(settings.FIELD_KEYS[number]).encrypt(text.encode(), [str(owner).encode()])
    return bytes([number]) + body


def unseal(sealed: bytes, owner: UUID | str) -> str:
    """What was sealed. cryptography.exceptions.InvalidTag: other owner, or altered bytes."""
    cipher = _cipher(settings.FIELD_KEYS[sealed[0]])
    return cipher.decrypt(bytes(sealed[1:]), [str(owner).encode()]).decode()


def blind(kind: str, text: str) -> bytes:
    """Keyed index of an identifier (32 bytes): equal numbers meet, nothing can be read back."""
    return _blind(settings.INDEX_KEY, kind, text)


def blinds(kind: str, text: str) -> list[bytes]:
    """The index under the present key and under former ones: while keys change, search by all."""
    return [_blind(key, kind, text) for key in (settings.INDEX_KEY, *settings.INDEX_KEY_FALLBACKS)]


def _blind(key: bytes, kind: str, text: str) -> bytes:
    message = f"{kind}:{text.strip().upper()}".encode()
    return hmac.new(key, message, hashlib.sha256).digest()


def wrap(value: str, owner: UUID | str) -> dict[str, str]:
    """A sealed answer inside stored JSON."""
    return {MARK: base64.b64encode(seal(value, owner)).decode()}


def open_answer(value: Any, owner: UUID | str) -> Any:
    """The answer with every sealed identifier in it opened."""
    if isinstance(value, dict):
        if MARK in value:
            return unseal(base64.b64decode(value[MARK]), owner)
        return {key: open_answer(inner, owner) for key, inner in value.items()}
    if isinstance(value, list):
        return [open_answer(inner, owner) for inner in value]
    return value

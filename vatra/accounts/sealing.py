"""Secrets of the second factor, sealed before they are stored.

Who copies the database must not be able to compute people's codes. AES-256-GCM under the
system's field keys; the number of the key stands in front, so that keys can be changed.
"""

import base64
import os

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

PURPOSE = b"vatra.accounts second factor"
NONCE_BYTES = 12


def seal(text: str) -> str:
    number = settings.FIELD_KEY or max(settings.FIELD_KEYS)
    nonce = os.urandom(NONCE_BYTES)
    sealed = AESGCM(_key(number)).encrypt(nonce, text.encode(), PURPOSE)
    return f"{number}:{base64.b64encode(nonce + sealed).decode()}"


def unseal(sealed: str) -> str:
    number, _, body = sealed.partition(":")
    raw = base64.b64decode(body)
    return AESGCM(_key(int(number))).decrypt(raw[:NONCE_BYTES], raw[NONCE_BYTES:], PURPOSE).decode()


def _key(number: int) -> bytes:
    """A key of its own for this purpose: no other part's sealed text can be opened with it."""
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=PURPOSE).derive(settings.FIELD_KEYS[number])

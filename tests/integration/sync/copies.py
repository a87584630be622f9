"""The phone's side of a safety copy, written anew in Python from `field/src/crypto/README.md`."""

from __future__ import annotations

import base64
import json
import os
from typing import Any

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from tests.integration.sync.phone import Phone


def box(key: bytes, name: str, content: bytes) -> dict[str, Any]:
    iv = os.urandom(12)
    sealed = AESGCM(key).encrypt(iv, content, name.encode())
    return {"v": 1, "iv": base64.b64encode(iv).decode(), "data": base64.b64encode(sealed).decode()}


def of(phone: Phone, *records: dict[str, Any], files: tuple[tuple[str, bytes], ...] = ()) -> dict[str, Any]:
    """What the phone would save: these entries have not left it."""
    key = os.urandom(32)
    stretch = HKDF(algorithm=SHA256(), length=32, salt=bytes(32), info=b"vatra/recovery/1")
    wrapping = stretch.derive(base64.b64decode(phone.secret))
    rows = [
        {
            "id": one["id"],
            "device_seq": number,
            "made_at": one["made_at"],
            "box": box(key, f"record/{one['id']}", json.dumps(one).encode()),
        }
        for number, one in enumerate(records, 1)
    ]
    blobs = [
        {"sha256": name, "type": "image/webp", "box": box(key, f"blob/{name}", content)}
        for name, content in files
    ]
    part = {
        "device": phone.device,
        "recovery": box(wrapping, "vatra/recovery/1", key),
        "records": rows,
        "blobs": blobs,
    }
    return {"vatra": "copie-de-siguranta/1", "made_at": "2026-11-20T08:00:00Z", "parts": [part]}


def file(copy: dict[str, Any]) -> bytes:
    return json.dumps(copy).encode()

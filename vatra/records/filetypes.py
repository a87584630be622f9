"""What a file is, by its first bytes and not by its name or by what its sender calls it."""

from __future__ import annotations

from typing import Final

# (bytes, where they begin, type)
SIGNATURES: Final = (
    (b"\xff\xd8\xff", 0, "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", 0, "image/png"),
    (b"WEBP", 8, "image/webp"),
    (b"%PDF-", 0, "application/pdf"),
)


def type_of(content: bytes) -> str:
    """The kind of file, empty for one that is not received."""
    return next((kind for mark, at, kind in SIGNATURES if content[at : at + len(mark)] == mark), "")

"""Pages by cursor: each page names the place after its last row, so rows that come between are not lost."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable, Sequence
from typing import Any, Final, TypeVar

from vatra.api.problems import ProblemError

T = TypeVar("T")
LIMIT: Final = 50
MOST: Final = 200


def encode(key: str) -> str:
    """The cursor that stands for a key."""
    return base64.urlsafe_b64encode(key.encode()).decode().rstrip("=")


def decode(cursor: str) -> str:
    """The key; ProblemError for what `encode` never wrote."""
    try:
        key = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True).decode()
    except (binascii.Error, ValueError):
        raise ProblemError("bad_cursor") from None
    if encode(key) != cursor:
        raise ProblemError("bad_cursor")
    return key


def cut(
    rows: Sequence[T], cursor: str | None, limit: int, key: Callable[[T], str]
) -> tuple[Sequence[T], str | None]:
    """The page after the cursor, and the cursor of the next one (None on the last page)."""
    begin = 0
    if cursor:
        last = decode(cursor)
        begin = next((at for at, row in enumerate(rows, start=1) if key(row) == last), -1)
        if begin < 0:
            raise ProblemError("bad_cursor")
    page = rows[begin : begin + limit]
    return page, encode(key(page[-1])) if begin + limit < len(rows) else None


def page(items: Sequence[Any], next_: str | None) -> dict[str, Any]:
    return {"items": list(items), "next": next_}

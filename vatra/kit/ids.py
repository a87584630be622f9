"""UUIDv7 ids: made by whoever creates the thing, sortable by the moment of making."""

import os
import threading
import time
import uuid

_COUNTER_BITS = 12
_lock = threading.Lock()
_last = 0


def uuid7() -> str:
    """A new id, greater than every id this process made before it.

    The 48 bits of milliseconds and the 12 bits after the version run as one number, so that a
    burst within a millisecond, or a clock set back, still counts up.
    """
    global _last  # noqa: PLW0603  (one sequence a process is the point)
    now = (time.time_ns() // 1_000_000) << _COUNTER_BITS
    with _lock:
        _last = max(_last + 1, now | (int.from_bytes(os.urandom(1)) & 0xFF))
        return _text(_last)


def _text(sequence: int) -> str:
    millis, counter = sequence >> _COUNTER_BITS, sequence & ((1 << _COUNTER_BITS) - 1)
    tail = int.from_bytes(os.urandom(8)) & ((1 << 62) - 1)
    return str(uuid.UUID(int=millis << 80 | 0x7 << 76 | counter << 64 | 0b10 << 62 | tail))


def is_uuid7(text: str) -> bool:
    """Whether the text is a UUIDv7 in its canonical (lower case, hyphenated) form."""
    try:
        value = uuid.UUID(text)
    except (ValueError, AttributeError, TypeError):
        return False
    return value.version == 7 and str(value) == text


def millis(text: str) -> int:
    """Milliseconds since 1970 (UTC) inside the id. A hint only: phones' clocks err."""
    return uuid.UUID(text).int >> 80

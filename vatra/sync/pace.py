"""How often one phone may ask. Counted in each web process by itself: a phone asks at most that often
times the number of processes, and an entry waits for no statement more than it has to."""

from __future__ import annotations

import threading
import time
from typing import Final
from uuid import UUID

from django.conf import settings

SECONDS: Final = 60
MOST_REMEMBERED: Final = 20_000

_asked: dict[UUID, int] = {}
_minute = 0
_lock = threading.Lock()


def step(device_id: UUID, now: float | None = None) -> int:
    """Count one request: 0 when it may be, else the seconds to wait. No limit is set: always 0."""
    global _minute  # noqa: PLW0603  (one window for all phones of this process)
    most = settings.SYNC_REQUESTS_PER_MINUTE
    moment = time.time() if now is None else now
    with _lock:
        if int(moment // SECONDS) != _minute or len(_asked) > MOST_REMEMBERED:
            _asked.clear()
            _minute = int(moment // SECONDS)
        _asked[device_id] = asked = _asked.get(device_id, 0) + 1
    return SECONDS - int(moment % SECONDS) if most and asked > most else 0

"""How fast a token may ask, and the count of what it asked: one statement a request, in PostgreSQL.

All web processes share the row, so a second process does not double the pace. It is written
before the request's own transaction begins: nobody waits for a slow answer of the same token.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Any, Final

from django.conf import settings
from django.db import connection

from vatra.api.tokens import Bearer

SECONDS: Final = 60
COUNT: Final = """
WITH paced AS (
    INSERT INTO api_pace AS p (token_id, minute, asked) VALUES (%(token)s, %(minute)s, 1)
    ON CONFLICT (token_id) DO UPDATE SET minute = EXCLUDED.minute,
        asked = CASE WHEN p.minute = EXCLUDED.minute THEN p.asked + 1 ELSE 1 END
    RETURNING asked
), counted AS (
    INSERT INTO api_use AS u (token_id, day, part, asked, refused)
    SELECT %(token)s, %(day)s, %(part)s, 1, (asked > %(most)s)::int FROM paced
    ON CONFLICT (token_id, day, part) DO UPDATE
        SET asked = u.asked + 1, refused = u.refused + EXCLUDED.refused
), seen AS (
    UPDATE api_token SET last_used_at = now()
    WHERE id = %(token)s AND (SELECT asked FROM paced) = 1
)
SELECT asked FROM paced
"""


@dataclass(frozen=True, slots=True)
class Pace:
    """``left`` requests in this minute, ``wait`` seconds until the next one."""

    most: int
    left: int
    wait: int
    is_over: bool


def step(bearer: Bearer, part: str, now: float | None = None) -> Pace:
    """Count one request. ``last_used_at`` is written with the first of a minute only."""
    from django.utils import timezone

    moment = time.time() if now is None else now
    most = settings.API_REQUESTS_PER_MINUTE
    told: dict[str, Any] = {
        "token": bearer.id,
        "minute": int(moment // SECONDS),
        "day": timezone.localdate(),
        "part": part,
        "most": most,
    }
    with connection.cursor() as cursor:
        cursor.execute(COUNT, told)
        asked: int = cursor.fetchone()[0]
    return Pace(most, max(0, most - asked), SECONDS - int(moment % SECONDS), asked > most)

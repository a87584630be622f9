"""How often somebody may do a thing: counted in PostgreSQL, so that all web processes count together.

One statement a step, written before the request's own transaction begins, so that nobody waits
for a slow answer to the same person.
"""

from __future__ import annotations

import time
from typing import Final

from django.db import connection

STEP: Final = """
INSERT INTO database_pace AS p (what, who, began, asked) VALUES (%(what)s, %(who)s, %(began)s, 1)
ON CONFLICT (what, who) DO UPDATE SET began = EXCLUDED.began,
    asked = CASE WHEN p.began = EXCLUDED.began THEN p.asked + 1 ELSE 1 END
RETURNING asked
"""


def step(what: str, who: str, *, most: int, seconds: int, now: float | None = None) -> int:
    """Count one doing of ``what`` by ``who``: 0 when it may be, else the seconds to wait."""
    moment = time.time() if now is None else now
    told: dict[str, str | int] = {"what": what, "who": who, "began": int(moment // seconds)}
    with connection.cursor() as cursor:
        cursor.execute(STEP, told)
        (asked,) = cursor.fetchone()
    return 0 if asked <= most else seconds - int(moment % seconds)

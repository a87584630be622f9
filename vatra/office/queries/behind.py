"""The list behind a figure: households as cases, named only for those who work with them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import connection

SELECT = """
SELECT g.id, r.text, d.id, d.state, d.urgency, d.opened_on{name}
FROM unnest(%s::uuid[]) WITH ORDINALITY g(id, place)
LEFT JOIN LATERAL (SELECT * FROM dossiers_dossier WHERE group_id = g.id
    ORDER BY closed_on IS NULL DESC, opened_on DESC LIMIT 1) d ON true
LEFT JOIN dossiers_reference r ON r.dossier_id = d.id{join}
ORDER BY g.place
"""


@dataclass(frozen=True, slots=True)
class Behind:
    """One household behind a figure. ``name`` is empty where the role sees no identity."""

    group_id: UUID
    reference: str | None
    dossier_id: UUID | None
    state: str | None
    urgency: int | None
    opened_on: date | None
    name: str = ""


def described(groups: Sequence[UUID], *, names: bool) -> list[Behind]:
    """The groups in the given order: one statement."""
    query = SELECT.format(
        name=", coalesce(a.name, '')" if names else "",
        join=" LEFT JOIN people_address a ON a.household_id = g.id" if names else "",
    )
    with connection.cursor() as cursor:
        cursor.execute(query, [list(groups)])
        return [Behind(*row) for row in cursor.fetchall()]

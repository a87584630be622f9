"""Numbers of dossiers: given once under the place's lock, kept through every rebuild."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Final
from uuid import UUID

from django.db import connection

from vatra.database import bulk
from vatra.kit.dossiers import DossierView, GroupView
from vatra.places.models import Place

# The next numbers of each place and year, in the order the dossiers are listed.
GIVE: Final = """
INSERT INTO dossiers_reference (dossier_id, place_id, county_id, year, number, text)
SELECT id, place_id, county_id, year, number,
    code || '-' || place_id || '-' || year || '-' || lpad(number::text, greatest(4, length(number::text)), '0')
FROM (
    SELECT w.*, row_number() OVER (PARTITION BY w.place_id, w.year ORDER BY w.rank) + coalesce((
        SELECT max(r.number) FROM dossiers_reference r
        WHERE r.place_id = w.place_id AND r.year = w.year), 0) AS number
    FROM unnest(%s::uuid[], %s::int[], %s::int[], %s::smallint[], %s::text[]) WITH ORDINALITY
        AS w (id, place_id, county_id, year, code, rank)
) numbered
"""


def give(cases: Sequence[tuple[GroupView, DossierView]], numbered: Iterable[UUID | str]) -> None:
    """Number the dossiers that have none yet, in the order they were opened.

    ``numbered``: those that are known to have one. One that was derived before, then withdrawn,
    and now comes back keeps its number: those not found there are looked for by their own id.
    """
    known = set(map(str, numbered))
    ordered = sorted(cases, key=lambda case: (case[1].opened_on, case[1].id))
    unknown = [case for case in ordered if case[1].id not in known]
    if not unknown:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT dossier_id FROM dossiers_reference WHERE dossier_id = ANY (%s::uuid[])",
            [[dossier.id for _, dossier in unknown]],
        )
        back = {str(row[0]) for row in cursor.fetchall()}
        fresh = [_row(view, dossier) for view, dossier in unknown if dossier.id not in back]
        if fresh:
            cursor.execute(GIVE, [bulk.array(column) for column in zip(*fresh, strict=True)])


def _row(view: GroupView, dossier: DossierView) -> tuple[str, int, int, int, str]:
    code = _county_code(view.place_id)
    return dossier.id, view.place_id, view.county_id, dossier.opened_on.year, code


@lru_cache(maxsize=4096)
def _county_code(place_id: int) -> str:
    return Place.objects.get(pk=place_id).county_code

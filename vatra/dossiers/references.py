"""Numbers of dossiers: given once under the place's lock, kept through every rebuild."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from django.db import connection

from vatra.kit.dossiers import DossierView, GroupView
from vatra.places.models import Place


def give(cases: Sequence[tuple[GroupView, DossierView]]) -> None:
    """Number the dossiers that have none yet, in the order they were opened."""
    ordered = sorted(cases, key=lambda case: (case[1].opened_on, case[1].id))
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT dossier_id FROM dossiers_reference WHERE dossier_id = ANY (%s::uuid[])",
            [[dossier.id for _, dossier in ordered]],
        )
        numbered = {str(row[0]) for row in cursor.fetchall()}
        for view, dossier in ordered:
            if dossier.id not in numbered:
                _insert(view, dossier)


@lru_cache(maxsize=4096)
def _county_code(place_id: int) -> str:
    return Place.objects.get(pk=place_id).county_code


def _insert(view: GroupView, dossier: DossierView) -> None:
    year = dossier.opened_on.year
    prefix = f"{_county_code(view.place_id)}-{view.place_id}-{year}-"
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO dossiers_reference (dossier_id, place_id, county_id, year, number, text) "
            "SELECT %(id)s, %(place)s, %(county)s, %(year)s, n, %(prefix)s || lpad(n::text, 4, '0') "
            "FROM (SELECT coalesce(max(number), 0) + 1 AS n FROM dossiers_reference "
            "WHERE place_id = %(place)s AND year = %(year)s) next",
            {
                "id": dossier.id,
                "place": view.place_id,
                "county": view.county_id,
                "year": year,
                "prefix": prefix,
            },
        )

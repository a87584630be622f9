"""Deltas folded into totals, in sets: a few statements for hundreds of thousands of rows."""

from __future__ import annotations

from typing import Final

from django.db import connection

from vatra.database import scope

MOST: Final = 100_000
# One statement: rows leave the deltas and arrive in both totals, or nothing happens at all.
# Rows that another fold holds are skipped, so that two folds may run side by side.
FOLD: Final = """
WITH taken AS (
    DELETE FROM indicators_delta WHERE id IN (
        SELECT id FROM indicators_delta ORDER BY id LIMIT %s FOR UPDATE SKIP LOCKED)
    RETURNING *
), by_place AS (
    INSERT INTO indicators_tally AS t (place_id, county_id, locality_id, indicator, part, month,
        area, code, sex, age_band, sensitivity, value)
    SELECT place_id, county_id, locality_id, indicator, part, month, area, code, sex, age_band,
        sensitivity, sum(value) FROM taken GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11
    ORDER BY 1, 4, 5, 6, 8, 7, 9, 10, 3, 11
    ON CONFLICT (place_id, indicator, part, month, code, area, sex, age_band, locality_id,
        sensitivity, county_id) DO UPDATE SET value = t.value + EXCLUDED.value
), by_county AS (
    INSERT INTO indicators_countytally AS c (indicator, part, county_id, month, area, code, sex,
        age_band, value)
    SELECT indicator, part, county_id, month, area, code, sex, age_band, sum(value) FROM taken
    GROUP BY 1, 2, 3, 4, 5, 6, 7, 8 ORDER BY 1, 2, 3, 4, 6, 5, 7, 8
    ON CONFLICT (indicator, part, county_id, month, code, area, sex, age_band)
        DO UPDATE SET value = c.value + EXCLUDED.value
)
SELECT count(*) FROM taken
"""


def fold(most: int = MOST) -> int:
    """Fold up to ``most`` deltas; how many were folded. Readings do not change by it."""
    with scope.system(), connection.cursor() as cursor:
        cursor.execute(FOLD, [most])
        folded: int = cursor.fetchone()[0]
    return folded


def fold_all() -> int:
    """Fold until nothing is left; how many deltas were folded."""
    total = 0
    while folded := fold():
        total += folded
    return total

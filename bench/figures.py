"""Folding deltas into totals, and a national figure by county and month from millions of cells."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial

from django.db import connection

from bench import clock, database
from bench.rows import Row
from vatra.database import scope
from vatra.indicators import folding, periods, queries
from vatra.indicators.queries import Territory

CELLS = (
    "indicator, part, place_id, county_id, locality_id, month, area, code, sex, age_band, sensitivity, value"
)
DELTAS = f"""
INSERT INTO indicators_delta ({CELLS})
SELECT 'VUL.3', 'n', w.siruta, w.county_id, 0, 24300 + n %% 24, 'health', 'HEA_0' || n %% 9, 'f', n %% 6, 1, 1
FROM generate_series(1, %s) n
JOIN (SELECT siruta, county_id, row_number() OVER (ORDER BY siruta) - 1 AS at, count(*) OVER () AS many
      FROM places_place WHERE level = 2) w ON w.at = n %% w.many
"""
# Sixty indicators, ten years of months, every commune: cells as the folding leaves them.
TALLY = f"""
INSERT INTO indicators_tally ({CELLS})
SELECT 'X.' || n %% 60, 'n', 1000000 + n / 1500, 1 + (n / 1500) %% 42, 0, 24180 + (n / 60) %% 120, 'health', '', 'f',
    (n / 7200) %% 6, 1, 1 + n %% 5
FROM generate_series(1, %s) n ON CONFLICT DO NOTHING
"""
COUNTIES = """
INSERT INTO indicators_countytally (indicator, part, county_id, month, area, code, sex, age_band, value)
SELECT indicator, part, county_id, month, area, code, sex, age_band, sum(value) FROM indicators_tally
WHERE indicator LIKE 'X.%' GROUP BY 1, 2, 3, 4, 5, 6, 7, 8
"""


def rows(quick: bool) -> Iterator[Row]:
    yield _fold(20_000 if quick else 200_000)
    yield _national(200_000 if quick else 5_000_000)


def _fold(count: int) -> Row:
    with database.superuser() as admin:
        admin.execute(DELTAS, [count])
    with clock.spent() as spent:
        folded = folding.fold_all()
    assert folded >= count, (folded, count)
    with database.superuser() as admin:
        began = time.perf_counter()
        admin.execute(f"CREATE TABLE bench_copy AS SELECT {CELLS} FROM indicators_tally LIMIT {count}")
        raw = time.perf_counter() - began
        admin.execute("DROP TABLE bench_copy")
    return Row(
        f"fold of {folded:,} deltas",
        f"{folded / max(spent.cpu, 0.01):,.0f} deltas/s",
        f"{raw * 1e3:.0f} ms to copy the totals as they are",
        spent.wall / raw,
    )


def _national(count: int) -> Row:
    with database.superuser() as admin:
        admin.execute(TALLY, [count])
        admin.execute(COUNTIES)
        admin.execute("ANALYZE indicators_tally, indicators_countytally, indicators_delta")
        stored = admin.execute("SELECT count(*) FROM indicators_tally").fetchone()
    with scope.system():
        definition = queries.definitions.by_code("OAM.1")
    assert definition is not None
    assert stored is not None
    last = periods.parse("2024-12")
    with scope.enter(scope.Scope("central", None, (), (), (1, 2))):
        wanted = replace(definition, code="X.7")
        query = partial(queries.counted, wanted, Territory(), last, ["county_id", "month"], {})
        cells = query()
        samples = [_timed(query) for _ in range(20)]
        summed = min(_timed(_from_places) for _ in range(2))
    return Row(
        f"national indicator by county and month, {stored[0]:,} tally rows",
        f"{min(samples) * 1e3:.0f} ms at best, p95 {clock.p95(samples) * 1e3:.0f} ms; "
        f"{len(cells):,} cells, 1 statement",
        f"{summed * 1e3:,.0f} ms summed from the communes' tallies",
        min(samples) / summed,
        "< 100 ms",
    )


def _from_places() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT county_id, month, sum(value) FROM indicators_tally WHERE indicator = 'X.7' GROUP BY 1, 2"
        )
        cursor.fetchall()


def _timed(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began

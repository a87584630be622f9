"""One indicator of the country from tallies, and the same from Parquet by DuckDB, over many tally facts."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb

from bench import clock, database
from bench.rows import Row
from vatra.database import scope
from vatra.indicators import periods, queries
from vatra.indicators.queries import Territory

FACTS, QUICK = 1_000_000, 100_000
CHUNK = 5_000_000
COLUMNS = (
    "indicator, part, place_id, county_id, locality_id, month, area, code, sex, age_band, sensitivity, value"
)
# Sixty indicators, ten years of months, up to three ages, commune after commune.
MADE = """
SELECT 'A.' || (n % 15720) % 60, 'n', 2000000 + n // 15720, 1 + (n // 15720) % 42, 0,
    24180 + ((n % 15720) // 60) % 120, 'health', '', 'f', (n % 15720) // 7200, 1, 1 + hash(n) % 5
FROM range({begin}, {end}) made (n)
"""
COUNTIES = """
INSERT INTO indicators_countytally (indicator, part, county_id, month, area, code, sex, age_band, value)
SELECT indicator, part, county_id, month, area, code, sex, age_band, sum(value) FROM indicators_tally
WHERE indicator LIKE 'A.%' GROUP BY 1, 2, 3, 4, 5, 6, 7, 8
"""
UNIQUE = "place_id, indicator, part, month, code, area, sex, age_band, locality_id, sensitivity, county_id"
AGAIN = """
SELECT county_id, month, sum(value)::BIGINT FROM read_parquet('{folder}/**/*.parquet', hive_partitioning = true)
WHERE indicator = 'A.7' AND part = 'n' GROUP BY 1, 2
"""
Cells = dict[tuple[Any, ...], int]


def rows(count: int) -> Iterator[Row]:
    with TemporaryDirectory() as name:
        folder = Path(name)
        _load(folder, count)
        yield _written(folder, count)
        yield _compared(folder, count)


def _load(folder: Path, count: int) -> None:
    """Facts by COPY, without the unique index, which is made at once afterwards."""
    text = folder / "facts.csv"
    with database.superuser() as admin, duckdb.connect() as maker:
        admin.execute("ALTER TABLE indicators_tally DROP CONSTRAINT tally_cell")
        for begin in range(0, count, CHUNK):
            made = MADE.format(begin=begin, end=min(count, begin + CHUNK))
            maker.execute(f"COPY ({made}) TO '{text}' (FORMAT csv, HEADER false)")
            with (
                admin.cursor() as cursor,
                cursor.copy(
                    f"COPY indicators_tally ({COLUMNS}) FROM STDIN (FORMAT csv, FORCE_NOT_NULL (code))"
                ) as into,
                text.open("rb") as file,
            ):
                while piece := file.read(1 << 20):
                    into.write(piece)
        text.unlink()
        admin.execute(f"ALTER TABLE indicators_tally ADD CONSTRAINT tally_cell UNIQUE ({UNIQUE})")
        admin.execute(COUNTIES)
        admin.execute("ANALYZE indicators_tally, indicators_countytally")


def _written(folder: Path, count: int) -> Row:
    text, home = folder / "tallies.csv", folder / "parquet"
    with clock.spent() as spent, database.superuser() as admin, duckdb.connect() as writer:
        began = time.perf_counter()
        out = (
            f"COPY (SELECT {COLUMNS} FROM indicators_tally WHERE indicator LIKE 'A.%') TO STDOUT (FORMAT csv)"
        )
        with admin.cursor() as cursor, cursor.copy(out) as pieces, text.open("wb") as file:
            for piece in pieces:
                file.write(piece)
        raw = time.perf_counter() - began
        types = dict.fromkeys(COLUMNS.split(", "), "INTEGER")
        types |= dict.fromkeys(("indicator", "part", "area", "code", "sex"), "VARCHAR")
        writer.execute(
            f"COPY (SELECT * FROM read_csv('{text}', header = false, columns = {types!r})) "
            f"TO '{home}' (FORMAT parquet, COMPRESSION zstd, PARTITION_BY (county_id))"
        )
    size = sum(path.stat().st_size for path in home.rglob("*.parquet"))
    text.unlink()
    return Row(
        f"Parquet of {count:,} tally facts",
        f"{count / spent.wall:,.0f} facts/s, {size / 1e6:,.1f} MB",
        f"{raw * 1e3:,.0f} ms to copy them out as text",
        spent.wall / raw,
    )


def _compared(folder: Path, count: int) -> Row:
    with scope.system():
        definition = queries.definitions.by_code("OAM.1")
    assert definition is not None
    wanted = replace(definition, code="A.7", kind="flow")
    years = periods.Period(24180, 24299)
    with scope.enter(scope.Scope("central", None, (), (), (1, 2))):
        query = partial(queries.counted, wanted, Territory(), years, ["county_id", "month"], {})
        kept: Cells = {key: parts["n"] for key, parts in query().items()}
        tallies = [_timed(query) for _ in range(20)]
    with duckdb.connect() as facts:
        again = partial(_again, facts, folder / "parquet")
        counted = again()
        parquet = [_timed(again) for _ in range(5)]
    assert kept == counted, "tallies and Parquet differ"
    return Row(
        f"indicator by county and month, {count:,} facts",
        f"tallies {min(tallies) * 1e3:.0f} ms at best, p95 {clock.p95(tallies) * 1e3:.0f} ms; "
        f"{len(kept):,} cells, each the same in both",
        f"{min(parquet) * 1e3:,.0f} ms by DuckDB over Parquet",
        min(tallies) / min(parquet),
        "< 100 ms",
    )


def _again(facts: duckdb.DuckDBPyConnection, folder: Path) -> Cells:
    found = facts.execute(AGAIN.format(folder=folder)).fetchall()
    return {(county, month): value for county, month, value in found}


def _timed(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began

"""Pairs of files that are probably one person, over a whole county at once.

Splink weighs each pair by how often equal fields meet among the same and among other persons;
``judging`` then says why, or refuses. Everything stays in memory: nothing is written to a disk.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from vatra.duplicates import entered, judging
from vatra.duplicates.entered import Entered

WEIGHTS: Final = Path(__file__).parent / "weights.json"
# Fixed before anything was measured: a pair more likely than not by far, yet open to a person's eye.
LIKELY: Final = 0.9
# How frequent a name is can be told from this many files on; before, each name looks frequent.
TELLING: Final = 2_000


@dataclass(frozen=True, slots=True)
class Pair:
    """``one`` < ``other``; ``probability`` 0..1; ``reasons`` are codes of ``judging.REASONS``."""

    one: str
    other: str
    probability: float
    reasons: tuple[str, ...]


def pairs(people: Sequence[Entered], likely: float = LIKELY) -> list[Pair]:
    """Probable duplicates among the people, the likeliest first."""
    by_id = {person.id: person for person in people}
    if len(by_id) < 2:
        return []
    found = [
        Pair(one, other, round(probability, 4), told)
        for one, other, probability in _weighed(people, likely)
        if (told := judging.reasons(by_id[one], by_id[other]))
    ]
    return sorted(found, key=lambda pair: (-pair.probability, pair.one, pair.other))


def _weighed(people: Sequence[Entered], likely: float) -> Iterator[tuple[str, str, float]]:
    from splink import DuckDBAPI, Linker  # a second to load: only the job and the bench need it

    connection = _connection()
    try:
        api = DuckDBAPI(connection=connection)
        linker = Linker(
            api.register(entered.table(people)),
            dict(_weights(has_frequencies=len(people) >= TELLING)),
            log_level=logging.ERROR,
        )
        found = linker.inference.predict(threshold_match_probability=likely).as_pyarrow_table()
    finally:
        connection.close()
    columns = (found[name].to_pylist() for name in ("unique_id_l", "unique_id_r", "match_probability"))
    for left, right, probability in zip(*columns, strict=True):
        yield min(left, right), max(left, right), probability


def _connection() -> Any:
    import duckdb

    connection = duckdb.connect(":memory:")
    connection.execute("SET temp_directory = ''")  # names and digests never reach a disk
    return connection


@cache
def _weights(*, has_frequencies: bool) -> Mapping[str, Any]:
    weights: dict[str, Any] = json.loads(WEIGHTS.read_text())
    levels = [level for comparison in weights["comparisons"] for level in comparison["comparison_levels"]]
    for level in levels if not has_frequencies else ():
        for key in [key for key in level if key.startswith("tf_")]:
            del level[key]
    return weights

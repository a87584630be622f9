"""Persons entered twice: how many are found among a county's files, how many found ones are true, and at what cost."""

from __future__ import annotations

import resource
import time
from collections.abc import Iterator, Sequence

from bench.rows import Row
from vatra.duplicates import estimating
from vatra.duplicates.entered import Entered
from vatra.duplicates.regenerate import known
from vatra.people.names import fold

SEED, TWICE = 7, 0.02  # the weights were made from another seed


def rows(quick: bool) -> Iterator[Row]:
    files, same = known.people(5_000 if quick else 400_000, TWICE, SEED)
    true = {_ordered(one, other) for one, other in same.items()}
    began = time.perf_counter()
    exact = _exact(files)
    base = time.perf_counter() - began
    began = time.perf_counter()
    found = {(pair.one, pair.other) for pair in estimating.pairs(files)}
    spent = time.perf_counter() - began
    held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    yield Row(
        f"persons entered twice, among {len(files):,} files of a county ({len(true):,} are)",
        f"{spent:.1f} s, {held:,.0f} MB at most; recall {_share(found & true, true)}, "
        f"precision {_share(found & true, found)}",
        f"{base:.1f} s, recall {_share(exact & true, true)}, precision {_share(exact & true, exact)} "
        "by equal name and birth date, or equal number",
        spent / base,
    )


def _exact(files: Sequence[Entered]) -> set[tuple[str, str]]:
    """What comparing without any tolerance finds."""
    seen: dict[object, str] = {}
    found: set[tuple[str, str]] = set()
    for file in files:
        keys = [(fold(file.family), fold(file.given), file.birth), *([file.cnp] if file.cnp else [])]
        for key in keys:
            if key in seen and seen[key] != file.id:
                found.add(_ordered(seen[key], file.id))
            seen.setdefault(key, file.id)
    return found


def _ordered(one: str, other: str) -> tuple[str, str]:
    return (one, other) if one < other else (other, one)


def _share(part: set[tuple[str, str]], whole: set[tuple[str, str]]) -> str:
    return f"{len(part) / max(len(whole), 1):.3f}"

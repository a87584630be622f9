"""Indicators counted again by DuckDB from exported facts, and compared with the tallies cell by cell.

It shares nothing with the counting in Python but the definitions: spans are merged and clipped
in SQL. Cells are compared over indicator, part, place, village, month, area and code; sex and
age are summed, because the export tells neither.

Counted again: whatever needs only the facts of a de-identified export. Left out, each with its
reason by `reason_against`: what asks for an age or a sex (birth dates are not exported), counts
of persons, items with their states, cases by state, and answers other than of services.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any, Final

import duckdb

from vatra.kit.indicators import Count, Definition

NAMES: Final = ("records", "findings", "dossiers", "services", "tallies")
QUESTIONS: Final = frozenset({"area", "service_code", "clinical_code", "prophylaxis"})
KEY: Final = "indicator, part, place, locality, month, area, code"
MONTH: Final = "(year({0}) * 12 + month({0}) - 1)"
# A thing's spans that overlap or touch made one, clipped, and told as +1 and -1 of months.
STOCK: Final = """
WITH spans AS ({spans}), ordered AS (
    SELECT *, max(coalesce(end_on, DATE '9999-12-31')) OVER (
        PARTITION BY thing ORDER BY start_on, coalesce(end_on, DATE '9999-12-31')
        ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS reached FROM spans
), numbered AS (
    SELECT *, sum(CASE WHEN reached IS NULL OR start_on > reached THEN 1 ELSE 0 END) OVER (
        PARTITION BY thing ORDER BY start_on, coalesce(end_on, DATE '9999-12-31')
        ROWS UNBOUNDED PRECEDING) AS island FROM ordered
), joined AS (
    SELECT thing, any_value(place) AS place, any_value(locality) AS locality, any_value(area) AS area,
        any_value(code) AS code, min(start_on) AS start_on,
        CASE WHEN bool_or(end_on IS NULL) THEN NULL ELSE max(end_on) END AS end_on,
        any_value(clip_on) AS clip_on
    FROM numbered GROUP BY thing, island
), clipped AS (
    SELECT place, locality, area, code, greatest(start_on, $first) AS start_on,
        least(end_on, clip_on, $past) AS end_on FROM joined
), months AS (
    SELECT place, locality, area, code, {begin} AS begins, {end} AS ends FROM clipped
), lasting AS (SELECT * FROM months WHERE ends IS NULL OR ends > begins)
SELECT place, locality, area, code, begins AS month, 1 AS value FROM lasting
UNION ALL SELECT place, locality, area, code, ends, -1 FROM lasting WHERE ends IS NOT NULL
"""
FLOW: Final = """
WITH spans AS ({spans})
SELECT place, locality, area, code, {begin} AS month, 1 AS value FROM spans
WHERE start_on >= $first AND start_on < coalesce($past, DATE '9999-12-31')
"""


@dataclass(frozen=True, slots=True)
class Difference:
    """A cell where facts and tally say different numbers."""

    indicator: str
    part: str
    place: int
    locality: int
    month: int
    area: str
    code: str
    counted: int
    stored: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was compared: parts and cells; ``left_out`` says why for the others."""

    parts: tuple[tuple[str, str], ...]
    cells: int
    differences: tuple[Difference, ...]
    left_out: dict[tuple[str, str], str]


def parts(definitions: Iterable[Definition]) -> Iterator[tuple[Definition, str, Count]]:
    """Numerators and denominators, each with its definition."""
    for each in definitions:
        yield each, "n", each.numerator
        if each.denominator is not None:
            yield each, "d", each.denominator


def reason_against(definition: Definition, count: Count) -> str:
    """Why this count cannot be made from a de-identified export; empty where it can."""
    if {"sex", "age_from", "age_to"} & set(count.where):
        return "cere vârsta sau sexul, care nu se exportă"
    if count.of in ("persons", "items"):
        return "persoanele și părțile dosarelor nu se exportă rând cu rând"
    if count.of == "dossiers" and count.states:
        return "istoria stărilor nu se exportă"
    if count.of == "answers" and (definition.is_stock or not _is_service(count)):
        return "răspunsurile nu se exportă, afară de codurile serviciilor"
    return ""


def _is_service(count: Count) -> bool:
    is_plain = not (count.group or count.person or count.where)
    is_coded = count.test in (("exists", True),) or count.test[0] == "in"
    return (
        str(count.form).endswith("/service_given") and count.question in QUESTIONS and is_plain and is_coded
    )


def compare(folder: Path, definitions: Iterable[Definition]) -> Outcome:
    """Count again from the export in the folder and set it beside its tallies."""
    told = list(parts(definitions))
    left_out = {(d.code, part): why for d, part, count in told if (why := reason_against(d, count))}
    counted = [(d, part, count) for d, part, count in told if (d.code, part) not in left_out]
    with duckdb.connect() as facts:
        _open(facts, folder)
        facts.execute(
            "CREATE TABLE counted (indicator VARCHAR, part VARCHAR, place INTEGER, locality INTEGER, "
            "month INTEGER, area VARCHAR, code VARCHAR, value BIGINT)"
        )
        for definition, part, count in counted:
            _count(facts, definition, part, count)
        chosen = tuple((d.code, part) for d, part, _ in counted)
        return Outcome(chosen, *_compared(facts, chosen), left_out)


def _open(facts: duckdb.DuckDBPyConnection, folder: Path) -> None:
    for name in NAMES:
        files = str(folder / name / "*" / "*.parquet").replace("'", "''")
        facts.execute(f"CREATE VIEW {name} AS SELECT * FROM read_parquet('{files}')")  # noqa: S608 - names of ours


def _count(facts: duckdb.DuckDBPyConnection, definition: Definition, part: str, count: Count) -> None:
    past = definition.valid_to + timedelta(days=1) if definition.valid_to else None
    shape = STOCK if definition.is_stock else FLOW
    spans, arguments = _spans(definition, count)
    query = shape.format(spans=spans, begin=MONTH.format("start_on"), end=MONTH.format("end_on"))
    told: dict[str, Any] = arguments | {"first": definition.valid_from, "past": past}
    told |= {"indicator": definition.code, "part": part, "own": definition.area}
    facts.execute(
        "INSERT INTO counted SELECT $indicator, $part, place, locality, month, coalesce(area, $own), "  # noqa: S608 - names of ours
        f"coalesce(code, ''), value FROM ({query})",
        {
            name: value
            for name, value in told.items()
            if f"${name}" in query or name in ("indicator", "part", "own")
        },
    )


def _spans(definition: Definition, count: Count) -> tuple[str, dict[str, Any]]:
    """SQL of the things counted, with the days each stands for."""
    by_code = "code" in definition.breakdown
    if count.of == "findings":
        return _findings(count, by_code)
    if count.of == "dossiers":
        start = "closed_on" if count.moment == "closed" and not definition.is_stock else "opened_on"
        return (
            f"SELECT place, locality, dossier AS thing, NULL AS area, NULL AS code, {start} AS start_on, "  # noqa: S608 - names of ours
            "closed_on AS end_on, CASE WHEN is_person THEN died_on END AS clip_on "
            f"FROM dossiers WHERE kind = $kind AND {start} IS NOT NULL",
            {"kind": count.kind},
        )
    if count.of == "entries":
        return _entries(definition, count)
    return _services(count, by_code)


def _findings(count: Count, by_code: bool) -> tuple[str, dict[str, Any]]:
    per_subject = count.per == "subject"
    code = "code" if by_code and not per_subject else "NULL"
    area = "NULL" if per_subject else "area"
    thing = "subject" if per_subject else "subject || ':' || code"
    where = [f"{name} = ${name}" for name in ("area", "favourable") if name in count.where]
    where += ["list_contains($codes, code)"] if "code" in count.where else []
    arguments = {name: count.where[name] for name in ("area", "favourable") if name in count.where}
    if "code" in count.where:
        arguments["codes"] = list(count.where["code"])
    return (
        f"SELECT place, locality, {thing} AS thing, {area} AS area, {code} AS code, "  # noqa: S608 - names of ours
        "opened_on AS start_on, closed_on AS end_on, CASE WHEN is_person THEN died_on END AS clip_on "
        f"FROM findings WHERE {' AND '.join(where) or 'true'}",
        arguments,
    )


def _entries(definition: Definition, count: Count) -> tuple[str, dict[str, Any]]:
    # A stock counts each subject once, from its first entry on.
    start, grouped = ("min(occurred_on)", "GROUP BY ALL") if definition.is_stock else ("occurred_on", "")
    return (
        f"SELECT place, locality, household || subject AS thing, NULL AS area, NULL AS code, {start} AS start_on, "  # noqa: S608 - names of ours
        "CAST(NULL AS DATE) AS end_on, CASE WHEN subject_type = 'person' THEN died_on END AS clip_on "
        f"FROM records WHERE is_standing AND form = $form {grouped}",
        {"form": count.form},
    )


def _services(count: Count, by_code: bool) -> tuple[str, dict[str, Any]]:
    op, wanted = count.test
    where = f"list_contains($wanted, {count.question})" if op == "in" else f"{count.question} IS NOT NULL"
    return (
        "SELECT place, locality, record AS thing, NULL AS area, "  # noqa: S608 - names of ours
        f"{count.question if by_code else 'NULL'} AS code, given_on AS start_on, "
        f"CAST(NULL AS DATE) AS end_on, CAST(NULL AS DATE) AS clip_on FROM services WHERE {where}",
        {"wanted": list(wanted)} if op == "in" else {},
    )


def _compared(
    facts: duckdb.DuckDBPyConnection, chosen: tuple[tuple[str, str], ...]
) -> tuple[int, tuple[Difference, ...]]:
    facts.execute("CREATE TABLE chosen (indicator VARCHAR, part VARCHAR)")
    facts.executemany("INSERT INTO chosen VALUES (?, ?)", [list(pair) for pair in chosen])
    sums = f"SELECT {KEY}, sum(value)::BIGINT AS value FROM {{}} GROUP BY ALL HAVING sum(value) <> 0"  # noqa: S608 - names of ours
    stored = "(SELECT t.* FROM tallies t SEMI JOIN chosen USING (indicator, part))"
    rows = facts.execute(
        f"WITH c AS ({sums.format('counted')}), s AS ({sums.format(stored)}) "  # noqa: S608 - names of ours
        f"SELECT {KEY}, coalesce(c.value, 0), coalesce(s.value, 0) FROM c FULL JOIN s USING ({KEY}) ORDER BY ALL"
    ).fetchall()
    found = tuple(Difference(*row) for row in rows if row[-1] != row[-2])
    return len(rows), found


__all__ = ["Difference", "Outcome", "compare", "parts", "reason_against"]

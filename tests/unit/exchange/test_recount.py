"""Spans of facts as DuckDB merges, clips and tells them, on a handful of facts made by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest

from vatra.exchange import recount
from vatra.kit import packs
from vatra.kit.indicators import Count, Definition

FINDING = (
    "1 AS county, 2 AS place, 0 AS locality, 'h' AS household, {subject} AS subject, true AS is_person, "
    "CAST({died} AS DATE) AS died_on, {code} AS code, 'health' AS area, false AS favourable, 1 AS urgency, "
    "CAST({opened} AS DATE) AS opened_on, CAST({closed} AS DATE) AS closed_on"
)
STOCK = Definition(
    code="X",
    title="",
    area="education",
    cites=(),
    definition="",
    owner="",
    kind="stock",
    unit="",
    numerator=Count(of="findings", where={"code": ["A", "B"]}),
    denominator=None,
    breakdown=("code",),
    valid_from=date(2020, 1, 1),
)


def written(folder: Path, findings: list[dict[str, str]], tallies: list[tuple[Any, ...]]) -> Path:
    """An export with these findings and tallies, and no other fact."""
    rows = " UNION ALL ".join(
        "SELECT " + FINDING.format(**{name: f"'{text}'" if text else "NULL" for name, text in each.items()})
        for each in findings
    )
    kept = ", ".join(map(str, tallies)) or "('X', 'n', 2, 0, 0, '', '', 0)"
    empty = {
        "records": "1 AS place, 1 AS locality, 'r' AS household, 's' AS subject, 'person' AS subject_type, "
        "CAST(NULL AS DATE) AS died_on, 'f' AS form, true AS is_standing, DATE '2020-01-01' AS occurred_on",
        "dossiers": "1 AS place, 1 AS locality, 'd' AS dossier, 'k' AS kind, false AS is_person, "
        "CAST(NULL AS DATE) AS died_on, DATE '2020-01-01' AS opened_on, CAST(NULL AS DATE) AS closed_on",
        "services": "1 AS place, 1 AS locality, 'r' AS record, 'a' AS area, DATE '2020-01-01' AS given_on",
    }
    queries = {name: f"SELECT {columns} WHERE false" for name, columns in empty.items()} | {
        "findings": rows,
        "tallies": f"SELECT * FROM (VALUES {kept}) "
        "t (indicator, part, place, locality, month, area, code, value)",
    }
    with duckdb.connect() as facts:
        for name, query in queries.items():
            (folder / name / "county_id=1").mkdir(parents=True)
            facts.execute(f"COPY ({query}) TO '{folder}/{name}/county_id=1/part-0.parquet' (FORMAT parquet)")
    return folder


def finding(subject: str, code: str, opened: str, closed: str = "", died: str = "") -> dict[str, str]:
    return {"subject": subject, "code": code, "opened": opened, "closed": closed, "died": died}


def month(text: str) -> int:
    year, number = text.split("-")
    return int(year) * 12 + int(number) - 1


def counted(
    folder: Path, definition: Definition, findings: list[dict[str, str]]
) -> dict[tuple[str, str], int]:
    """What is counted, by code and month: every cell differs from the empty tallies."""
    outcome = recount.compare(written(folder, findings, []), [definition])
    return {
        (each.code, f"{each.month // 12}-{each.month % 12 + 1:02d}"): each.counted
        for each in outcome.differences
    }


def test_touching_spans_of_one_thing_count_once(tmp_path: Path) -> None:
    found = [
        finding("s", "A", "2026-01-10", "2026-03-05"),
        finding("s", "A", "2026-03-05", "2026-06-01"),
        finding("s", "A", "2026-02-01", "2026-02-20"),
        finding("s", "A", "2026-08-01"),
        finding("s", "C", "2026-01-01"),
    ]

    assert counted(tmp_path, STOCK, found) == {("A", "2026-01"): 1, ("A", "2026-06"): -1, ("A", "2026-08"): 1}


def test_what_began_and_ended_in_a_month_leaves_nothing(tmp_path: Path) -> None:
    assert counted(tmp_path, STOCK, [finding("s", "A", "2026-01-10", "2026-01-30")]) == {}


def test_span_is_clipped_by_law_and_by_death(tmp_path: Path) -> None:
    until = replace(STOCK, valid_to=date(2026, 5, 31))
    found = [finding("s", "A", "2019-03-01", died="2026-02-03"), finding("t", "B", "2026-04-01")]

    cells = counted(tmp_path, until, found)

    assert cells == {("A", "2020-01"): 1, ("A", "2026-02"): -1, ("B", "2026-04"): 1, ("B", "2026-06"): -1}


def test_subject_counts_once_whatever_the_codes(tmp_path: Path) -> None:
    once = replace(STOCK, numerator=replace(STOCK.numerator, per="subject"))
    found = [finding("s", "A", "2026-01-10", "2026-03-05"), finding("s", "B", "2026-02-01", "2026-05-01")]

    assert counted(tmp_path, once, found) == {("", "2026-01"): 1, ("", "2026-05"): -1}


def test_flow_counts_each_on_its_day(tmp_path: Path) -> None:
    flow = replace(STOCK, kind="flow")
    found = [
        finding("s", "A", "2026-01-10"),
        finding("s", "A", "2026-01-20"),
        finding("s", "A", "2019-12-31"),
    ]

    assert counted(tmp_path, flow, found) == {("A", "2026-01"): 2}


def test_equal_tallies_leave_no_difference(tmp_path: Path) -> None:
    kept = [("X", "n", 2, 0, month("2026-01"), "health", "A", 1), ("Y", "n", 2, 0, 1, "", "", 9)]

    outcome = recount.compare(written(tmp_path, [finding("s", "A", "2026-01-10")], kept), [STOCK])

    assert (outcome.differences, outcome.cells) == ((), 1)


@pytest.mark.parametrize(
    ("count", "word"),
    [
        (Count(of="persons"), "persoanele"),
        (Count(of="items", kind="need"), "persoanele"),
        (Count(of="findings", where={"age_from": 18}), "vârsta"),
        (Count(of="findings", where={"sex": "f"}), "sexul"),
        (Count(of="dossiers", kind="case", states=("open",)), "stărilor"),
        (Count(of="answers", form="integrated_services/closure", question="reason"), "răspunsurile"),
    ],
)
def test_what_the_export_cannot_tell_is_left_out_with_its_reason(count: Count, word: str) -> None:
    assert word in recount.reason_against(replace(STOCK, numerator=count), count)


def test_most_of_the_packs_counts_can_be_made_again() -> None:
    every = list(recount.parts(packs.library().indicators))

    again = [part for part in every if not recount.reason_against(part[0], part[2])]

    assert len(again) > len(every) / 2

"""A filled row of a form stands as one line; one with a gap or a fault stays open."""

from __future__ import annotations

from typing import Any

from vatra.office.forms.layout import Field
from vatra.office.forms.pickers import Choice
from vatra.office.templatetags import repetitions


def question(value: Any, kind: str = "string", **more: Any) -> Field:
    required = more.pop("required", True)
    return Field({"id": "q", "type": kind, "required": required}, "q", "q", value, **more)


def test_a_whole_row_folds_and_says_its_first_answers() -> None:
    service = question("water", "choice", choices=(Choice("water", "Apă"), Choice("heat", "Căldură")))
    row = [question(1, "integer"), service, question("2026-11-12", "date"), question(None, required=False)]

    assert repetitions.folds(row)
    assert repetitions.in_one_line(row) == "1 · Apă · 12 nov. 2026"


def test_a_long_text_is_cut() -> None:
    line = repetitions.in_one_line([question("x" * 200, "text")])

    assert line == "x" * 60 + "…"


def test_a_gap_or_a_fault_keeps_the_row_open() -> None:
    whole = question("a")

    assert not repetitions.folds([whole, question(None)])
    assert not repetitions.folds([whole, question([], "choices")])
    assert not repetitions.folds([whole, question("b", message="Nu se poate.")])
    assert not repetitions.folds([question(None, required=False)])


def test_what_stands_in_a_group_of_the_row_counts_too() -> None:
    group = Field({"id": "g", "type": "group"}, "g", "g", children=[question(None)])

    assert not repetitions.folds([question("a"), group])

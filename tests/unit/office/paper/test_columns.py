"""Cells as people fill them."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

import pytest

from vatra.kit import packs
from vatra.office.paper import columns
from vatra.office.paper.columns import Column

OUTCOME = ({"code": "done", "text": "Am vorbit cu familia"}, {"code": "refused", "text": "Nu au vrut"})


def column(kind: str, **item: Any) -> Column:
    form = {"items": [{"id": "x", "type": kind, "text": "X", **item}]}
    return columns.of_form(form)[0]


def test_two_files_are_not_compared_on_paper() -> None:
    form = {"subject": "person", "items": [], "effects": ["person.compare"]}

    assert not columns.suits(form)
    assert columns.suits({**form, "effects": ["person.update"]})


@pytest.mark.parametrize(
    ("kind", "cell", "answer"),
    [
        ("date", datetime(2026, 11, 21), "2026-11-21"),  # noqa: DTZ001 - as the file has it
        ("date", date(2026, 11, 21), "2026-11-21"),
        ("date", "1.11.2026", "2026-11-01"),
        ("date", "11.2026", "2026-11"),
        ("date", "ieri", "ieri"),
        ("time", time(9, 5), "09:05"),
        ("time", "9:05", "9:05"),
        ("integer", 3.0, 3),
        ("integer", "3", 3),
        ("integer", "trei", "trei"),
        ("integer", 3.5, "3.5"),
        ("decimal", 6.2, "6.2"),
        ("decimal", "6,2", "6.2"),
        ("string", 12.0, "12"),
        ("text", " are nevoie ", "are nevoie"),
        ("boolean", "DA", True),
        ("boolean", "nu", False),
        ("yes_no_unknown", "nu stiu", "unknown"),
        ("string", None, None),
        ("string", "  ", None),
    ],
)
def test_cell_is_read_as_a_person_means_it(kind: str, cell: Any, answer: Any) -> None:
    assert columns.answer(column(kind), cell) == answer


def test_choice_is_known_by_text_or_code_whatever_the_case() -> None:
    one = column("choice", options=OUTCOME)

    assert [columns.answer(one, cell) for cell in ("am vorbit CU familia", "refused", "altceva")] == [
        "done", "refused", "altceva",
    ]  # fmt: skip


def test_several_answers_stand_in_one_cell() -> None:
    one = column("choices", options=OUTCOME)

    assert columns.answer(one, "Am vorbit cu familia; refused;") == ["done", "refused"]


def test_what_a_cell_cannot_hold_is_no_column() -> None:
    items = [
        {"id": "a", "type": "group", "items": [{"id": "b", "type": "string", "text": "B"}]},
        {"id": "c", "type": "group", "repeats": True, "items": [{"id": "d", "type": "string", "text": "D"}]},
        *(
            {"id": kind, "type": kind, "text": kind}
            for kind in ("photo", "signature", "person", "computed", "display")
        ),
    ]

    assert [each.id for each in columns.of_form({"items": items})] == ["b"]


@pytest.mark.parametrize(
    ("change", "is_suitable"),
    [
        ({}, True),
        ({"subject": "dossier"}, False),
        ({"effects": ["person.register"]}, False),
        ({"items": [{"id": "s", "type": "signature", "text": "S", "required": True}]}, False),
        ({"items": [{"id": "s", "type": "signature", "text": "S"}]}, True),
    ],
)
def test_form_suits_a_row_if_a_row_can_hold_what_it_requires(
    change: dict[str, Any], is_suitable: bool
) -> None:
    form = {"subject": "person", "items": [{"id": "b", "type": "string", "text": "B", "required": True}]}

    assert columns.suits(form | change) is is_suitable


def test_assessment_and_school_situation_suit_a_session() -> None:
    newest = packs.library().newest()

    for form in ("person_assessment", "school_situation", "health_registration"):
        assert columns.suits(newest[f"integrated_services/{form}"])

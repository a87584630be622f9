from __future__ import annotations

from datetime import date

import pytest

from vatra.documents import words


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (date(2026, 11, 21), "21 noiembrie 2026"),
        ("2026-05-03", "3 mai 2026"),
        ("2026-05", "mai 2026"),
        ("2026", "2026"),
        (None, ""),
    ],
)
def test_day(given, said):
    assert words.day(given).replace(words.NBSP, " ") == said


def test_short_day():
    assert words.short("2026-05-03") == "03.05.2026"


@pytest.mark.parametrize(
    ("number", "said"),
    [(1, "o persoană"), (0, "0 persoane"), (19, "19 persoane"), (20, "20 de persoane"),
     (101, "101 persoane"), (100, "100 de persoane"), (121, "121 de persoane")],
)  # fmt: skip
def test_count(number, said):
    assert words.count(number, "o persoană", "persoane").replace(words.NBSP, " ") == said


def test_amount_keeps_its_unit_and_writes_the_comma():
    assert words.amount("95.5", "%") == f"95,5{words.NBSP}%"


def test_listed():
    assert [words.listed(parts) for parts in ([], ["a"], ["a", "b", "c"])] == ["", "a", "a, b și c"]

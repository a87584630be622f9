"""The table of the security standard is whole, and whatever it says shows a thing is there."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tools import asvs

ROOT = Path(__file__).resolve().parents[3]
# Ids and levels of the requirements of OWASP ASVS 5.0, levels 1 and 2.
ASKED = dict(line.split() for line in Path(__file__).with_name("asvs_levels.txt").read_text().splitlines())


@cache
def rows() -> list[dict[str, Any]]:
    return asvs.rows()


def test_each_requirement_stands_once_under_its_level() -> None:
    assert {row["id"]: str(row["level"]) for row in rows()} == ASKED
    assert max(Counter(row["id"] for row in rows()).values()) == 1


def test_each_says_how_it_is_met_or_why_not() -> None:
    for row in rows():
        assert row["state"] in asvs.STATES, row["id"]
        assert set(row) <= {"id", "level", "ask", "state", "how", "why", "tests"}, row["id"]
        if row["state"] == "met":
            assert row.get("how"), row["id"]
            assert row.get("tests"), row["id"]
            assert "why" not in row, row["id"]
        else:
            assert row.get("why"), row["id"]


def test_every_test_that_is_named_is_there() -> None:
    named = {test for row in rows() for test in row.get("tests", ())}

    missing = sorted(test for test in named if not is_there(test))

    assert missing == []


def is_there(test: str) -> bool:
    path, _, name = test.partition("::")
    file = ROOT / path
    if not file.is_file():
        return False
    if not name:
        return True
    wanted = rf"def {re.escape(name)}\(" if path.endswith(".py") else re.escape(name)
    return re.search(wanted, file.read_text()) is not None


def test_the_page_is_what_the_data_say() -> None:
    assert asvs.main("--check") == 0


def test_a_page_without_its_marks_is_not_written_over() -> None:
    with pytest.raises(ValueError, match="lost its marks"):
        asvs.rendered("Cuvinte", rows())


@pytest.mark.parametrize("test", ["tests/unit/tools/test_asvs.py::test_nothing", "tests/gone.py"])
def test_a_test_that_is_not_there_is_found(test: str) -> None:
    assert not is_there(test)

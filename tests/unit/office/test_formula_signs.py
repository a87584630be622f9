"""A table that leaves the system starts no formula in a spreadsheet."""

from __future__ import annotations

import io
from decimal import Decimal

import pytest
from openpyxl import load_workbook

from vatra.office import exports
from vatra.office.queries import cases_sheets

SIGNS = ["=1+1", "+40", "-5", "@SUM(A1)", "\t=1", "\r=1"]


@pytest.mark.parametrize("text", SIGNS)
def test_a_text_that_begins_like_a_formula_stays_a_text(text: str) -> None:
    sheet = exports.Sheet("tabel", "Tabel", ["Ce"], [[text]])

    one = cases_sheets.as_csv(["Ce"], [[text]]).decode("utf-8-sig")
    other = exports.sent(sheet, "csv").content.decode("utf-8-sig")
    book = load_workbook(io.BytesIO(exports.sent(sheet, "xlsx").content)).active
    plain = load_workbook(io.BytesIO(cases_sheets.as_xlsx("Ce", ["Ce"], [[text.strip()]]))).active

    for told in (one, other):
        assert f"'{text}" in told
    assert (book["A3"].data_type, plain["A2"].data_type) == ("s", "s")


def test_a_number_stays_a_number() -> None:
    assert b"-5" in cases_sheets.as_csv(["Ce"], [[-5]])
    assert b"'-5" not in cases_sheets.as_csv(["Ce"], [[-5]])


def test_a_sum_of_money_is_shown_with_its_bani_and_stays_a_number() -> None:
    sheet = exports.Sheet("tabel", "Tabel", ["Suma", "Procentul"], [[Decimal("2632.50"), Decimal("12.5")]])

    cells = load_workbook(io.BytesIO(exports.sent(sheet, "xlsx").content)).active[3]

    assert [(cell.value, cell.number_format) for cell in cells] == [(2632.5, "#,##0.00"), (12.5, "General")]
    assert "2632,50;12,5" in exports.sent(sheet, "csv").content.decode("utf-8-sig")

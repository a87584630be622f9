from datetime import date
from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vatra.kit import values

decimals = st.decimals(-(10**9), 10**9, places=4, allow_nan=False)


@given(decimals)
def test_decimal_text_reads_back_as_the_same_number(number):
    text = values.decimal_text(number)

    assert values.decimal(text) == number
    assert not text.endswith(("0", ".")) or "." not in text
    assert text != "-0"


@given(decimals, decimals.filter(bool))
def test_division_agrees_with_decimal_arithmetic(left, right):
    expected = (left / right).quantize(Decimal("0.01"), ROUND_HALF_UP)

    assert values.decimal(values.divided(left, right)) == expected


def test_division_by_zero_is_nothing():
    assert values.divided(Decimal(1), Decimal(0)) is None


@pytest.mark.parametrize("value", [True, 1.0, "1e3", "", "1.", ".5", "1 000", "+1", 2**53, "٣", None])
def test_what_is_no_number(value):
    assert values.decimal(value) is None


@given(st.dates())
def test_a_day_is_its_own_earliest_day(day):
    assert values.earliest(day.isoformat()) == day
    assert values.earliest(f"{day:%Y-%m}" if day.year > 999 else "1000-01") is not None


@pytest.mark.parametrize(
    ("text", "day", "precision"),
    [
        ("2026", date(2026, 1, 1), "year"),
        ("2026-05", date(2026, 5, 1), "month"),
        ("2026-05-17", date(2026, 5, 17), "day"),
    ],
)
def test_partial_dates(text, day, precision):
    assert values.earliest(text) == day
    assert values.precision(text) == precision


@pytest.mark.parametrize(
    "text", ["2026-00", "2026-13", "2026-02-30", "0000", "26", "2026-1-1", "2026-01-01T", 2026]
)
def test_what_is_no_date(text):
    assert values.earliest(text) is None


def test_a_comparison_of_the_wrong_kind_is_only_unequal():
    assert [values.comparison("number", op)(1, "x") for op in ("=", "!=", "<", ">=")] == [
        False, True, False, False,
    ]  # fmt: skip


def test_membership_keeps_types_apart():
    assert values.holds_member([["a"], ["b", "c"]], "c")
    assert not values.holds_member([True], 1)
    assert not values.holds_member("abc", "a")

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vatra.kit import months


@given(st.dates(date(1900, 1, 1), date(2200, 12, 31)))
def test_a_day_lies_within_its_month(day):
    month = months.month_of(day)

    assert months.first_day(month) <= day <= months.last_day(month)
    assert months.first_day(month + 1) - months.last_day(month) == timedelta(days=1)
    assert months.parse(months.iso(month)) == month


def test_months_are_read_aloud_in_romanian():
    assert months.title(months.parse("2026-11")) == "noiembrie 2026"
    assert months.year_month(months.parse("2026-12")) == (2026, 12)


def test_what_is_no_month():
    with pytest.raises(ValueError, match="month"):
        months.parse("2026-13")

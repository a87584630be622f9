from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vatra.kit import parameters
from vatra.kit.errors import PackError
from vatra.kit.parameters import Dated

RAW = {
    "title": "Praguri",
    "unit": "persoane",
    "cites": ["protocol-2017/3.4.m"],
    "values": [
        {"from": "2017-07-06", "value": 3, "last_checked_on": "2026-11-01"},
        {"from": "2026-06-01", "value": "2.5"},
    ],
}


def test_the_latest_value_not_after_the_day_counts():
    own = parameters.parse({"limit": RAW})

    assert own.at("limit", date(2026, 5, 31)) == 3
    assert own.at("limit", "2026-06-01") == "2.5"
    assert own["limit"].values[0] == Dated(date(2017, 7, 6), 3, date(2026, 11, 1))


def test_before_the_first_value_there_is_none():
    own = parameters.parse({"limit": RAW})

    assert own.find("limit", "2017-07-05") is None
    with pytest.raises(PackError, match="limit has no value on 2017-07-05"):
        own.at("limit", "2017-07-05")


def test_an_unknown_name_is_refused():
    with pytest.raises(PackError, match="unknown parameter x"):
        parameters.parse({}).at("x", "2026-01-01")
    assert parameters.parse({}).find("x", "2026-01-01") is None


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"title": ""}, "no title"),
        ({"cites": []}, "neither cites nor source"),
        ({"values": []}, "no values"),
        ({"values": [{"from": "2026-01-01"}]}, "needs `from` and `value`"),
        (
            {"values": [{"from": "2026-01-01", "value": 1}, {"from": "2026-01-01", "value": 2}]},
            "not in order",
        ),
        ({"remark": "x"}, "unknown keys ['remark']"),
    ],
)
def test_a_fault_is_named(change, fault):
    with pytest.raises(PackError) as refused:
        parameters.parse({"limit": {**RAW, **change}})

    assert fault in str(refused.value)


def test_the_phone_gets_values_with_title_and_source():
    own = parameters.parse({"limit": RAW})

    assert own.as_json() == {
        "limit": [{"from": "2017-07-06", "value": 3}, {"from": "2026-06-01", "value": "2.5"}]
    }
    assert own.described()["limit"]["unit"] == "persoane"


@given(st.lists(st.dates(), min_size=1, max_size=6, unique=True), st.dates())
def test_what_counts_is_what_a_reader_of_the_list_would_say(days, on):
    values = [{"from": day.isoformat(), "value": index} for index, day in enumerate(sorted(days))]
    own = parameters.parse({"x": {"title": "x", "source": "y", "values": values}})
    before = [index for index, day in enumerate(sorted(days)) if day <= on]

    assert own.find("x", on) == (before[-1] if before else None)

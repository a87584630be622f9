import pytest

from vatra.kit import yaml12
from vatra.kit.errors import PackError


def test_only_true_and_false_are_booleans():
    assert yaml12.loads("[true, false, yes, no, on, off, True]") == [
        True, False, "yes", "no", "on", "off", "True",
    ]  # fmt: skip


def test_dates_times_and_decimals_stay_text():
    assert yaml12.loads("[2026-11-02, 12:30, 6.2, -0.5, 1e3]") == [
        "2026-11-02",
        "12:30",
        "6.2",
        "-0.5",
        "1e3",
    ]


def test_whole_numbers_are_numbers_and_leading_zeros_are_text():
    assert yaml12.loads("[0, 7, -3, 0722, 0x10]") == [0, 7, -3, "0722", "0x10"]


def test_nothing_and_null_are_none():
    assert yaml12.loads("{a: , b: null, c: ~}") == {"a": None, "b": None, "c": None}


def test_a_key_that_stands_twice_is_refused():
    with pytest.raises(PackError, match=r"x\.yaml.*'a'.*line 1"):
        yaml12.loads("{a: 1, b: 2, a: 3}", "x.yaml")


def test_broken_yaml_names_its_source():
    with pytest.raises(PackError, match=r"^x\.yaml"):
        yaml12.loads("a: [1", "x.yaml")


def test_no_tag_builds_python_objects():
    with pytest.raises(PackError):
        yaml12.loads("!!python/object/apply:os.getcwd []")

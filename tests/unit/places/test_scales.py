"""Classes of a map and their words."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from vatra.places import scales
from vatra.places.scales import Scale

TENS = Scale((Decimal(5), Decimal(10)), decimals=1, unit="la 1000")


def test_words_say_bounds_with_a_decimal() -> None:
    assert TENS.words() == ("sub 5 la 1000", "5–9,9 la 1000", "10 și peste la 1000")


def test_words_say_whole_bounds() -> None:
    scale = Scale((Decimal(1), Decimal(2), Decimal(5)), decimals=0)

    assert scale.words() == ("0", "1", "2–4", "5 și peste")


def test_words_without_bounds_say_so() -> None:
    assert Scale(()).words() == ("toate valorile",)


def test_class_of_a_value_on_a_bound_is_the_class_above() -> None:
    assert [TENS.class_of(v) for v in (0, 4.94, 5, 9.94, 10, 400)] == [0, 0, 1, 1, 2, 2]


def test_class_of_a_value_follows_what_is_shown() -> None:
    assert TENS.figure(9.95) == "10,0 la 1000"
    assert TENS.class_of(9.95) == 2


def test_figure_is_written_in_romanian() -> None:
    assert Scale((), decimals=1).figure(Decimal("1234567.84")) == "1.234.567,8"
    assert Scale((), decimals=0, unit="persoane").figure(1234) == "1.234 persoane"


def test_fit_takes_round_bounds_near_the_quantiles() -> None:
    scale = scales.fit(range(1, 101), unit="%")

    assert scale.bounds == (Decimal(20), Decimal(40), Decimal(60), Decimal(80))
    assert scale.words() == ("sub 20 %", "20–39 %", "40–59 %", "60–79 %", "80 și peste %")


def test_fit_of_one_value_has_one_class() -> None:
    assert scales.fit([7, 7, None, 7]).bounds == ()


def test_fit_of_nothing_has_one_class() -> None:
    assert scales.fit([]).bounds == ()
    assert scales.fit([None]).class_of(3) == 0


@given(st.lists(st.decimals(0, 10**6, places=2), min_size=1, max_size=60))
def test_fit_leaves_no_class_empty(values: list[Decimal]) -> None:
    scale = scales.fit(values)

    assert {scale.class_of(value) for value in values} == set(range(len(scale.bounds) + 1))
    assert len(scale.words()) == len(scale.bounds) + 1 <= scales.AT_MOST
    assert list(scale.bounds) == sorted(set(scale.bounds))

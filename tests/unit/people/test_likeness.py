"""Names and dates as people write them: diacritics, swaps and slips of the finger."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from vatra.people import likeness
from vatra.people.names import fold

FAMILIES = ("Ștefănescu", "Ionescu-Popa", "Țurcanu", "Pădurariu", "Ciobănașu", "Hușanu", "Lăcătuș", "Bălțatu")
GIVEN = ("Ana-Maria", "Gheorghe", "Ștefan", "Constantin", "Mihăiță", "Ioan", "Elena", "Vasile")
family_names = st.sampled_from(FAMILIES)
given_names = st.sampled_from(GIVEN)
full_dates = st.dates().map(lambda day: f"{day.year:04}-{day.month:02}-{day.day:02}")


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("Ștefănescu", "Stefanescu", 1),
        ("\u015etef\u0103nescu", "Ștefănescu", 1),  # cedilla and comma
        ("Ionescu-Popa", "Ionescu", 1),  # a married name
        ("Ana Maria", "Anamaria", 1),
        ("Gheorghe", "Georghe", 0.8),
        ("Gheorghe", "Gheroghe", 0.8),  # letters exchanged
        ("Ioan", "Ion", 0.8),
        ("Ana", "Ina", 0),  # short names are other names
        ("Maria", "Elena", 0),
        ("", "Elena", 0),
    ],
)
def test_name_is_alike_as_far_as_a_clerk_would_say(one: str, other: str, alike: float) -> None:
    assert likeness.name(one, other) == alike


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("1990-03-05", "1990-03-05", 1),
        ("1990-03-05", "1990-03", 1),
        ("1990-03-05", "1990", 1),
        ("1990-03-05", "1990-05-03", 0.8),
        ("1990-03-05", "1990-03-06", 0.8),
        ("1990-03-05", "1990-08-12", 0),
        ("1990-03-05", "1991", 0),
        ("1990-03-05", "", 0),
    ],
)
def test_birth_date_is_alike_with_one_slip(one: str, other: str, alike: float) -> None:
    assert likeness.birth(one, other) == alike


@given(st.text("abcsz", min_size=1, max_size=10), st.text("abcsz", min_size=1, max_size=10))
@example("stefanescu", "stefnaecu")
@example("vasile", "vasiel")
@example("maria", "mariana")
def test_single_word_is_alike_as_a_name_is(one: str, other: str) -> None:
    assert likeness.word(one, other) == likeness.name(one, other)


@given(family_names, given_names, st.booleans())
def test_swapped_names_without_diacritics_are_found(family: str, name: str, is_swapped: bool) -> None:
    written = (fold(name), fold(family)) if is_swapped else (fold(family), fold(name))

    names = likeness.names(family, name, *written)

    assert (names.family, names.given, names.are_swapped) == (1, 1, is_swapped)


@given(family_names, st.data())
def test_a_letter_left_out_is_forgiven(family: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(family) - 1))

    assert likeness.name(family, family[:at] + family[at + 1 :]) >= likeness.SLIP


@given(full_dates, full_dates)
def test_likeness_of_dates_does_not_depend_on_the_order(one: str, other: str) -> None:
    assert likeness.birth(one, other) == likeness.birth(other, one)


@given(full_dates)
def test_dates_near_hold_the_date_itself_and_no_doubles_of_it(text: str) -> None:
    near = list(likeness.births_near(text))

    assert near[0] == text
    assert text[:4] in near
    assert len(near) < 120


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ((1, "Ulița Morii", "12"), (1, "ulita morii", "12"), True),
        ((1, "", "12"), (1, "Ulița Morii", "12"), True),
        ((1, "Ulița Morii", "12"), (1, "Ulița Bisericii", "12"), False),
        ((1, "", "12"), (2, "", "12"), False),
        ((1, "", ""), (1, "", ""), False),
        ((None, "", "12"), (None, "", "12"), False),
    ],
)
def test_address_needs_village_and_number(one: tuple, other: tuple, is_same: bool) -> None:
    assert likeness.is_same_address(one, other) is is_same

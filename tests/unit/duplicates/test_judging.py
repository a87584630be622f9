"""What a clerk would say of two files."""

from __future__ import annotations

from dataclasses import replace

from vatra.duplicates import judging
from vatra.duplicates.entered import Entered

ANA = Entered(
    *("1", "Ștefănescu", "Ana-Maria", "1990-03-05", "f", "", "", "h1", 39872, 39881, "Ulița Morii", "12"),
)
AGAIN = replace(ANA, id="2", household="h2", street="", number="")


def test_same_person_with_slips_has_her_reasons() -> None:
    other = replace(AGAIN, family="Stefanesu", given="Ana Maria", birth="1990-05-03")

    assert judging.reasons(ANA, other) == ("alike_names", "near_birth", "same_place")


def test_swapped_names_are_said() -> None:
    other = replace(AGAIN, family="Ana-Maria", given="Ștefănescu", birth="1990")

    assert judging.reasons(ANA, other) == ("swapped_names", "birth_year", "same_place")


def test_twins_are_never_one_person() -> None:
    twin = replace(ANA, id="2", given="Elena")

    assert judging.reasons(ANA, twin) == ()


def test_mother_and_daughter_of_one_name_are_two() -> None:
    daughter = replace(ANA, id="2", birth="2012-08-19")

    assert judging.reasons(ANA, daughter) == ()


def test_the_same_number_decides_whatever_the_names_say() -> None:
    one, other = (
        replace(ANA, cnp="aa"),
        replace(AGAIN, cnp="aa", family="Popa", given="Ioana", birth="1991-01-01"),
    )

    assert judging.reasons(one, other) == ("same_number", "same_place")


def test_a_foreign_document_decides_too() -> None:
    one, other = replace(ANA, foreign="bb"), replace(AGAIN, foreign="bb")

    assert judging.reasons(one, other)[0] == "same_number"


def test_another_number_is_said_but_does_not_hide_the_pair() -> None:
    one, other = replace(ANA, cnp="aa"), replace(AGAIN, cnp="ab")

    assert judging.reasons(one, other) == ("same_names", "same_birth", "same_place", "other_number")


def test_married_woman_under_another_name_may_be_one_person_but_no_man() -> None:
    married = replace(AGAIN, family="Lupu", place=39391)
    men = [replace(each, sex="m") for each in (ANA, married)]

    assert judging.reasons(ANA, married) == ("other_family", "same_birth", "other_place")
    assert judging.reasons(*men) == ()


def test_household_or_address_in_common_is_said() -> None:
    assert judging.reasons(ANA, replace(ANA, id="2"))[-1] == "same_household"
    assert judging.reasons(ANA, replace(ANA, id="2", household="h9"))[-1] == "same_address"


def test_every_reason_has_its_words() -> None:
    assert all(
        (words and words[0].islower()) or words.startswith("CNP") for words in judging.REASONS.values()
    )

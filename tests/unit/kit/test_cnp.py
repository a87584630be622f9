from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.exceptions import ValidationError
from stdnum.ro import cnp as peer

from vatra.kit import cnp
from vatra.kit.cnp import COUNTY_CODES, Cnp

TODAY = date(2026, 11, 2)
BORN = st.dates(date(1900, 1, 1), date(1999, 12, 31))


def number(first, born, county="22", serial=114):
    twelve = f"{first}{born:%y%m%d}{county}{serial:03d}"
    return twelve + cnp.check_digit(twelve)


@given(
    st.sampled_from("123456"),
    st.dates(date(1900, 1, 1), date(1999, 12, 31)),
    st.sampled_from(sorted(COUNTY_CODES)),
    st.integers(1, 999),
)
def test_what_we_accept_stdnum_accepts(first, born, county, serial):
    text = number(first, born, county, serial)

    if not cnp.explain(text, None):
        assert peer.validate(text) == text


@given(st.from_regex(r"[1-6][0-9]{12}", fullmatch=True))
def test_of_numbers_with_a_known_century_we_refuse_what_stdnum_refuses_and_serial_000(text):
    try:
        peer.validate(text)
    except ValidationError:
        is_right = False
    else:
        is_right = text[9:12] != "000"

    assert (cnp.explain(text, None) == []) is is_right


@given(BORN, st.sampled_from("12"))
def test_sex_and_birth_date_of_a_citizen_born_before_2000(born, first):
    assert cnp.decode(number(first, born), TODAY) == Cnp("m" if first == "1" else "f", born, "22", False)


@given(st.dates(date(1800, 1, 1), date(1899, 12, 31)), st.sampled_from("34"))
def test_the_nineteenth_century(born, first):
    assert cnp.decode(number(first, born), TODAY).birth_date == born


@given(st.dates(date(2000, 1, 1), TODAY), st.sampled_from("56"))
def test_citizens_born_since_2000(born, first):
    assert cnp.decode(number(first, born), TODAY) == Cnp("m" if first == "5" else "f", born, "22", False)


@given(st.dates(date(1927, 1, 1), TODAY), st.sampled_from("789"))
def test_the_century_of_residents_is_the_latest_that_is_not_in_the_future(born, first):
    said = cnp.decode(number(first, born), TODAY)

    assert said.birth_date == born
    assert said.century_assumed
    assert said.sex == {"7": "m", "8": "f", "9": None}[first]


def test_a_foreigner_born_in_1963_is_not_read_as_born_in_2063():
    assert cnp.decode(number("9", date(1963, 5, 17)), TODAY).birth_date == date(1963, 5, 17)


def test_where_stdnum_differs_a_leap_day_of_2000_for_a_resident():
    text = number("7", date(2000, 2, 29))

    assert cnp.explain(text, TODAY) == []
    with pytest.raises(ValidationError):  # it tries 1900, which had no 29 February
        peer.validate(text)


def test_where_stdnum_differs_a_birth_in_the_future():
    text = number("5", date(2026, 11, 3))

    assert cnp.explain(text, TODAY) == [
        "Cifrele 2–7 dau o dată a nașterii în viitor. Verificați prima cifră și anul."
    ]
    assert peer.is_valid(text)


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("180010122114", "12"),
        ("18001012211444", "14"),
        ("18001O1221144", "numai cifre"),
        ("١٨٠٠١٠١٢٢١١٤٤", "numai cifre"),
        ("", "numai cifre"),
        ("0800101221144", "Prima cifră"),
        ("1801301221144", "Cifrele 4–5"),
        ("1800230221144", "Cifrele 6–7"),
        ("1800101991144", "Cifrele 8–9"),
        ("1800101220004", "Cifrele 10–12"),
        ("1800101221145", "Ultima cifră"),
    ],
)
def test_each_fault_is_named_and_the_number_is_not(text, part):
    reasons = cnp.explain(text, TODAY)

    assert len(reasons) == 1
    assert part in reasons[0]
    assert not text or text not in reasons[0]
    assert cnp.decode(text, TODAY) is None


def test_several_faults_are_all_named():
    assert len(cnp.explain("0801301990004", TODAY)) == 3


@given(BORN, st.integers(0, 12), st.integers(1, 9))
def test_one_wrong_digit_is_always_found_but_where_the_remainder_is_ten(born, place, shift):
    right = number("1", born)
    wrong = right[:place] + str((int(right[place]) + shift) % 10) + right[place + 1 :]
    total = sum(w * int(d) for w, d in zip(cnp.WEIGHTS, wrong, strict=False)) % 11
    is_blind_spot = {total, sum(w * int(d) for w, d in zip(cnp.WEIGHTS, right, strict=False)) % 11} == {1, 10}

    assert cnp.explain(wrong, TODAY) or is_blind_spot

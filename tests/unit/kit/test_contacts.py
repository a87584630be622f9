from datetime import date

import pytest

from vatra.kit import contacts

TODAY = date(2026, 11, 2)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("0722 123 456", "+40722123456"),
        ("0040722123456", "+40722123456"),
        ("+40 (231) 512-345", "+40231512345"),
        ("0800.800.800", "+40800800800"),
        ("+373 69 123 456", "+37369123456"),
        ("0039061234567", "+39061234567"),
    ],
)
def test_telephone_numbers_are_kept_in_one_writing(text, kept):
    assert contacts.canonical("phone", text) == kept
    assert contacts.faults("phone", kept, TODAY) == []


@pytest.mark.parametrize(
    "text", ["112", "0122123456", "+4072212345", "722123456", "+0123456789", "abc", "٠٧٢٢١٢٣٤٥٦"]
)
def test_what_is_no_telephone_number_is_kept_as_written_with_a_reason(text):
    assert contacts.canonical("phone", text) == text
    assert contacts.faults("phone", text, TODAY)


@pytest.mark.parametrize("text", ["ana@exemplu.ro", "a.b+c@x-y.co.uk"])
def test_addresses(text):
    assert contacts.faults("email", text, TODAY) == []


@pytest.mark.parametrize(
    "text", ["ana@exemplu", "ana exemplu.ro", "@x.ro", "ana@@x.ro", "ă@x.ro", "a" * 250 + "@x.ro"]
)
def test_what_is_no_address(text):
    assert contacts.faults("email", text, TODAY)

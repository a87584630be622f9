"""Definitions of indicators, as a pack writes them and as an administrator adds them."""

from datetime import date

import pytest

from tests.unit.kit.makers import form
from vatra.kit import catalogue, indicators
from vatra.kit.errors import PackError

FORMS = {
    "p/f": form(
        [
            {"id": "c", "type": "choice", "text": "C", "options": [{"code": "a", "text": "A"}]},
            {"id": "n", "type": "integer", "text": "N"},
        ]
    )
}
KNOWN = catalogue.Catalogue()
RAW = {
    "code": "ID.1", "title": "Adulți fără carte de identitate", "area": "identity_documents",
    "definition": "Adulți fără carte de identitate la sfârșitul perioadei (definiție a proiectului).",
    "owner": "ministry_labour", "kind": "stock", "unit": "persoane", "numerator": {"of": "persons"},
    "breakdown": ["sex"], "valid_from": "2026-01-01",
}  # fmt: skip


def problems(**change):
    return indicators.problems({**RAW, **change}, forms=FORMS, catalogue=KNOWN)


def test_a_right_definition_is_read():
    one = indicators.parse(RAW, forms=FORMS, catalogue=KNOWN)

    assert (one.code, one.is_stock, one.valid_from, one.breakdown) == (
        "ID.1",
        True,
        date(2026, 1, 1),
        ("sex",),
    )
    assert problems() == []


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"title": ""}, "Lipsesc: title"),
        ({"colour": "red"}, "Câmpuri necunoscute: colour"),
        ({"definition": "Adulți."}, "definiție a proiectului"),
        ({"area": "love"}, "Aria „love” nu există"),
        ({"kind": "sum"}, "Felul este"),
        ({"owner": "wizard"}, "Nu există instituția"),
        ({"breakdown": ["name"]}, "Nu se poate împărți după: name"),
        ({"valid_from": "2026-02-30"}, "nu este o zi din calendar"),
        ({"numerator": {"of": "dreams"}}, "Numărătorul: „of” este unul dintre"),
        ({"denominator": {"of": "dreams"}}, "Numitorul: „of” este unul dintre"),
        ({"numerator": {"of": "persons", "form": "p/f"}}, "câmpuri necunoscute pentru „persons”: form"),
        ({"numerator": {"of": "persons", "where": {"name": "x"}}}, "nu se poate filtra după: name"),
        ({"numerator": {"of": "findings", "where": {"code": ["ZZ"]}}}, "vulnerabilități necunoscute: ZZ"),
        ({"numerator": {"of": "items"}}, "lipsește felul"),
        ({"numerator": {"of": "persons"}, "kind": "flow"}, "numai ca „stock”"),
        ({"numerator": {"of": "entries", "form": "p/f", "per": "day"}}, "„per” este „subject”"),
        ({"numerator": {"of": "entries", "form": "p/zz"}}, "formularul „p/zz” nu există"),
        (
            {"numerator": {"of": "answers", "form": "p/f", "question": "zz", "in": ["a"]}},
            "nu are întrebarea „zz”",
        ),
        ({"numerator": {"of": "answers", "form": "p/f", "question": "c"}}, "un singur fel"),
        (
            {"numerator": {"of": "answers", "form": "p/f", "question": "c", "in": ["z"]}},
            "nu are răspunsurile: z",
        ),
        ({"numerator": {"of": "answers", "form": "p/f", "question": "n", "op": "=="}}, "comparația „==”"),
        (
            {"numerator": {"of": "answers", "form": "p/f", "question": "n", "exists": True, "latest": False}},
            "„latest” este true pentru „stock”",
        ),
    ],
)
def test_a_fault_is_said_in_romanian(change, fault):
    found = problems(**change)

    assert len(found) == 1
    assert fault in found[0]


def test_a_wrong_definition_is_refused_with_its_code():
    with pytest.raises(PackError, match=r"indicator ID\.1: Lipsesc: unit"):
        indicators.parse({**RAW, "unit": ""}, forms=FORMS, catalogue=KNOWN)


def test_two_definitions_of_one_code_may_follow_but_not_overlap():
    old = indicators.parse({**RAW, "valid_to": "2026-12-31"}, forms=FORMS, catalogue=KNOWN)
    new = indicators.parse({**RAW, "valid_from": "2027-01-01"}, forms=FORMS, catalogue=KNOWN)
    overlapping = indicators.parse({**RAW, "valid_from": "2026-12-31"}, forms=FORMS, catalogue=KNOWN)

    assert indicators.unique([old, new]) == (old, new)
    with pytest.raises(PackError, match="stands twice"):
        indicators.unique([old, overlapping])

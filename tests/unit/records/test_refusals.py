"""Every reason in words: what happened, why, what to do next; and the next step exists."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from vatra.office.held import queries
from vatra.records import refusals
from vatra.records.refusals import EXPLANATIONS, STEPS

ROOT = Path(__file__).parents[3]
TABLE = "Codes: `"
PHONE = (ROOT / "field/src/app/steps.ts").read_text()
SETTLING = (ROOT / "vatra/office/templates/office/held/settling.html").read_text()
ENTRY = (ROOT / "vatra/office/templates/office/held/entry.html").read_text()
CARD = (ROOT / "field/src/pages/HeldCard.tsx").read_text()

# Where each step is taken: a control of the office page, and one of the phone's card.
CONTROLS = {
    "correct": ("held_correction", "startResend"),
    "again": ("held_again", "resendRecord"),
    "hand_over": ("held_handover", "resendRecord"),
    "export": ("held_file", "resendRecord"),
    "wait": ("held_again", "resendRecord"),
}


@pytest.mark.parametrize("code", EXPLANATIONS)
def test_reason_says_what_happened_why_and_what_to_do(code: str) -> None:
    told = EXPLANATIONS[code]

    for sentence in (told.happened, told.why, told.todo):
        assert re.fullmatch(r"[A-ZĂÂÎȘȚ].{10,170}\.", sentence), sentence
        assert not re.search("[\u015f\u0163\u015e\u0162]", sentence)  # comma below, never cedilla
    assert refusals.reason(code).message == f"{told.happened} {told.why} {told.todo}"
    assert len({told.happened, told.why, told.todo}) == 3


@pytest.mark.parametrize("code", EXPLANATIONS)
def test_next_step_exists_at_the_desk_and_on_the_phone(code: str) -> None:
    step = EXPLANATIONS[code].step

    assert step in STEPS
    office, phone = CONTROLS[step]
    assert f"'{office}'" in SETTLING + ENTRY
    assert phone in CARD
    assert f"  {code}: '{step}'," in PHONE
    assert queries.SHORT[code]


def test_phone_knows_no_reason_that_the_server_does_not() -> None:
    known = re.findall(r"^  (\w+): '\w+',$", PHONE, re.MULTILINE)

    assert set(known) == set(EXPLANATIONS)


def test_codes_stand_in_the_protocol() -> None:
    text = (ROOT / "docs/sync.md").read_text()

    documented = set(re.findall(r"\w+", text.split(TABLE)[1].split("`")[0]))

    assert documented == set(EXPLANATIONS) - {"server_fault"}

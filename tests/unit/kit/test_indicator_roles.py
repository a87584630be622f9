"""Pages look for a role, and a pack says which indicator has it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import vatra
from vatra.kit import packs
from vatra.kit.indicators import parse
from vatra.kit.indicators.definitions import ROLES

OURS = packs.library()
HOME = Path(vatra.__file__).parent
RAW = {
    "code": "X.1", "title": "x", "area": "housing", "definition": "definiție a proiectului", "owner": "ministry_labour",
    "kind": "stock", "unit": "x", "numerator": {"of": "persons"}, "valid_from": "2026-01-01",
}  # fmt: skip


def test_each_role_is_held_by_one_indicator() -> None:
    held = [one.role for one in OURS.indicators if one.role]

    assert sorted(held) == sorted(ROLES)


def test_services_keep_their_area_in_the_code() -> None:
    areas = {one.role: one.area_in for one in OURS.indicators if one.role}

    assert (areas["services"], areas["open_needs"]) == ("code", "area")


@pytest.mark.parametrize(("key", "value"), [("role", "nope"), ("area_in", "sex")])
def test_an_unknown_role_is_refused(key: str, value: str) -> None:
    from vatra.kit.errors import PackError

    parse(RAW | {"role": "people"}, forms={}, catalogue=OURS.catalogue)
    with pytest.raises(PackError):
        parse(RAW | {key: value}, forms={}, catalogue=OURS.catalogue)


def test_no_page_names_an_indicator_by_its_code() -> None:
    codes = "|".join(re.escape(one.code) for one in OURS.indicators)
    named = [
        path.name
        for folder in ("office", "indicators", "documents", "sync")
        for path in (HOME / folder).rglob("*.py")
        if re.search(rf"[\"'](?:{codes})[\"']", path.read_text())
    ]

    assert named == []

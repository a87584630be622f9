"""Procedures change by versions; what began before keeps naming the one it began with."""

from datetime import date

import pytest

from vatra.kit import packs, procedures
from vatra.kit.errors import PackError

TOY = packs.library(("tests.packs",))
JUNE_30, JULY_1 = date(2026, 6, 30), date(2026, 7, 1)
ONE = {
    "code": "p",
    "title": "P",
    "owner": "ministry_health",
    "cites": ["toy/1"],
    "versions": [{"version": "1", "from": "2026-01-01", "source": "x"}],
}


def number(followed: procedures.Followed | None) -> str | None:
    return followed.version.number if followed else None


@pytest.mark.parametrize(("day", "version"), [(date(2025, 12, 31), None), (JUNE_30, "1"), (JULY_1, "2")])
def test_a_form_and_a_dossier_name_the_version_of_their_day(day, version):
    assert number(TOY.procedure_at("wells", day)) == version
    assert number(TOY.procedure_of_form("toy/well_check", day)) == version
    assert number(TOY.procedure_of_dossier("well", day)) == version


def test_what_no_procedure_rules_names_none():
    assert TOY.procedure_at("nope", JULY_1) is None
    assert TOY.procedure_of_dossier("nope", JULY_1) is None
    assert TOY.procedure_of_form("other/form", JULY_1) is None


def test_a_form_named_by_a_procedure_leaves_the_default():
    found = procedures.parse([{**ONE, "default": True}, {**ONE, "code": "q", "forms": ["f"]}], "toy")

    assert procedures.of_form(found, "toy/f", JULY_1).procedure.code == "q"
    assert procedures.of_form(found, "toy/g", JULY_1).procedure.code == "p"


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"title": None, "source": "x"}, "unknown keys"),
        ({"owner": "nobody"}, "unknown owner"),
        ({"versions": []}, "at least one"),
        ({"versions": [*ONE["versions"], *ONE["versions"]]}, "in order of date"),
        ({"versions": [{"version": "1"}]}, "version, from and source"),
    ],
)
def test_a_faulty_procedure_is_refused(change, fault):
    with pytest.raises(PackError, match=fault):
        procedures.parse([{**ONE, **change}], "toy")


def test_two_procedures_share_nothing():
    for change, fault in (
        ({}, "share a code"),
        ({"code": "q", "default": True}, "are the default"),
        ({"code": "q", "forms": ["f"]}, "a form follows two"),
    ):
        with pytest.raises(PackError, match=fault):
            procedures.parse([{**ONE, "default": True, "forms": ["f"]}, {**ONE, **change}], "toy")


def test_unknown_forms_and_dossiers_are_refused():
    found = procedures.parse([{**ONE, "forms": ["f"], "dossiers": ["d"]}], "toy")

    with pytest.raises(PackError, match=r"unknown \['d', 'toy/f'\]"):
        procedures.check(found, [], [])


def test_a_procedure_needs_all_its_parts():
    with pytest.raises(PackError, match="lacks"):
        procedures.parse([{"code": "p"}], "toy")

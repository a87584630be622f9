"""Worked cases of the engine and of every pack. The phone runs the same files with vitest."""

import pytest

from vatra.kit import cases, packs
from vatra.kit.errors import PackError

TRIED = cases.everything(packs.library())


@pytest.mark.parametrize(
    ("case", "form", "parameters"), TRIED, ids=[f"{case.form}:{case.name}" for case, _, _ in TRIED]
)
def test_case_holds(case, form, parameters):
    said = cases.outcome(form, case.answers, case.context, parameters)

    assert cases.differences(case, said) == []


def test_a_case_that_expects_nothing_is_refused(tmp_path):
    (tmp_path / "empty.yaml").write_text("- {name: x, form: kit/types, answers: {}, expect: {}}")

    with pytest.raises(PackError, match="expects nothing"):
        cases.load(tmp_path)


def test_a_case_with_a_misspelt_key_is_refused(tmp_path):
    (tmp_path / "odd.yaml").write_text("- {name: x, form: kit/types, expect: {finding: [A]}}")

    with pytest.raises(PackError, match="finding"):
        cases.load(tmp_path)


@pytest.mark.parametrize(
    ("expect", "wrong"),
    [
        ({"issues": ["a:type"]}, "issues are"),
        ({"issues_include": ["a:type"]}, "issues_include"),
        ({"answers": {"i": True}}, "i is 1, not True"),
        ({"answers": {"j": 1}}, "j is None, not 1"),
        ({"findings": []}, "findings are"),
        ({"findings_include": ["B"]}, "findings_include"),
        ({"findings_exclude": ["A"]}, "findings_exclude"),
        ({"enabled": ["j"]}, "enabled"),
        ({"disabled": ["i"]}, "disabled"),
    ],
)
def test_a_case_that_does_not_hold_says_where(expect, wrong):
    said = cases.Outcome(answers={"i": 1}, issues=[], findings=["A"], enabled=["i"])
    case = cases.Case("f.yaml", "x", "kit/types", {}, {}, expect)

    differences = cases.differences(case, said)

    assert len(differences) == 1
    assert wrong in differences[0]

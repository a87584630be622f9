"""Worked cases of the pack: every refund row and boundary, every row of the matrix."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from vatra.kit import yaml12
from vatra.packs.training import catalogue, eligibility, refunds

CASES = catalogue.ROOT / "cases"
START, FEE = date(2024, 3, 18), Decimal(2500)


def cases(folder: str) -> list[dict[str, Any]]:
    return [one for path in sorted(Path(CASES / folder).glob("*.yaml")) for one in yaml12.load(path)]


def marked(found: list[dict[str, Any]], name: str) -> list[Any]:
    return [pytest.param(one, id=one[name], marks=pytest.mark.clause(*one["cites"])) for one in found]


@pytest.mark.parametrize("case", marked(cases("refunds"), "name"))
def test_refund_row(case: dict[str, Any]) -> None:
    withdrawn = date.fromisoformat(case["withdrawn_on"])
    found = refunds.outcome(START, withdrawn, FEE, refunds.rules(withdrawn, case.get("settings")))

    expected = case["refund"]
    assert found.amount == (None if expected is None else Decimal(expected))
    assert found.cites == tuple(case["cites"])
    if "proposal" in case:
        wanted = case["proposal"]
        assert found.proposal == (None if wanted is None else Decimal(wanted))


@pytest.mark.parametrize("case", marked(cases("matrix"), "profession"))
def test_matrix_row(case: dict[str, Any]) -> None:
    offered = [one.code for one in eligibility.offered(case["profession"])]

    assert len(offered) == case["count"]
    assert set(case["takes"]) <= set(offered)
    assert not set(case["refuses"]) & set(offered)


def test_matrix_has_as_many_pairs_as_the_table() -> None:
    assert sum(len(eligibility.offered(code)) for code in catalogue.professions()) == 32
    assert len(catalogue.programmes()) == 15


@pytest.mark.clause("inmss-2023/purpose")
def test_all_programmes_of_the_call_develop_abilities() -> None:
    assert {one.kind for one in catalogue.programmes().values()} == {"abilities_development"}

"""The six criteria of point III at their bounds."""

from datetime import date
from typing import Any

import pytest

from vatra.packs.pay import catalogue, localities

PARAMETERS = catalogue.law().parameters
NONE_MET = {
    "road_modernised": True,
    "lodging_provided": True,
    "travel_minutes": 60,
    "posts_normed": 10,
    "posts_filled": 5,
    "tasks_taken_over": True,
    "zone": "mountain",
    "altitude": 800,
    "supply_difficult": False,
}


def met(**changes: Any) -> list[int]:
    found = localities.criteria({**NONE_MET, **changes}, PARAMETERS, date(2018, 3, 1))
    return [one.number for one in found if one.is_met]


def test_at_the_bounds_no_criterion_is_met() -> None:
    assert met() == []


def clause(number: int, name: str, **changes: Any) -> Any:
    return pytest.param(changes, [number], marks=pytest.mark.clause(f"pay-2018/III.A.{number}"), id=name)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        clause(1, "road", road_modernised=False),
        clause(2, "lodging", lodging_provided=False),
        clause(3, "travel", travel_minutes=61),
        clause(4, "posts", posts_filled=4),
        clause(5, "height", altitude=801),
        clause(5, "delta", zone="delta", altitude=None, delta_hard_access=True),
        clause(6, "supply", supply_difficult=True, supply_note="la două săptămâni"),
    ],
)
def test_past_its_bound_a_criterion_is_met(changes: dict[str, Any], expected: list[int]) -> None:
    assert met(**changes) == expected


@pytest.mark.parametrize(
    "changes",
    [
        {"posts_filled": 4, "tasks_taken_over": False},
        {"posts_normed": 0, "posts_filled": 0},
        {"zone": "delta", "delta_hard_access": False},
        {"zone": "other", "altitude": 2000},
        {"supply_difficult": True, "supply_note": " "},
        {"travel_minutes": None, "altitude": None, "posts_filled": None},
    ],
)
def test_half_a_criterion_is_none(changes: dict[str, Any]) -> None:
    assert met(**changes) == []

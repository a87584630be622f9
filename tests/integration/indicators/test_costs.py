"""Which index a figure comes from: a county's map must not read the country's."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from tests.integration.office.statements import plan
from vatra.database import scope
from vatra.indicators import periods, queries
from vatra.indicators.queries import Territory

pytestmark = pytest.mark.django_db
COUNTY = 74
COORDINATOR = scope.Scope("county", None, (), (COUNTY,), (1,))


def test_county_by_commune_comes_from_the_county_index(places: None) -> None:
    asked: list[tuple[str, list[Any]]] = []

    def kept(execute: Callable[..., Any], sql: str, params: list[Any], many: bool, context: Any) -> Any:
        asked.append((sql, params))
        return execute(sql, params, many, context)

    with scope.enter(COORDINATOR), connection.execute_wrapper(kept):
        queries.reading(
            "VUL.3",
            territory=Territory(county_id=COUNTY),
            period=periods.parse("2026-11"),
            by=["place_id"],
        )
    (question,) = (each for each in asked if "indicators_tally" in each[0])

    assert "tally_county" in plan(COORDINATOR, question)

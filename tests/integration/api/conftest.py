"""Tokens of a county, of another and of the ministry, and a program that asks with one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from tests import factories
from tests.factories import BOTOSANI, COUNTRY
from vatra.api import tokens
from vatra.api.parts import PARTS
from vatra.indicators import definitions

Ask = Callable[..., Any]
COUNTY_ROLE, MINISTRY_ROLE = "county_health_coordinator", "ministry_health"


@pytest.fixture(autouse=True)
def fresh_definitions() -> None:
    definitions.forget()


def issued(role: str, place: int, parts: tuple[str, ...] = tuple(PARTS)) -> str:
    return tokens.issue(name="Program de probă", role=role, siruta=place, days=30, parts=parts)


@pytest.fixture
def county_token(places: None) -> str:
    factories.make_place(BOTOSANI)
    return issued(COUNTY_ROLE, BOTOSANI)


@pytest.fixture
def ministry_token(places: None) -> str:
    return issued(MINISTRY_ROLE, COUNTRY)


@pytest.fixture
def ask() -> Ask:
    """Ask an address below /api/v1/ with a token (None: without)."""

    def asking(address: str, token: str | None, query: dict[str, Any] | None = None, **headers: str) -> Any:
        if token is not None:
            headers["Authorization"] = f"Bearer {token}"
        return Client().get(f"/api/v1/{address}", query or {}, headers=headers)

    return asking

"""Fixtures of the write path: a county with its places, and workers who may write there."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.journal import TUDORA, Author
from vatra.database import scope
from vatra.places import loading
from vatra.records import queries


@pytest.fixture
def places(db: None) -> Iterator[None]:
    """Botoșani county with its communes and villages."""
    with scope.system():
        loading.load(counties={"BT"})
    queries.county_of.cache_clear()
    yield
    queries.county_of.cache_clear()


@pytest.fixture
def nurse(places: None) -> Author:
    return Author("community_nurse")


@pytest.fixture
def social_worker(places: None) -> Author:
    return Author("social_worker")


@pytest.fixture
def school_mediator(places: None) -> Author:
    return Author("school_mediator")


@pytest.fixture
def stranger(places: None) -> Author:
    """The nurse of another commune of the same county."""
    return Author("community_nurse", place=TUDORA)

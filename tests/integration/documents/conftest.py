"""The team of Vorona with a case that has an assessment, a plan and a first result."""

from __future__ import annotations

import pytest

from tests.integration.documents.story import tell
from tests.integration.office.cases.conftest import world
from tests.integration.office.cases.world import World

__all__ = ["story", "world"]


@pytest.fixture
def story(world: World) -> World:
    tell(world)
    return world

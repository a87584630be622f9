from collections.abc import Iterator

import pytest

from tests import factories
from tests.factories import VORONA
from tests.integration.desks.pay.world import World
from vatra.database import scope


@pytest.fixture
def world(places: None) -> World:
    made = World(
        factories.make_user("payroll_officer", VORONA), factories.make_user("community_nurse", VORONA)
    )
    made.begin()
    return made


@pytest.fixture
def at_desk(world: World) -> Iterator[World]:
    """Inside the payroll officer's own scope, as her pages are."""
    with scope.enter(world.principal.scope()):
        yield world

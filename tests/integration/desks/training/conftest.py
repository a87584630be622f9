import pytest

from tests.integration.desks.training.world import World


@pytest.fixture
def world(places: None) -> World:
    return World()

"""The team of Vorona with a household registered."""

from __future__ import annotations

import pytest

from tests import factories
from tests.factories import BOTOSANI, TUDORA, VORONA
from tests.integration.office.cases.world import ROLES, World


@pytest.fixture
def world(places: None) -> World:
    names = {
        "social": "Sanda Popa",
        "nurse": "Nina Rusu",
        "mediator": "Mihai Ene",
        "other_social": "Oana Pop",
    }
    users = {who: factories.make_user(role, VORONA, name=names[who]) for who, role in ROLES.items()}
    users["county"] = factories.make_user("county_social_coordinator", BOTOSANI, name="Cora Județ")
    users["stranger"] = factories.make_user("social_worker", TUDORA, name="Străin Altundeva")
    world = World(users)
    world.settle_in()
    return world

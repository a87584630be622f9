"""Fixtures of people who sign in: the three of every permission test, and the rest of the staff."""

from collections.abc import Callable
from dataclasses import dataclass, fields

import pytest
from django.test import Client

from tests import factories
from tests.factories import BOTOSANI, COUNTRY, IASI, TUDORA, VORONA
from vatra.accounts.models import User


@dataclass(frozen=True, slots=True)
class Staff:
    """Nine who may come to any address; who is nobody (None) did not sign in."""

    nurse: User
    social_worker: User
    school_mediator: User
    coordinator: User
    other_coordinator: User
    ministry: User
    stranger: User
    administrator: User
    anonymous: None = None

    def each(self) -> dict[str, User | None]:
        return {field.name: getattr(self, field.name) for field in fields(self)}


@pytest.fixture
def staff(db: None) -> Staff:
    """The commune's team, the coordinators of its county and of another, and who stands outside."""
    return Staff(
        nurse=factories.make_user("community_nurse", VORONA),
        social_worker=factories.make_user("social_worker", VORONA),
        school_mediator=factories.make_user("school_mediator", VORONA),
        coordinator=factories.make_user("county_health_coordinator", BOTOSANI),
        other_coordinator=factories.make_user("county_health_coordinator", IASI),
        ministry=factories.make_user("ministry_health", COUNTRY),
        stranger=factories.make_user("community_nurse", TUDORA),
        administrator=factories.make_user("administrator", COUNTRY),
    )


@pytest.fixture
def enter() -> Callable[[User | None], Client]:
    """A client signed in as the user with the second factor given; for None an anonymous one."""

    def make(user: User | None) -> Client:
        client = Client()
        return factories.signed_in(client, user) if user is not None else client

    return make

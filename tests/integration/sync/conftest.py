import pytest

from tests import factories, journal
from tests.integration.sync.phone import Phone
from vatra.sync import devices


@pytest.fixture(autouse=True)
def fresh_devices() -> None:
    devices.forget()


@pytest.fixture
def phone(places: None) -> Phone:
    return Phone(factories.make_user("community_nurse", journal.VORONA))

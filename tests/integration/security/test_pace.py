"""Nobody asks without end: people, phones, programs and whoever guesses a password are told to wait."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from tests import factories
from tests.integration.accounts.pages import give_password
from tests.integration.sync.test_protocol import Phone
from vatra.accounts import pace
from vatra.database import pace as counted
from vatra.sync import devices
from vatra.sync import pace as phones

pytestmark = pytest.mark.django_db
NOBODYS = UUID(int=7)

# What is limited, by whom it is tried, and the request that must be refused after so many.
TRIED: dict[str, tuple[str, str, str, dict[str, Any]]] = {
    "search": ("community_nurse", "people_found", "post", {}),
    "opening": ("county_health_coordinator", "open_identity", "post", {"household_id": NOBODYS}),
    "export": ("community_nurse", "cases_export", "get", {"kind": "csv"}),
    "document": ("community_nurse", "document", "get", {"code": "dosar", "subject": NOBODYS}),
    "enrolment": ("community_nurse", "sync:enrol", "post", {}),
    "upload": ("community_nurse", "paper_reading", "post", {}),
    "applying": ("applicant_nurse", "training_upload", "post", {"file_id": NOBODYS, "slot": "id_card"}),
    "sending": ("administrator", "invite", "post", {}),
}
PLACES = {"county_health_coordinator": factories.BOTOSANI, "administrator": factories.COUNTRY}


def test_every_limit_is_tried() -> None:
    assert set(TRIED) == set(pace.LIMITS)


@pytest.mark.parametrize("what", TRIED)
def test_after_the_limit_a_person_is_told_how_long_to_wait(what: str) -> None:
    role, name, method, arguments = TRIED[what]
    user = factories.make_user(role, PLACES.get(role, factories.VORONA))
    client = factories.signed_in(Client(), user)
    most, seconds = pace.LIMITS[what]
    for _ in range(most - 1):
        counted.step(what, str(user.pk), most=most, seconds=seconds)

    last = getattr(client, method)(reverse(name, kwargs=arguments))
    refused = getattr(client, method)(reverse(name, kwargs=arguments))

    assert last.status_code != 429
    assert refused.status_code == 429
    assert 0 < int(refused["Retry-After"]) <= seconds
    text = refused.json()["message"] if name == "sync:enrol" else refused.content.decode()
    assert "Prea multe cereri" in text
    other = factories.signed_in(Client(), factories.make_user(role, PLACES.get(role, factories.VORONA)))
    assert getattr(other, method)(reverse(name, kwargs=arguments)).status_code != 429


def test_a_new_window_begins_anew() -> None:
    now = 1_000_000.0

    first = [counted.step("search", "cineva", most=2, seconds=60, now=now) for _ in range(3)]

    assert [wait > 0 for wait in first] == [False, False, True]
    assert counted.step("search", "cineva", most=2, seconds=60, now=now + 60) == 0


def test_a_phone_waits_and_loses_nothing(places: None, settings: Any) -> None:
    devices.forget()
    phone = Phone(factories.make_user("community_nurse"))
    settings.SYNC_REQUESTS_PER_MINUTE = 1
    for _ in range(2):
        phones.step(UUID(str(phone.device)))

    answer = Client().post(
        "/api/sync/v1/pull",
        json.dumps({"cursor": {}, "epochs": {}, "limit": 1}),
        content_type="application/json",
        headers={"Authorization": f"Bearer {phone.token}"},
    )

    assert answer.status_code == 429
    assert answer.json()["code"] == "too_fast"
    assert 0 < int(answer["Retry-After"]) <= 60


@pytest.mark.parametrize(
    ("action", "most"), [("login", 30), ("reset_password", 20)], ids=["sign-in", "forgotten password"]
)
def test_one_address_of_the_network_may_not_try_for_ever(action: str, most: int) -> None:
    client = Client()
    if action == "login":
        tries = [give_password(client, "x", f"nimeni{number}@example.ro") for number in range(most + 1)]
    else:
        address = reverse("account_reset_password")
        tries = [client.post(address, {"email": f"n{number}@example.ro"}) for number in range(most + 1)]

    assert tries[-1].status_code == 429 or "Prea multe încercări" in tries[-1].content.decode()
    if tries[-1].status_code == 429:
        assert int(tries[-1]["Retry-After"]) > 0
        assert "Prea multe încercări" in tries[-1].content.decode()


def test_six_wrong_codes_lock_the_second_factor() -> None:
    user = factories.make_user("community_nurse", email="cod@example.ro", password=factories.PASSWORD)
    client = Client()
    give_password(client, factories.PASSWORD, "cod@example.ro")
    for _ in range(6):
        client.post(reverse("mfa_authenticate"), {"code": "000000"})

    good = client.post(reverse("mfa_authenticate"), {"code": factories.code_of(user)})

    assert good.status_code in (200, 429)
    assert client.get(reverse("own_account")).status_code == 302

"""What the server knows of a phone: what it holds, when it falls silent, under which number it comes back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.db import DatabaseError, connection
from django.test import Client
from django.utils import timezone

from tests import factories, journal
from tests.integration.sync.phone import Phone
from vatra.database import scope
from vatra.database.scope import Level, Scope
from vatra.records.models import Device, DeviceAct, Record
from vatra.sync import devices

pytestmark = pytest.mark.django_db


def acts() -> list[tuple[str, int]]:
    with scope.system():
        return list(DeviceAct.objects.order_by("at").values_list("kind", "count"))


def silent(phone: Phone, days: int) -> None:
    Device.objects.filter(pk=phone.device).update(seen_at=timezone.now() - timedelta(days=days))
    devices.forget()


def answer(phone: Phone, name: str) -> int:
    body = {"device": phone.device, "records": []}
    headers = {"Authorization": f"Bearer {phone.token}"}
    response = phone.client.post(f"/api/sync/v1/{name}", body, "application/json", headers=headers)
    return int(response.status_code)


def again(phone: Phone, why: str, unsent: int = 0) -> Phone:
    """The same person enrols the same phone anew."""
    renewed = Phone.__new__(Phone)
    client = factories.signed_in(Client(), phone.user)
    told = client.post(
        "/api/sync/v1/enrol",
        {
            "device_name": "Telefon",
            "replaces": {"device": phone.device, "why": why, "unsent": unsent},
        },
        "application/json",
    ).json()
    renewed.client, renewed.user = Client(), phone.user
    renewed.device, renewed.token, renewed.secret = told["device"], told["token"], told["secret"]
    return renewed


def test_phone_tells_what_it_holds(phone: Phone) -> None:
    phone.hello(holds={"persons": 3, "entries": 5, "budget": 10_000, "bytes": 2_000})

    device = Device.objects.get()
    told = (device.held_persons, device.held_entries, device.budget_entries, device.held_bytes)
    assert told == (3, 5, 10_000, 2_000)


def test_an_old_app_that_tells_nothing_of_it_is_still_served(phone: Phone) -> None:
    assert phone.hello()["wipe"] is False
    assert Device.objects.get().held_entries is None


def test_phone_silent_for_a_month_signs_in_again_and_sends_what_it_kept(phone: Phone) -> None:
    kept = phone.wears(journal.household(phone.author()))
    silent(phone, devices.QUIET_DAYS + 1)

    assert {answer(phone, name) for name in ("hello", "push", "pull")} == {401}
    renewed = again(phone, "renewed", unsent=1)
    pushed = renewed.push(*kept)

    assert {one["status"] for one in pushed["results"].values()} == {"accepted"}
    with scope.system():
        assert str(Record.objects.get().device_id) == phone.device
    assert acts() == [("renewed", 1)]


def test_phone_silent_for_less_is_not_asked(phone: Phone) -> None:
    silent(phone, devices.QUIET_DAYS - 1)

    assert answer(phone, "hello") == 200


def test_lost_phone_that_wakes_after_a_year_is_still_told_to_empty_itself(phone: Phone) -> None:
    devices.revoke_all(email=phone.user.email, wipe=True)
    silent(phone, 365)

    assert phone.hello()["wipe"] is True


def test_phone_that_lost_its_store_says_so_under_its_new_number(phone: Phone) -> None:
    again(phone, "store_lost", unsent=2)

    assert acts() == [("store_lost", 2)]
    assert Device.objects.get(pk=phone.device).revoked_at is not None


def test_nobody_retires_the_phone_of_another(phone: Phone) -> None:
    other = Phone(factories.make_user("community_nurse", journal.VORONA))
    client = factories.signed_in(Client(), other.user)
    replaced = {"device": phone.device, "why": "store_lost", "unsent": 9}

    client.post("/api/sync/v1/enrol", {"device_name": "x", "replaces": replaced}, "application/json")

    assert acts() == []
    assert Device.objects.get(pk=phone.device).revoked_at is None


def test_only_a_phone_out_of_use_is_believed_to_be_empty(phone: Phone) -> None:
    assert phone.call("emptied", {"unsent": 1}) == {"noted": False}
    assert acts() == []


def test_who_leaves_stands_in_the_history(phone: Phone) -> None:
    phone.call("leave", {})

    assert acts() == [("left", 0)]


def test_clock_set_back_and_right_again_leaves_the_order_to_the_server(phone: Phone) -> None:
    nurse = phone.author()
    home = journal.household(nurse)
    offset = round((timezone.now() - datetime(2019, 3, 1, 8, tzinfo=UTC)) / timedelta(milliseconds=1))
    before, during, after = phone.wears(
        home,
        journal.person(nurse, home) | {"made_at": "2019-03-01T10:00:00+02:00"},
        journal.person(nurse, home),
    )
    during["clock"] = {"off_ms": offset, "age_s": 0}

    pushed = phone.push(before, during, after)

    flags = [pushed["results"][one["id"]]["flags"] for one in (before, during, after)]
    assert flags == [[], ["clock_suspect"], []]
    with scope.system():
        rows = list(Record.objects.order_by("seq").values_list("device_seq", "effective_at"))
    assert [number for number, _ in rows] == [1, 2, 3]
    assert timezone.now() - rows[1][1] < timedelta(days=2)


@pytest.mark.parametrize("level", ["local", "county", "central"])
def test_history_of_phones_is_read_by_no_level_and_changed_by_nobody(phone: Phone, level: Level) -> None:
    phone.call("leave", {})

    for query in ("SELECT * FROM records_deviceact", "DELETE FROM records_deviceact"):
        with (
            pytest.raises(DatabaseError, match="permission denied"),
            scope.enter(Scope(level, None, (), (), ())),
        ):
            run(query)
    for query in ("DELETE FROM records_deviceact", "UPDATE records_deviceact SET reason = ''"):
        with pytest.raises(DatabaseError, match="permission denied"), scope.system():
            run(query)


def run(query: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(query)

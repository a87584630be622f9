"""The page of phones: whose, what they hold, out of use with a reason, a copy read."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests import factories, journal
from tests.factories import BOTOSANI, IASI, VORONA
from tests.integration.sync import copies as made
from tests.integration.sync.phone import Phone
from vatra.database import scope
from vatra.office.phones import queries
from vatra.records.models import Device, DeviceAct, Record
from vatra.sync import devices

pytestmark = pytest.mark.django_db
HOLDS = {"persons": 412, "entries": 530, "budget": 10_000, "bytes": 3_145_728}


@pytest.fixture(autouse=True)
def fresh_devices() -> None:
    devices.forget()


@pytest.fixture
def phone(places: None) -> Phone:
    return Phone(factories.make_user("community_nurse", VORONA, name="Nina Rusu"))


@pytest.fixture
def coordinator(phone: Phone) -> Client:
    return factories.signed_in(Client(), factories.make_user("county_health_coordinator", BOTOSANI))


@pytest.fixture
def stranger(phone: Phone) -> Client:
    return factories.signed_in(Client(), factories.make_user("county_health_coordinator", IASI))


def text(response: Any) -> str:
    assert response.status_code in (200, 422), response.status_code
    return " ".join(response.content.decode().split())


def test_coordinator_sees_what_each_phone_of_the_county_holds(phone: Phone, coordinator: Client) -> None:
    phone.hello(holds=HOLDS, unsent=3, last_device_seq=3, free_mb=900, persisted=True)

    shown = text(coordinator.get("/telefoane/"))
    detail = text(coordinator.get(f"/telefoane/{phone.device}/"))

    assert "Nina Rusu" in shown
    assert "persoane: 412 · fișe: 530 din 10.000 (5%) · 3,0 MB" in shown
    assert "0.1.0" in shown
    assert "<dt>Netrimise</dt><dd>3</dd>" in detail


@pytest.mark.clause("protocol-2017/6.3.2")
def test_coordinator_of_another_county_sees_none_of_them(phone: Phone, stranger: Client) -> None:
    shown = text(stranger.get("/telefoane/"))

    assert "Nina Rusu" not in shown
    assert "Niciun telefon" in shown
    assert stranger.get(f"/telefoane/{phone.device}/").status_code == 404
    posted = stranger.post(f"/telefoane/{phone.device}/retragere/", {"reason": "pierdut"})
    assert posted.status_code == 404
    assert Device.objects.get().revoked_at is None


def test_administrator_of_the_country_sees_all(phone: Phone) -> None:
    client = factories.signed_in(Client(), factories.make_user("administrator", factories.COUNTRY))

    assert "Nina Rusu" in text(client.get("/telefoane/"))


def test_phone_over_its_budget_and_a_silent_one_are_marked(phone: Phone, coordinator: Client) -> None:
    phone.hello(holds=HOLDS | {"entries": 10_000})
    Device.objects.update(seen_at=timezone.now() - timedelta(days=8))

    assert "peste limită</span>" in text(coordinator.get("/telefoane/?stare=pline"))
    assert "tăcut de o săptămână" in text(coordinator.get("/telefoane/?stare=tacute"))
    assert "Niciun telefon" in text(coordinator.get("/telefoane/?stare=retrase"))


def test_entries_that_never_came_and_are_no_longer_there_are_told(phone: Phone, coordinator: Client) -> None:
    first, _, third = phone.wears(*(journal.household(phone.author()) for _ in range(3)))
    phone.push(first)
    phone.push(third)
    phone.hello(last_device_seq=3, unsent=1)
    assert "pierdute:" not in text(coordinator.get("/telefoane/"))

    phone.hello(last_device_seq=3, unsent=0)

    assert "pierdute: 1" in text(coordinator.get("/telefoane/"))
    assert "nici telefonul nu spune că le mai are: 1." in text(coordinator.get(f"/telefoane/{phone.device}/"))


def test_held_entries_are_not_taken_for_lost(phone: Phone, coordinator: Client) -> None:
    phone.push(*phone.wears(journal.household(phone.author(), locality="nicăieri")))
    phone.hello(last_device_seq=1, unsent=0)

    assert "pierdute:" not in text(coordinator.get("/telefoane/"))


def test_out_of_use_needs_a_reason(phone: Phone, coordinator: Client) -> None:
    answer = coordinator.post(f"/telefoane/{phone.device}/retragere/", {"reason": " ", "wipe": "on"})

    assert answer.status_code == 422
    assert "Scrieți de ce" in text(answer)
    assert Device.objects.get().revoked_at is None


@pytest.mark.clause("protocol-2017/6.6.2")
def test_lost_phone_is_out_of_use_at_once_and_told_to_empty_itself(phone: Phone, coordinator: Client) -> None:
    sent = journal.household(phone.author())
    phone.push(sent)

    coordinator.post(f"/telefoane/{phone.device}/retragere/", {"reason": "Pierdut în autobuz", "wipe": "on"})
    devices.forget()
    told = phone.hello()
    phone.call("emptied", {"unsent": 2})

    assert (told["wipe"], told["grants"]) == (True, [])
    assert phone.call("pull", {})["bundles"] == []
    shown = text(coordinator.get(f"/telefoane/{phone.device}/"))
    assert "Motiv: Pierdut în autobuz" in shown
    assert "S-a șters, la cererea biroului</strong>, netrimise: 2" in shown
    with scope.system():
        assert str(Record.objects.get().id) == sent["id"]


def test_a_second_press_changes_nothing_but_the_wipe_may_still_be_asked(
    phone: Phone, coordinator: Client
) -> None:
    address = f"/telefoane/{phone.device}/retragere/"
    coordinator.post(address, {"reason": "stricat"})
    coordinator.post(address, {"reason": "stricat"})
    coordinator.post(address, {"reason": "de fapt furat", "wipe": "on"})
    coordinator.post(address, {"reason": "furat", "wipe": "on"})

    with scope.system():
        kinds = list(DeviceAct.objects.order_by("at").values_list("kind", flat=True))
    assert kinds == ["revoked", "wipe_asked"]


def test_copy_of_a_broken_phone_is_read_and_shows_no_answer(phone: Phone, coordinator: Client) -> None:
    nurse = phone.author()
    home = journal.household(nurse)
    ana = journal.person(nurse, home, given_name="Eufrosina")
    content = made.file(made.of(phone, *phone.wears(home, ana)))

    first = text(upload(coordinator, content))
    second = text(upload(coordinator, content))

    assert "Intrări noi: 2 din 2" in first
    assert "acceptată" in first
    assert "Eufrosina" not in first
    assert "Nimic nou" in second


def test_copy_of_another_county_stays_sealed(phone: Phone, stranger: Client) -> None:
    content = made.file(made.of(phone, *phone.wears(journal.household(phone.author()))))

    answer = upload(stranger, content)

    assert answer.status_code == 422
    assert "nu ține de dumneavoastră" in text(answer)
    with scope.system():
        assert not Record.objects.exists()


@pytest.mark.parametrize(("content", "words"), [(b"{}", "nu este o copie"), (b"", "gol")])
def test_wrong_file_is_refused_in_words(coordinator: Client, content: bytes, words: str) -> None:
    assert words in text(upload(coordinator, content))


def test_list_costs_the_same_for_one_phone_and_three(phone: Phone, coordinator: Client) -> None:
    queries_of(coordinator)  # the first visit opens the session
    one = queries_of(coordinator)
    for _ in range(2):
        Phone(factories.make_user("community_nurse", VORONA))

    assert queries_of(coordinator) == one
    assert len(queries.page(factories.principal(_coordinator()), "", 1)[0]) == 3


def _coordinator() -> Any:
    return factories.make_user("county_social_coordinator", BOTOSANI)


def queries_of(client: Client) -> int:
    with CaptureQueriesContext(
        connection,
    ) as captured:
        client.get("/telefoane/")
    return len(captured)


def upload(client: Client, content: bytes) -> Any:
    file = SimpleUploadedFile("vatra-copie.json", content, "application/json")
    return client.post("/telefoane/copie-de-siguranta/", {"copy": file})

"""Pages of payroll: what they show, what they refuse, how many statements they cost."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests import clamd, factories
from tests.integration.desks.pay.world import World
from vatra.accounts.models import User
from vatra.database import scope
from vatra.desks.pay.models import Fact

pytestmark = pytest.mark.django_db
Enter = Callable[[User | None], Client]


def fact_of(world: World, number: str) -> UUID:
    with scope.system():
        return Fact.objects.filter(kind="employment", key=number).latest("since").id


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def test_every_page_of_an_employer_opens(world: World, enter: Enter) -> None:
    world.employ("7")
    world.choose("III+", "both")
    sheet = world_draft(world)
    client = enter(world.officer)

    assert "Direcția de asistență socială" in page(client, "/birou/pay/")
    assert "Căminul pentru vârstnici" in page(client, f"/birou/pay/angajator/{world.employer}/")
    assert "III cu oricare altul" in page(client, f"/birou/pay/angajator/{world.employer}/")
    assert "600,00 lei" in page(client, f"/birou/pay/angajator/{world.employer}/personal/?luna=2018-03")
    month = page(client, f"/birou/pay/angajat/{fact_of(world, '7')}/?luna=2018-03")
    assert "4.000,00 lei × 15 %" in month
    assert "art. 14 alin. (1) lit. b)" in month
    assert "II.A.2" in page(client, f"/birou/pay/stat/{sheet}/")
    assert client.get(f"/birou/pay/angajator/{world.employer}/lista/model.xlsx").status_code == 200


def world_draft(world: World) -> UUID:
    with scope.enter(world.principal.scope()):
        return world.draft()


@pytest.mark.clause("pay-2018/annex.a", "pay-2018/annex.i")
def test_the_law_page_names_the_annexes_with_their_ground(world: World, enter: Enter) -> None:
    text = page(enter(world.officer), "/birou/pay/lege/")

    assert "anexa nr. 1, art. 7 alin. (1) lit. a) cap. II anexa II Legea-cadru 153/2017" in text
    assert "anexa nr. 9, art. 14 cap. II anexa II Legea-cadru 153/2017" in text
    assert "65 % – 75 %" in text


def test_a_form_keeps_what_was_typed_and_says_what_is_wrong(world: World, enter: Enter) -> None:
    client = enter(world.officer)
    address = f"/birou/pay/angajator/{world.employer}/nou/percentage/"
    told = {
        "action": "save", "q.code": "I.A.1", "q.percent": "64", "q.since": "2018-03-01", "q.number": "12",
        "q.decided_on": "2018-02-20", "q.decided_by": "Directorul",
    }  # fmt: skip

    refused = client.post(address, told)
    taken = client.post(address, {**told, "q.percent": "65"})

    assert refused.status_code == 422
    assert "65 % – 75 %" in refused.content.decode()
    assert 'value="64"' in refused.content.decode()
    assert taken.status_code == 302


def test_a_correction_needs_its_reason_and_keeps_the_fact(world: World, enter: Enter) -> None:
    world.employ("7")
    client = enter(world.officer)
    address = f"/birou/pay/corectare/{fact_of(world, '7')}/"
    told = {
        f"q.{key}": {True: "yes", False: "no"}.get(value, value)
        for key, value in world.written[-1]["answers"].items()
    }

    assert client.post(address, {**told, "q.base": "5000", "action": "save"}).status_code == 422
    saved = client.post(address, {**told, "q.base": "5000", "action": "save", "reason": "greșit"})

    assert saved.status_code == 302
    with scope.system():
        assert Fact.objects.get(kind="employment", key="7").body["base"] == "5000"


def test_a_second_state_from_the_same_day_is_refused(world: World, enter: Enter) -> None:
    world.employ("7")
    client = enter(world.officer)
    told = {
        f"q.{key}": {True: "yes", False: "no"}.get(value, value)
        for key, value in world.written[-1]["answers"].items()
    }

    answer = client.post(f"/birou/pay/angajator/{world.employer}/nou/employment/", {**told, "action": "save"})

    assert answer.status_code == 422
    assert "Există deja" in answer.content.decode()


def test_what_if_shows_the_difference_and_writes_nothing(world: World, enter: Enter) -> None:
    world.employ("7")
    client = enter(world.officer)
    with scope.system():
        before = Fact.objects.count()

    answer = client.post(f"/birou/pay/angajat/{fact_of(world, '7')}/?luna=2018-03", {"base": "5000,00"})
    wrong = client.post(f"/birou/pay/angajat/{fact_of(world, '7')}/?luna=2018-03", {"base": "mult"})

    assert "750,00 lei" in answer.content.decode()
    assert "150,00 lei" in answer.content.decode()
    assert "nu este un număr" in wrong.content.decode()
    with scope.system():
        assert Fact.objects.count() == before


def test_the_nurse_states_a_ground_that_payroll_does_not_see(world: World, enter: Enter) -> None:
    world.employ("7", position="personal_assistant", category="other")
    care = world.write(
        "care", staff_number="7", ref="A-1", kind="adult", since="2018-01-01", act="Contract 3"
    )
    nurse = enter(world.nurse)
    told = {
        "action": "save", "q.ref": "A-1", "q.since": "2018-01-01", "q.grade": "severe", "q.psychic_mental": "no",
        "q.special_illness": "yes", "q.document": "Scrisoare medicală 9",
    }  # fmt: skip

    assert "A-1" in page(nurse, "/birou/pay/temeiuri/")
    assert nurse.post(f"/birou/pay/temeiuri/{care['id']}/", told).status_code == 302
    assert "Scrisoare medicală 9" in page(nurse, "/birou/pay/temeiuri/")

    month = page(enter(world.officer), f"/birou/pay/angajat/{fact_of(world, '7')}/?luna=2018-03")
    assert "1.000,00 lei" in month
    assert "Scrisoare medicală 9" not in month


def test_an_officer_of_another_place_finds_nothing(world: World, enter: Enter) -> None:
    world.employ("7")
    other = enter(factories.make_user("payroll_officer", factories.TUDORA))

    assert "Direcția" not in page(other, "/birou/pay/")
    assert other.get(f"/birou/pay/angajator/{world.employer}/").status_code == 404
    assert other.get(f"/birou/pay/angajat/{fact_of(world, '7')}/").status_code == 404


def test_an_officer_has_no_way_to_people(world: World, enter: Enter) -> None:
    client = enter(world.officer)

    assert {client.get(address).status_code for address in ("/oameni/", "/dosare/", "/harta/")} == {403}
    assert client.get("/").status_code == 200


@pytest.mark.parametrize("address", ["personal/?luna=2018-03", ""])
def test_a_list_costs_the_same_at_one_row_and_at_three(world: World, enter: Enter, address: str) -> None:
    from django.db import connection

    client = enter(world.officer)
    url = f"/birou/pay/angajator/{world.employer}/{address}"
    world.employ("1")
    client.get(url)
    with CaptureQueriesContext(connection) as one:
        client.get(url)
    world.employ("2")
    world.employ("3")
    with CaptureQueriesContext(connection) as three:
        client.get(url)

    assert len(one) == len(three)


def test_a_staff_list_with_a_virus_is_not_read(world: World, enter: Enter, settings: Any) -> None:
    address = f"/birou/pay/angajator/{world.employer}/lista/"
    with clamd.running() as scanner:
        settings.CLAMD = scanner.address
        file = SimpleUploadedFile("lista.csv", b"nr;nume\n" + clamd.EICAR)
        answer = enter(world.officer).post(address, {"file": file})

    assert "conține un virus" in answer.content.decode()


def test_a_staff_number_is_sought_without_standing_in_an_address(world: World, enter: Enter) -> None:
    world.employ("7")
    world.employ("8")
    client, address = enter(world.officer), f"/birou/pay/angajator/{world.employer}/personal/"
    found = client.post(address, {"luna": "2018-03", "marca": "7"}).content.decode()

    assert f"/birou/pay/angajat/{fact_of(world, '7')}/" in found
    assert f"/birou/pay/angajat/{fact_of(world, '8')}/" not in found
    assert f"/birou/pay/angajat/{fact_of(world, '8')}/" in page(client, f"{address}?luna=2018-03&marca=7")
    assert '<form class="filter" method="post"' in found


@pytest.mark.parametrize(("days", "is_fault"), [("3", False), ("²", True), ("8", True), ("-1", True)])
def test_what_if_says_which_number_of_days_cannot_be(
    world: World, enter: Enter, days: str, is_fault: bool
) -> None:
    world.employ("7")
    address = f"/birou/pay/angajat/{fact_of(world, '7')}/?luna=2018-03"
    answer = enter(world.officer).post(address, {"days_a_week": days})

    assert answer.status_code == 200
    assert ("nu este un număr de zile" in answer.content.decode()) == is_fault

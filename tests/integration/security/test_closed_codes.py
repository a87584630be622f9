"""A need kept more closely than the question that asks for it: on the phone, on pages, in rows."""

from __future__ import annotations

import json

import pytest
from django.db import connection

from tests import factories
from tests.integration.office.cases.world import World, assessment, day, risks
from tests.integration.sync.test_protocol import Phone
from vatra.database import scope
from vatra.sync import devices

pytestmark = pytest.mark.django_db
WORDS = "Zdrobit de durere, Zzyzxescu"


@pytest.fixture
def world(places: None) -> World:
    made = World(
        {
            "social": factories.make_user("social_worker"),
            "nurse": factories.make_user("community_nurse"),
            "mediator": factories.make_user("school_mediator"),
        }
    )
    made.settle_in()
    made.signal()
    made.add("social", "risk_assessment", **risks())
    made.add(
        "social", "initial_assessment", **assessment(social_assistance=[{"social_assistance_need": "NSO_08"}])
    )
    made.add(
        "nurse",
        "specific_assessment",
        assessed_on=day(20),
        area="health",
        needs_state="needs",
        needs=[{"need": "NHE_16", "need_note": WORDS}, {"need": "NHE_01"}],
        medical_note="Diagnostic secret",
        summary="Are nevoie de ajutor",
    )
    devices.forget()
    return made


def parts_as(world: World, who: str) -> str:
    with scope.enter(factories.principal(world.users[who]).scope()), connection.cursor() as cursor:
        cursor.execute("SELECT answers::text FROM records_part")
        return " ".join(text for (text,) in cursor.fetchall())


@pytest.mark.clause("protocol-2017/6.6.2")
def test_school_mediators_phone_never_receives_medical_fields_nor_medical_needs(world: World) -> None:
    text = json.dumps(Phone(world.users["mediator"]).pull(), ensure_ascii=False)

    assert "NHE_01" in text
    for secret in ("NHE_16", "NSO_08", WORDS, "Diagnostic secret"):
        assert secret not in text


def test_social_worker_receives_violence_and_no_medical_need(world: World) -> None:
    text = json.dumps(Phone(world.users["social"]).pull(), ensure_ascii=False)

    assert "NSO_08" in text
    assert "NHE_16" not in text
    assert WORDS not in text


def test_nurse_receives_everything(world: World) -> None:
    text = json.dumps(Phone(world.users["nurse"]).pull(), ensure_ascii=False)

    for told in ("NHE_16", "NSO_08", "NHE_01", WORDS, "Diagnostic secret"):
        assert told in text


def test_the_database_itself_keeps_the_need_from_the_mediator(world: World) -> None:
    assert "NHE_16" in parts_as(world, "nurse")
    assert "NHE_01" in parts_as(world, "mediator")
    for secret in ("NHE_16", "NSO_08", WORDS):
        assert secret not in parts_as(world, "mediator")


def test_no_page_of_the_mediator_shows_them(world: World) -> None:
    client = world.client("mediator")
    group, case = world.home["group"], world.case()
    with scope.system(), connection.cursor() as cursor:
        cursor.execute("SELECT id FROM records_record")
        entries = [f"/intrari/{row[0]}/" for row in cursor.fetchall()]
    from django.urls import reverse

    entries = [reverse("entry", args=[path.split("/")[2]]) for path in entries]
    pages = [reverse("household", args=[group]), f"/dosare/{case}/", f"/dosare/{case}/evaluari/", *entries]
    pages.append(reverse("person", args=[world.ana["subject"]["id"]]))

    for page in pages:
        answer = client.get(page)
        assert answer.status_code in (200, 404), page
        shown = answer.content.decode()
        for secret in ("NHE_16", "NSO_08", "paliativ", "violența în familie", WORDS):
            assert secret not in shown, (page, secret)

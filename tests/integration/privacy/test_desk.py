"""The officer's pages: territory, trace, what is told and to whom."""

from __future__ import annotations

import io
import json
import zipfile
from uuid import UUID

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import factories
from tests.factories import IASI
from tests.integration.office.cases.world import day
from tests.integration.privacy.conftest import Officer
from tests.integration.security.conftest import CNP, GIVEN, PHONE, SURNAME
from tests.integration.security.test_rows import ask
from vatra.database import scope
from vatra.privacy import queries

pytestmark = pytest.mark.django_db


def client_of(officer: Officer) -> Client:
    return officer.world.client("dpo")


def opened(officer: Officer, right: str = "access") -> tuple[Client, UUID]:
    request = UUID(officer.asked(officer.world.ana, right)["id"])
    client = client_of(officer)
    client.post(reverse("privacy_open", args=[request]))
    return client, request


def test_a_request_is_taken_in_by_the_number_and_the_search_leaves_a_row(officer: Officer) -> None:
    client = client_of(officer)
    found = client.post(reverse("privacy_find"), {"cnp": CNP}).content.decode()
    none = client.post(
        reverse("privacy_find"), {"name": "Nimeni Altul", "birth": "1990-03-05"}
    ).content.decode()
    by_name = {"name": f"{GIVEN} {SURNAME}", "birth": "1990-03-05"}
    named = client.post(reverse("privacy_find"), by_name).content.decode()

    link = reverse("privacy_new", args=[officer.world.ana["subject"]["id"]])
    assert (link in found, link in named, link in none) == (True, True, False)
    with scope.system():
        rows = ask("SELECT what, asked, group_id FROM people_access ORDER BY id")
    assert ("privacy:search", "cnp", None) in rows
    assert len(rows) == 2
    answers = {"q.received_on": "2026-11-01", "q.right": "access", "q.channel": "letter", "q.received_by": "Ana",
               "q.identity_checked": "id_card", "q.asked": "Tot ce aveți."}  # fmt: skip
    assert client.post(link, {}).status_code == 422
    assert client.post(link, answers).status_code == 302
    assert "Acces" in client.get(reverse("privacy_requests")).content.decode()


def test_an_officer_of_another_county_finds_nothing(officer: Officer) -> None:
    request = officer.asked(officer.world.ana, "access")["id"]
    client = factories.signed_in(Client(), factories.make_user("data_protection_officer", IASI))

    assert client.get(reverse("privacy_request", args=[request])).status_code == 404
    assert client.get(reverse("privacy_zip", args=[request])).status_code == 404
    assert client.get(reverse("privacy_new", args=[officer.world.ana["subject"]["id"]])).status_code == 404
    assert GIVEN not in client.post(reverse("privacy_find"), {"cnp": CNP}).content.decode()


@pytest.mark.clause("protocol-2017/6.6.2")
def test_data_open_only_for_the_request_and_every_export_is_in_the_trail(officer: Officer) -> None:
    request = UUID(officer.asked(officer.world.ana, "access")["id"])
    client = client_of(officer)
    before = client.get(reverse("privacy_zip", args=[request]))
    assert GIVEN not in client.get(reverse("privacy_request", args=[request])).content.decode()
    client.post(reverse("privacy_open", args=[request]))
    page = client.get(reverse("privacy_request", args=[request])).content.decode()
    answer = client.get(reverse("privacy_zip", args=[request]))

    assert before.status_code == 302
    assert GIVEN in page
    files = zipfile.ZipFile(io.BytesIO(answer.content))
    told = json.loads(files.read("date.json"))
    assert told["identity"]["person.cnp"] == CNP
    assert PHONE in str(told["records"])
    assert "Wobbegong" not in str(told)
    fhir = json.loads(files.read("fhir.json"))
    assert fhir["entry"][0]["resource"]["resourceType"] == "Patient"
    with scope.system():
        assert ask("SELECT what FROM people_access WHERE what LIKE 'privacy:%%'") == [("privacy:zip",)]
        reason = ask("SELECT reason FROM people_opening")[0][0]
    assert str(request) in reason


def test_the_paper_is_pdf_a_and_says_who_read(officer: Officer) -> None:
    officer.world.client("nurse").get(reverse("person", args=[officer.world.ana["subject"]["id"]]))
    client, request = opened(officer)
    paper = client.get(reverse("privacy_pdf", args=[request]))

    assert paper.content.startswith(b"%PDF")
    assert b"pdfaid" in paper.content
    assert paper["Cache-Control"] == "no-store"
    assert GIVEN not in paper["Content-Disposition"]


def test_an_answered_request_opens_nothing_more(officer: Officer) -> None:
    client, request = opened(officer)
    officer.writes(
        "request_decision", officer.world.ana, request=str(request), answered_on="2026-11-22",
        outcome="granted", how="handed", why="Copia dată.",
    )  # fmt: skip

    assert client.get(reverse("privacy_zip", args=[request])).status_code == 302
    client.post(reverse("privacy_open", args=[request]))
    with scope.system():
        assert ask("SELECT count(*) FROM people_opening") == [(1,)]


def test_the_trail_tells_reader_kind_and_reason_and_costs_the_same_at_any_length(officer: Officer) -> None:
    client, request = opened(officer)
    nurse, person = officer.world.client("nurse"), officer.world.ana["subject"]["id"]
    address = reverse("privacy_trail") + f"?cerere={request}"

    def asked() -> int:
        with CaptureQueriesContext(
            connection,
        ) as seen:
            assert client.get(address).status_code == 200
        return len(seen)

    nurse.get(reverse("person", args=[person]))
    one = asked()
    for _ in range(60):
        nurse.get(reverse("person", args=[person]))
    page = client.get(address).content.decode()

    assert asked() == one
    assert "pagina persoanei" in page
    assert "Mai vechi" in page
    assert officer.world.users["nurse"].full_name in page


def test_withdrawing_a_purpose_ends_it_and_keeps_the_rest(officer: Officer) -> None:
    from tests import journal

    world = officer.world
    given = {"given_on": day(20), "informed": ["explained"], "purposes": ["sms", "photo"], "given_by": "self",
             "how": "spoken", "witness": "Vecina"}  # fmt: skip
    world.sent("social", journal.about(world.author("social"), "registry/consent", world.ana, given))
    client, request = opened(officer, "objection")
    client.post(
        reverse("privacy_write", args=[request, "retragere"]),
        {"q.withdrawn_on": day(0), "q.purposes": ["sms"]},
    )
    page = client.get(reverse("privacy_request", args=[request])).content.decode()

    with scope.system():
        withdrawn = ask("SELECT withdrawn FROM people_consent")[0][0]
    assert "sms" in str(withdrawn)
    assert "photo" not in str(withdrawn)
    assert page.count("retras la") == 1
    assert "interes public" in page


def test_erasure_says_what_stays_and_until_when(officer: Officer) -> None:
    client, request = opened(officer, "erasure")
    page = client.get(reverse("privacy_erasure", args=[request])).content.decode()
    answer = client.post(
        reverse("privacy_erasure", args=[request]), {"q.decided_on": "2026-11-22", "q.ground": "withdrawn"}
    )

    assert "Se păstrează" in page
    assert "cât dosarul este deschis" in page
    with scope.system():
        erased = ask("SELECT count(*) FROM privacy_erasure")[0][0]
    assert (answer.status_code, erased) == (200, 0)


def test_erasure_without_a_ground_says_what_is_missing(officer: Officer) -> None:
    client, request = opened(officer, "erasure")
    answer = client.post(reverse("privacy_erasure", args=[request]), {"q.decided_on": "2026-11-22"})

    assert answer.status_code == 422
    with scope.system():
        assert ask("SELECT count(*) FROM privacy_erasure") == [(0,)]
        assert ask("SELECT count(*) FROM records_record WHERE form = 'data_protection/erasure'") == [(0,)]


def test_a_request_shows_only_what_was_written_since_it_came(officer: Officer) -> None:
    first = officer.asked(officer.world.ana, "access", ago=20)
    officer.writes(
        "request_decision", officer.world.ana, request=first["id"], answered_on=day(10),
        outcome="granted", how="handed", why="Copia dată.",
    )  # fmt: skip
    second = officer.asked(officer.world.ana, "access", ago=2)

    with scope.enter(officer.principal.scope()):
        of_first = queries.steps(officer.request(first))
        of_second = queries.steps(officer.request(second))
    assert [len(of_first), len(of_second)] == [3, 1]
    assert str(of_second[0]["id"]) == second["id"]


def test_requests_beyond_a_page_are_a_page_away(officer: Officer, monkeypatch: pytest.MonkeyPatch) -> None:
    near = officer.asked(officer.world.ana, "access", ago=9)["id"]
    late = officer.asked(officer.world.ana, "access", ago=2)["id"]
    monkeypatch.setattr(queries, "PAGE", 1)
    client, address = client_of(officer), reverse("privacy_requests")

    first = client.get(address).content.decode()
    second = client.get(f"{address}?de=1").content.decode()

    assert (near in first, late in first, "?de=1" in first) == (True, False, True)
    assert (near in second, late in second, "?de=" in second) == (False, True, False)
    assert "În lucru: 2" in first
    assert "Nicio cerere" not in client.get(f"{address}?de=5").content.decode()


def test_searching_by_numbers_has_its_pace(officer: Officer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "PACE_TIMES", 1)
    client, address = client_of(officer), reverse("privacy_find")

    answers = [client.post(address, {"cnp": ""}).status_code for _ in range(61)]

    assert answers[0] == 200
    assert answers[-1] == 429
    assert client.get(address).status_code == 200

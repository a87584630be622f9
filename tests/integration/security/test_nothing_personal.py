"""Names, numbers and answers stay out of logs, addresses, titles, headers, letters and error pages."""

from __future__ import annotations

import io
import logging
import re
from typing import Any

import pytest
from django.core import mail
from django.db import IntegrityError, OperationalError
from django.test import Client
from django.urls import reverse

from tests import factories, journal
from tests.integration.office.cases.world import World, day
from tests.integration.security.conftest import CNP, GIVEN, PHONE, SECRETS, SURNAME
from tests.integration.sync.test_protocol import Phone
from vatra.dossiers import derivation
from vatra.project.logs import JsonLine
from vatra.records import actions
from vatra.sync import devices

pytestmark = pytest.mark.django_db


@pytest.fixture
def logged() -> Any:
    """Everything any logger writes, as it goes to the log."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonLine())
    handler.setLevel(logging.DEBUG)
    root = logging.getLogger()
    before = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    # SQL with its arguments is logged only under DEBUG, which no installation sets.
    logging.getLogger("django.db.backends").setLevel(logging.WARNING)
    logging.getLogger("django.template").setLevel(logging.WARNING)
    yield stream
    root.removeHandler(handler)
    root.setLevel(before)


def secrets_in(text: str) -> list[str]:
    return [secret for secret in SECRETS if secret in text]


def outside(answer: Any) -> str:
    """What of an answer is seen besides its page: headers, where it leads, its title."""
    title = re.search(r"<title>(.*?)</title>", answer.content.decode(errors="replace"), re.S)
    return " ".join(
        [*map(str, answer.headers.values()), title[1] if title else "", getattr(answer, "url", "")]
    )


def addresses(world: World) -> list[str]:
    group, case, person = world.home["group"], world.case(), world.ana["subject"]["id"]
    return [
        "/", "/oameni/", f"/dosare/{case}/", f"/dosare/{case}/evaluari/", "/dosare/",
        reverse("household", args=[group]), reverse("person", args=[person]),
        reverse("entry", args=[world.ana["id"]]), reverse("entry_void", args=[world.ana["id"]]),
        reverse("case_documents", args=[case]), reverse("cases_export", args=["csv"]),
        reverse("people_list_export", args=["catagrafie", "csv"]),
    ]  # fmt: skip


@pytest.mark.parametrize("who", ["nurse", "mediator", "county", "stranger"])
def test_pages_tell_names_only_inside_and_only_to_the_team(marked: World, logged: Any, who: str) -> None:
    client = marked.client(who)
    for address in addresses(marked):
        answer = client.get(address)
        assert answer.status_code in (200, 302, 403, 404), address
        assert not secrets_in(outside(answer)), address
        if who in ("county", "stranger"):
            assert not secrets_in(answer.content.decode(errors="replace")), address
    assert not secrets_in(logged.getvalue())
    assert '"route"' in logged.getvalue()


def test_what_is_typed_stands_in_no_address_and_no_log(marked: World, logged: Any) -> None:
    client = marked.client("nurse")
    found = client.post(reverse("people_found"), {"q": SURNAME})
    by_number = client.post(reverse("people_found"), {"q": CNP})
    new = reverse("entry_new", args=["registry", "person"]) + f"?gospodarie={marked.home['group']}"
    posted = client.post(
        new, {"q.family_name": SURNAME, "q.given_name": GIVEN, "q.cnp": CNP, "q.phone": PHONE}
    )

    assert SURNAME in found.content.decode()
    assert GIVEN in by_number.content.decode()
    assert SURNAME in posted.content.decode()
    for answer in (found, by_number, posted):
        assert not secrets_in(outside(answer))
    assert not secrets_in(logged.getvalue())


def test_error_pages_repeat_nothing(marked: World, logged: Any) -> None:
    client = marked.client("nurse")
    checked = Client(enforce_csrf_checks=True)
    factories.signed_in(checked, marked.users["nurse"])
    answers = [
        client.get(f"/nimic/{SURNAME}/?q={CNP}"),
        marked.client("officer").post(reverse("people_found"), {"q": SURNAME}),
        checked.post(reverse("people_found"), {"q": SURNAME}),
        client.get(reverse("people_found") + f"?q={SURNAME}"),
    ]

    assert [answer.status_code for answer in answers] == [404, 403, 403, 405]
    for answer in answers:
        assert not secrets_in(answer.content.decode())
    assert not secrets_in(logged.getvalue())


@pytest.mark.parametrize("error", [ValueError, IntegrityError])
def test_a_fault_while_deriving_tells_no_answer(
    marked: World, logged: Any, monkeypatch: pytest.MonkeyPatch, error: type[Exception]
) -> None:
    def broken(change: Any) -> Any:
        raise error(f"DETAIL: Failing row contains ({SURNAME}, {CNP})")

    monkeypatch.setattr(derivation, "_views", lambda *given, **_: broken(given))
    told = {"noticed_on": day(1), "source": "own", "kinds": ["no_family_doctor"], "description": SURNAME,
            "violence_suspected": "no", "urgent": False}  # fmt: skip
    entry = journal.about(marked.author("nurse"), "integrated_services/signal", marked.home, told)

    [receipt] = actions.submit(principal=factories.principal(marked.users["nurse"]), records=[entry])

    assert receipt.status == "retry"
    assert "entry_not_" in logged.getvalue()
    assert not secrets_in(logged.getvalue() + str(receipt))


def test_a_fault_in_a_page_tells_no_answer(
    marked: World, logged: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from vatra.office.queries import households

    def broken(*given: Any) -> Any:
        raise IntegrityError(f"DETAIL: Key (search)=({SURNAME}) already exists")

    monkeypatch.setattr(households, "one", broken)
    client = marked.client("nurse")
    client.raise_request_exception = False

    answer = client.get(reverse("household", args=[marked.home["group"]]))

    assert answer.status_code == 500
    assert not secrets_in(answer.content.decode())
    assert not secrets_in(logged.getvalue())


def test_the_phones_traffic_leaves_no_names_in_logs(marked: World, logged: Any) -> None:
    devices.forget()
    phone = Phone(marked.users["nurse"])
    bad = journal.household(phone.author(), household_name=SURNAME, locality=SURNAME)
    pushed = phone.push(bad)
    pulled = phone.pull()

    assert secrets_in(str(pulled))
    assert not secrets_in(str(pushed))
    assert not secrets_in(logged.getvalue())


def test_letters_name_nobody(marked: World) -> None:
    marked.signal(ago=2, description=f"{SURNAME} {CNP}")

    assert not [letter for letter in mail.outbox if secrets_in(letter.subject + str(letter.body))]


def test_an_outage_tells_no_answer(marked: World, logged: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from vatra.office.queries import households

    def away(*given: Any) -> Any:
        raise OperationalError(f"server closed the connection: INSERT ... ({SURNAME}, {CNP})")

    monkeypatch.setattr(households, "one", away)
    client = marked.client("nurse")
    client.raise_request_exception = False

    answer = client.get(reverse("household", args=[marked.home["group"]]))

    assert (answer.status_code, answer["Retry-After"]) == (503, "30")
    assert not secrets_in(answer.content.decode())
    assert '"try_again"' in logged.getvalue()
    assert not secrets_in(logged.getvalue())

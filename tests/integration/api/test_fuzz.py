"""Whatever the document allows (and what it does not) is asked: no server error, no undeclared answer.

Examples are few and seeded: the same ones at every run. A longer search is one environment
variable away: VATRA_FUZZ_EXAMPLES=500.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from django.test import Client
from hypothesis import HealthCheck, Phase, given, seed, settings
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests import factories, filled, journal
from tests.factories import VORONA
from tests.integration.office.figures import reported
from tests.integration.sync.phone import Phone
from vatra.api.document import document
from vatra.sync import devices, urls
from vatra.sync.described import CALLS

pytestmark = pytest.mark.django_db
EXAMPLES = int(os.environ.get("VATRA_FUZZ_EXAMPLES", "6"))
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]


def _operations(prefix: str) -> dict[str, Any]:
    schema = schemathesis.openapi.from_dict(document())
    schema.app = get_wsgi_application()
    found = [result.ok() for result in schema.get_all_operations()]
    return {f"{each.method.upper()} {each.path}": each for each in found if each.path.startswith(prefix)}


READ = _operations("/api/v1/")
SYNC = _operations("/api/sync/v1/")


@contextmanager
def one_connection() -> Iterator[None]:
    """The test's transaction outlives each request, as it does under Django's own test client."""
    both = (request_started, request_finished)
    for signal in both:
        signal.disconnect(close_old_connections)
    yield
    for signal in both:
        signal.connect(close_old_connections)


def asked(case: Any, token: str) -> int:
    """Ask one request and check its answer; the status."""
    with one_connection():
        headers = {"Authorization": f"Bearer {token}", "Accept-Encoding": "identity"}
        return int(case.call_and_validate(headers=headers, checks=CHECKS).status_code)


def tried(operation: Any, headers: dict[str, str], examples: int = EXAMPLES) -> int:
    """Ask `examples` right and `examples` wrong requests; how many were asked."""
    count = 0
    for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):

        @seed(2017)
        @settings(
            max_examples=examples,
            deadline=None,
            database=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(case=operation.as_strategy(generation_mode=mode))
        def ask(case: Any) -> None:
            nonlocal count
            count += 1
            case.call_and_validate(headers={"Accept-Encoding": "identity"} | headers, checks=CHECKS)

        with one_connection():
            ask()
    return count


@pytest.fixture(autouse=True)
def no_pace(settings: Any) -> None:
    settings.API_REQUESTS_PER_MINUTE = 1_000_000
    devices.forget()


@pytest.fixture
def work(nurse: journal.Author) -> None:
    """Something to read: two households, one of them signalled."""
    for _ in range(2):
        house = journal.household(nurse)
        reported.send(nurse, house, filled.household_assessment(nurse, house, drinking_water="no"))
    reported.send(nurse, reported.signalled(nurse, house, "2026-11-02"))


@pytest.mark.parametrize("name", READ)
def test_reading_answers_only_what_it_declares(
    name: str, work: None, county_token: str, ministry_token: str
) -> None:
    for token, examples in ((county_token, EXAMPLES), (ministry_token, EXAMPLES), ("vatra_00_x", 2)):
        assert tried(READ[name], {"Authorization": f"Bearer {token}"}, examples) >= examples


@pytest.mark.parametrize("name", SYNC)
def test_phones_protocol_answers_only_what_it_declares(name: str, places: None) -> None:
    phone = Phone(factories.make_user("community_nurse", VORONA))

    with_device = tried(SYNC[name], {"Authorization": f"Bearer {phone.token}"})
    without = tried(SYNC[name], {}, 2)

    assert with_device >= EXAMPLES
    assert without >= 2


def test_enrolment_of_a_signed_in_worker_answers_only_what_it_declares(places: None) -> None:
    client = factories.signed_in(Client(), factories.make_user("community_nurse", VORONA))
    cookies = "; ".join(f"{name}={value.value}" for name, value in client.cookies.items())

    assert tried(SYNC["POST /api/sync/v1/enrol"], {"Cookie": cookies}) >= EXAMPLES


def test_facts_of_the_own_place_have_the_declared_shape(places: None) -> None:
    phone = Phone(factories.make_user("community_nurse", VORONA))

    for name in ("place", "team", "institutions"):
        operation = SYNC[f"GET /api/sync/v1/{name}/{{siruta}}"]
        case = operation.Case(path_parameters={"siruta": VORONA})
        assert asked(case, phone.token) == 200


def test_entries_and_their_receipts_have_the_declared_shape(places: None) -> None:
    phone = Phone(factories.make_user("community_nurse", VORONA))
    house = journal.household(phone.author())
    wrong = journal.household(phone.author()) | {"form": "nimic/nimic"}

    for name, body in (
        ("push", {"device": phone.device, "records": [house, wrong]}),
        ("hello", {"device": phone.device}),
        ("pull", {}),
    ):
        case = SYNC[f"POST /api/sync/v1/{name}"].Case(body=body, media_type="application/json")
        assert asked(case, phone.token) == 200


def test_every_address_of_the_protocol_is_described() -> None:
    # What leads nowhere is no part of the protocol: it answers 404 in its way.
    nowhere = {"unknown", "nothing"}

    assert {call.name for call in CALLS} == {str(pattern.name) for pattern in urls.urlpatterns} - nowhere

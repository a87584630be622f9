"""Anything may be pushed: nothing raises, each entry gets a receipt, and what is odd is kept aside."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests import factories, journal
from tests.integration.sync.test_protocol import Phone
from tests.journal import TUDORA, VORONA, Author
from vatra.records import actions
from vatra.records import devices as acts
from vatra.sync import devices

pytestmark = pytest.mark.django_db
STATES = {"accepted", "quarantined", "retry"}


def deep(levels: int) -> Any:
    value: Any = "adânc"
    for _ in range(levels):
        value = [value]
    return value


ODD = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.sampled_from(
        [10**30, -1, 2**31, 2**63, 10**5000, 0, VORONA, TUDORA, 74, 1.5, float("nan"), float("inf")]
    ),
    st.sampled_from(
        ["", "\x00", "a\x00b", "\ud800", "\\u0000", '\\u0000"', "'; DROP TABLE x; --", "9" * 10000]
    ),
    st.sampled_from(
        ["0001-01-01T00:00:00Z", "9999-12-31T23:59:59-14:00", "2026-11-02", "2026-11-02T10:00:00"]
    ),
    st.sampled_from([deep(2), deep(40), deep(400), [], {}, {"type": "person"}, {"a\x00": {"b": [None]}}]),
    st.text(max_size=8),
)
FIELDS = (
    *("id", "form", "version", "subject", "group", "place", "author", "role", "made_at", "answers"),
    *("dossier", "prev", "settles", "intent", "reason", "device", "device_seq", "clock", "app", "blobs"),
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    changes=st.dictionaries(st.sampled_from(FIELDS), ODD, min_size=1, max_size=3),
    gone=st.sets(st.sampled_from(FIELDS), max_size=1),
)
def test_submit_never_raises_and_answers_every_entry(nurse: Author, changes: Any, gone: Any) -> None:
    good = journal.household(nurse)
    bad = {key: value for key, value in (journal.household(nurse) | changes).items() if key not in gone}

    receipts = actions.submit(principal=nurse, records=[bad, good])

    assert len(receipts) == 2
    assert {receipt.status for receipt in receipts} <= STATES
    assert receipts[1].status == "accepted"
    assert receipts[0].status != "retry", "it would be sent again for ever"


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    changes=st.dictionaries(
        st.sampled_from(["number", "street", "locality", "household_name", "geo", "x"]),
        ODD,
        min_size=1,
        max_size=3,
    )
)
def test_answers_of_any_kind_are_taken_or_held(nurse: Author, changes: Any) -> None:
    [receipt] = actions.submit(principal=nurse, records=[journal.household(nurse, **changes)])

    assert receipt.status in ("accepted", "quarantined")


@pytest.mark.parametrize("field", ["off_ms", "age_s"])
@pytest.mark.parametrize("value", [10**18, -(10**18), 10**13])
def test_absurd_clocks_do_not_stop_the_queue(nurse: Author, field: str, value: int) -> None:
    entry = journal.household(nurse) | {"clock": {"off_ms": 0, "age_s": 1} | {field: value}}

    [receipt] = actions.submit(principal=nurse, records=[entry])

    assert receipt.status in ("accepted", "quarantined")


BODIES = {
    "deep": b'{"device":"x","records":[{"answers":' + b"[" * 200_000 + b"]" * 200_000 + b"}]}",
    "digits": b'{"device":"x","records":[{"place":' + b"9" * 1_000_000 + b"}]}",
    "nan": b'{"device":"x","records":[{"place":NaN}]}',
    "surrogate": b'{"device":"x","records":[{"form":"\\ud800"}]}',
    "half": b'{"device":"x","records":[',
    "latin": b'{"device":"\xe9"}',
}


@pytest.fixture
def phone(places: None) -> Phone:
    devices.forget()
    return Phone(factories.make_user("community_nurse", VORONA))


@pytest.mark.parametrize("name", BODIES)
def test_unreadable_bodies_are_refused_in_words(phone: Phone, name: str) -> None:
    answer = Client().generic(
        "POST",
        "/api/sync/v1/push",
        BODIES[name],
        "application/json",
        headers={"Authorization": f"Bearer {phone.token}"},
    )

    assert answer.status_code == 400
    assert set(answer.json()) == {"code", "message"}


def test_the_last_of_two_equal_keys_holds_and_is_what_is_hashed(phone: Phone) -> None:
    entry = journal.household(phone.author())
    body = json.dumps({"device": phone.device, "records": [entry]}).replace(
        '"role": ', '"role": "ministry_health", "role": '
    )

    answer = (
        Client()
        .generic(
            "POST",
            "/api/sync/v1/push",
            body,
            "application/json",
            headers={"Authorization": f"Bearer {phone.token}"},
        )
        .json()
    )

    assert answer["results"][entry["id"]]["status"] == "accepted"
    assert phone.push(entry)["results"][entry["id"]]["status"] == "accepted"


def test_a_revoked_phone_may_push_oddities_too(phone: Phone) -> None:
    acts.revoke(device_id=phone.device, kind="revoked")
    devices.forget()

    answer = phone.push(journal.household(phone.author()) | {"form": "\x00", "reason": deep(60)}, {"id": 7})

    assert {one["status"] for one in answer["results"].values()} == {"quarantined"}

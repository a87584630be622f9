"""The phone's protocol over HTTP: enrol, hello, push, pull, forms, wipe."""

import gzip
import json
from collections.abc import Callable
from typing import Any

import pytest
import zstandard

from tests import factories, journal
from tests.integration.sync.phone import Phone
from vatra.records import devices as acts
from vatra.sync import devices

pytestmark = pytest.mark.django_db


def test_hello_tells_rights_and_clock(phone: Phone) -> None:
    told = phone.hello()

    assert [(g["place"], g["name"], g["role"]) for g in told["grants"]] == [
        (journal.VORONA, "Vorona", "community_nurse")
    ]
    assert told["wipe"] is False
    assert told["counts"] == {"accepted": 0, "counted": 0}


def test_push_then_pull_gives_the_whole_household(phone: Phone) -> None:
    nurse = phone.author()
    home = journal.household(nurse, number="14")
    ana = journal.person(nurse, home, given_name="Ana")

    pushed = phone.push(home, ana)
    pulled = phone.pull()

    assert {r["status"] for r in pushed["results"].values()} == {"accepted"}
    [bundle] = pulled["bundles"]
    assert bundle["household"]["number"] == "14"
    assert [p["given_name"] for p in bundle["persons"]] == ["Ana"]
    assert {r["id"] for r in bundle["records"]} == {home["id"], ana["id"]}
    assert pulled["cursor"] == {str(journal.VORONA): 2}
    assert phone.pull(pulled["cursor"])["bundles"] == []


def test_pull_pages_until_everything_is_there(phone: Phone) -> None:
    nurse = phone.author()
    for _ in range(5):
        phone.push(journal.household(nurse))

    cursor: dict[str, int] = {}
    groups: list[str] = []
    while True:
        page = phone.pull(cursor, limit=2)
        groups += [bundle["group"] for bundle in page["bundles"]]
        cursor = page["cursor"]
        if not page["more"]:
            break

    assert len(set(groups)) == 5


def test_pull_gives_a_colleague_only_what_the_role_may_see(phone: Phone) -> None:
    nurse = phone.author()
    home = journal.household(nurse)
    child = journal.person(nurse, home, birth_date="2026-08-01")
    visit = journal.about(
        nurse,
        "integrated_services/child_visit",
        child,
        {"visited_on": "2026-11-10", "weight_kg": "6.2"},
    )
    phone.push(home, child, visit)
    mediator = Phone(factories.make_user("school_mediator", journal.VORONA))

    text = json.dumps(mediator.pull())

    assert child["subject"]["id"] in text
    assert "6.2" not in text


def test_stranger_pulls_nothing(phone: Phone) -> None:
    phone.push(journal.household(phone.author()))
    stranger = Phone(factories.make_user("community_nurse", journal.TUDORA))

    assert stranger.pull()["bundles"] == []


def test_pull_drops_a_place_no_longer_held(phone: Phone) -> None:
    pulled = phone.call("pull", {"cursor": {str(journal.TUDORA): 7}, "epochs": {str(journal.TUDORA): "x"}})

    assert pulled["drop"] == [journal.TUDORA]


def test_revoked_phone_is_held_and_told_to_wipe(phone: Phone) -> None:
    nurse = phone.author()
    acts.revoke(device_id=phone.device, kind="wipe_asked")
    devices.forget()

    pushed = phone.push(journal.household(nurse))
    told = phone.hello()

    [result] = pushed["results"].values()
    assert (result["status"], result["reasons"][0]["code"]) == ("quarantined", "account_ended")
    assert told["wipe"] is True
    assert told["grants"] == []


def test_push_takes_gzip_and_refuses_too_much(phone: Phone) -> None:
    body = json.dumps({"device": phone.device, "records": [journal.household(phone.author())]})
    packed = gzip.compress(body.encode())
    headers = {"Authorization": f"Bearer {phone.token}", "Content-Encoding": "gzip"}

    taken = phone.client.generic("POST", "/api/sync/v1/push", packed, "application/json", headers=headers)
    bomb = phone.client.generic(
        "POST",
        "/api/sync/v1/push",
        gzip.compress(b" " * 20_000_000),
        "application/json",
        headers=headers,
    )

    assert taken.status_code == 200
    assert bomb.status_code == 413


@pytest.mark.parametrize(
    ("taken", "way", "unpack"),
    [
        ("gzip, deflate, br, zstd", "zstd", zstandard.decompress),
        ("gzip, deflate", "gzip", gzip.decompress),
        ("identity", None, bytes),
    ],
)
def test_answers_are_packed_as_the_phone_takes_them(
    phone: Phone, taken: str, way: str | None, unpack: Callable[[bytes], bytes]
) -> None:
    headers = {"Authorization": f"Bearer {phone.token}", "Accept-Encoding": taken}
    plain = phone.client.get("/api/sync/v1/forms", headers={"Authorization": f"Bearer {phone.token}"})

    packed = phone.client.get("/api/sync/v1/forms", headers=headers)

    assert packed.headers.get("Content-Encoding") == way
    assert unpack(packed.content) == plain.content
    assert len(plain.content) > 100_000
    assert way is None or len(packed.content) < len(plain.content) / 4


def test_unknown_token_is_asked_to_sign_in(phone: Phone) -> None:
    response = phone.client.post(
        "/api/sync/v1/hello", {}, "application/json", headers={"Authorization": "Bearer nimic"}
    )

    assert response.status_code == 401
    assert "Intrați din nou" in response.json()["message"]


def test_forms_are_sent_once(phone: Phone) -> None:
    headers = {"Authorization": f"Bearer {phone.token}"}
    first = phone.client.get("/api/sync/v1/forms", headers=headers)
    again = phone.client.get("/api/sync/v1/forms", headers=headers | {"If-None-Match": first["ETag"]})

    assert "registry/person" in first.json()["forms"]
    assert again.status_code == 304


def test_voided_household_comes_as_a_bundle_with_nothing_in_it(phone: Phone) -> None:
    home = journal.household(phone.author())
    phone.push(home)
    cursor = phone.pull()["cursor"]

    phone.push(journal.void(phone.author(), home))

    [bundle] = phone.pull(cursor)["bundles"]
    assert (bundle["group"], bundle["household"], bundle["persons"]) == (home["group"], None, [])


def test_attachment_comes_in_pieces(phone: Phone, settings: Any, tmp_path: Any) -> None:
    import hashlib

    settings.DATA_DIR = tmp_path
    content = bytes(range(256)) * 40
    name = hashlib.sha256(content).hexdigest()
    record = journal.household(phone.author()) | {
        "blobs": [{"sha256": name, "type": "image/webp", "size": len(content)}]
    }
    phone.push(record)
    headers = {"Authorization": f"Bearer {phone.token}", "Upload-Length": str(len(content))}
    url = f"/api/sync/v1/blob/{name}"

    def put(piece: bytes, offset: int) -> Any:
        return phone.client.generic(
            "PUT", url, piece, "image/webp", headers=headers | {"Upload-Offset": str(offset)}
        )

    first, wrong, last = put(content[:5000], 0), put(content[:10], 0), put(content[5000:], 5000)

    assert (first.status_code, first["Upload-Offset"]) == (202, "5000")
    assert wrong.status_code == 409
    assert (last.status_code, last["Upload-Offset"]) == (200, str(len(content)))
    stored = next(tmp_path.rglob(name)).read_bytes()
    assert content[:64] not in stored


def test_lost_phone_is_revoked_by_address(phone: Phone) -> None:
    count = devices.revoke_all(email=phone.user.email, wipe=True)

    assert count == 1
    assert phone.hello()["wipe"] is True
    assert devices.revoke_all(email=phone.user.email, wipe=True) == 0


def test_an_unknown_address_and_a_request_beyond_all_bounds_answer_as_the_protocol_does(
    phone: Phone, settings: Any
) -> None:
    headers = {"Authorization": f"Bearer {phone.token}"}
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 2000
    missing = phone.client.post("/api/sync/v1/pulll", {}, "application/json")
    huge = [
        phone.client.generic(method, f"/api/sync/v1/{name}", b"y" * 3000, "application/json", headers=headers)
        for method, name in (("POST", "push"), ("POST", "pull"))
    ]

    assert (missing.status_code, missing.json()["code"]) == (404, "not_found")
    assert [(one.status_code, one.json()["code"]) for one in huge] == [(413, "too_large")] * 2

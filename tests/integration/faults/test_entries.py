"""Faults that concern single entries, each injected: nothing is lost, nothing counts twice, each is said in words."""

from __future__ import annotations

import hashlib
import itertools
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests import factories, filled, journal
from tests.integration.sync.phone import Phone
from tests.journal import VORONA, Author, Entry, household, person
from vatra.database import scope
from vatra.indicators import closing, definitions, folding, periods, queries
from vatra.indicators.queries import Territory
from vatra.kit import cnp, packs
from vatra.kit.ids import uuid7
from vatra.people.models import Identity
from vatra.records import actions
from vatra.records import devices as acts
from vatra.records.models import Quarantine, Record
from vatra.sync import devices

pytestmark = pytest.mark.django_db
TWELVE = "290030507453"


@pytest.fixture
def phone(places: None) -> Phone:
    devices.forget()
    return Phone(factories.make_user("community_nurse", VORONA))


def codes(receipt: Any) -> set[str]:
    return {reason.code for reason in receipt.reasons}


def journalled() -> int:
    with scope.system():
        return Record.objects.count()


# ---- numbers of persons ----


@given(
    serial=st.integers(1, 999),
    first=st.sampled_from("1256"),
    day=st.dates(date(1930, 1, 1), date(1999, 12, 31)),
)
@settings(max_examples=60, deadline=None)
def test_two_neighbouring_digits_swapped_are_found_but_where_the_remainder_is_ten(
    serial: int, first: str, day: date
) -> None:
    twelve = f"{first}{day:%y%m%d}07{serial:03d}"
    number = twelve + cnp.check_digit(twelve)
    swapped = {
        number[:i] + number[i + 1] + number[i] + number[i + 2 :]
        for i in range(12)
        if number[i] != number[i + 1]
    }

    missed = [text for text in swapped if not cnp.explain(text, date(2026, 11, 22))]

    # The check digit has no sign for a remainder of ten (it writes 1): only such a swap is missed.
    assert all(10 in (_remainder(text), _remainder(number)) for text in missed)


def _remainder(number: str) -> int:
    return sum(w * int(d) for w, d in zip(cnp.WEIGHTS, number[:12], strict=True)) % 11


@pytest.mark.parametrize("place", range(13))
def test_wrong_number_is_held_with_the_question_named_and_the_number_not(nurse: Author, place: int) -> None:
    number = TWELVE + cnp.check_digit(TWELVE)
    wrong = next(
        text
        for digit in "9876543210"
        if (text := number[:place] + digit + number[place + 1 :]) != number and cnp.explain(text, None)
    )
    home = household(nurse)
    ana = person(nurse, home, id_state="cnp", cnp=wrong, birth_date="1990-03-05")

    receipt = actions.submit(principal=nurse, records=[home, ana])[1]

    assert (receipt.status, codes(receipt)) == ("quarantined", {"invalid"})
    assert "cnp" in {reason.path for reason in receipt.reasons}
    assert wrong not in str(receipt.reasons)


def test_birth_in_the_future_is_held_and_named(nurse: Author) -> None:
    home = household(nurse)
    tomorrow = (datetime.now(UTC) + timedelta(days=2)).date().isoformat()

    receipt = actions.submit(principal=nurse, records=[home, person(nurse, home, birth_date=tomorrow)])[1]

    assert [(r.code, r.path) for r in receipt.reasons] == [("invalid", "birth_date")]
    assert "nu poate fi în viitor" in receipt.reasons[0].message


# ---- pushes ----


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_push_in_every_order_ends_in_the_same_journal(nurse: Author, order: tuple[int, ...]) -> None:
    home = household(nurse)
    ana = person(nurse, home)
    made = [home, ana, journal.correction(nurse, ana, ana["answers"] | {"given_name": "Ioana"})]

    for index in order:
        actions.submit(principal=nurse, records=[made[index]])

    with scope.system():
        assert {str(key) for key in Record.objects.values_list("pk", flat=True)} == {e["id"] for e in made}
        assert not Quarantine.objects.filter(state="held").exists()
        assert Identity.objects.get().given_name == "Ioana"


def test_push_cut_in_the_middle_and_sent_again_doubles_nothing(phone: Phone) -> None:
    author = phone.author()
    home = household(author)
    batch = [home, *(person(author, home, given_name=f"Copil {n}") for n in range(9))]

    phone.push(*batch[:4])
    answer = phone.push(*batch)

    assert {result["status"] for result in answer["results"].values()} == {"accepted"}
    assert journalled() == 10


def test_one_bad_record_among_500_of_a_phone_leaves_499(phone: Phone) -> None:
    author = phone.author()
    home = household(author) | {"device": phone.device}
    batch = [home, *(person(author, home) | {"device": phone.device} for _ in range(499))]
    del batch[137]["answers"]["family_name"]

    answer = phone.push(*batch)

    statuses = [result["status"] for result in answer["results"].values()]
    assert (statuses.count("accepted"), statuses.count("quarantined")) == (499, 1)
    assert answer["results"][batch[137]["id"]]["reasons"][0]["path"] == "family_name"
    assert answer["counts"]["accepted"] == 499


@pytest.mark.parametrize("years", [-12, -3, 3, 12])
def test_clock_years_off_is_flagged_and_the_day_is_kept_true(nurse: Author, years: int) -> None:
    wrong = datetime.now(UTC) + timedelta(days=365 * years)
    off_ms = -years * 365 * 86_400_000
    made = household(nurse) | {"made_at": wrong.isoformat(), "clock": {"off_ms": off_ms, "age_s": 60}}

    receipt = actions.submit(principal=nurse, records=[made])[0]

    assert (receipt.status, receipt.flags) == ("accepted", ("clock_suspect",))
    with scope.system():
        kept = Record.objects.get(pk=made["id"])
    assert abs(kept.effective_at - datetime.now(UTC)) < timedelta(minutes=5)


def test_revoked_phone_is_held_but_what_it_had_sent_keeps_its_receipt(phone: Phone) -> None:
    author = phone.author()
    home = household(author)
    phone.push(home)
    acts.revoke(device_id=UUID(phone.device), kind="revoked")
    devices.forget()

    answer = phone.push(home, person(author, home))["results"]

    assert answer[home["id"]]["status"] == "accepted"
    assert [one["status"] for key, one in answer.items() if key != home["id"]] == ["quarantined"]
    with scope.system():
        (held,) = Quarantine.objects.all()
    assert (held.codes, held.county_id, held.role) == (["account_ended"], journal.BOTOSANI, "community_nurse")


def test_entry_under_an_old_form_is_taken_under_the_version_it_was_made_with(
    nurse: Author, monkeypatch: pytest.MonkeyPatch
) -> None:
    both = packs.library((packs.HOME, "tests.packs"))
    monkeypatch.setattr(packs, "library", lambda *_: both)
    group = uuid7()
    old = journal.entry(
        nurse, "toy/well_check", ("place", group), group, {"checked_on": "2026-11-01", "nitrates": "61"}
    )

    receipt = actions.submit(principal=nurse, records=[old | {"version": "1"}])[0]
    newer = actions.submit(principal=nurse, records=[_asks_more(nurse)])[0]

    assert (receipt.status, receipt.flags) == ("accepted", ("old_form",))
    assert codes(newer) == {"invalid"}
    with scope.system():
        assert Record.objects.get().version == "1"


def _asks_more(author: Author) -> Entry:
    """What only the second version asks, sent under the first."""
    group = uuid7()
    answers = {"checked_on": "2026-11-01", "smell": ["none"]}
    return journal.entry(author, "toy/well_check", ("place", group), group, answers)


def test_attachment_cut_and_resumed_and_one_with_other_bytes_begins_again(
    phone: Phone, settings: Any, tmp_path: Any
) -> None:
    settings.DATA_DIR = tmp_path
    content = bytes(range(256)) * 30
    name = hashlib.sha256(content).hexdigest()
    blob = {"sha256": name, "type": "image/webp", "size": len(content)}
    phone.push(household(phone.author()) | {"blobs": [blob]})
    url = f"/api/sync/v1/blob/{name}"
    told = {"Authorization": f"Bearer {phone.token}", "Upload-Length": str(len(content))}

    def put(piece: bytes, offset: int) -> Any:
        headers = told | {"Upload-Offset": str(offset)}
        return phone.client.generic("PUT", url, piece, "image/webp", headers=headers)

    put(content[:1000], 0)
    spoiled = put(b"\0" * (len(content) - 1000), 1000)
    asked = phone.client.head(url, headers=told)
    put(content[:3000], 0)
    cut = phone.client.head(url, headers=told)
    whole = put(content[3000:], 3000)

    assert spoiled.status_code == 409
    assert asked["Upload-Offset"] == "0"
    assert cut["Upload-Offset"] == "3000"
    assert whole.status_code == 200


# ---- a phone silent for a month ----


def test_month_old_entries_count_in_their_own_month_and_after_its_closing_in_the_next(nurse: Author) -> None:
    definitions.forget()
    october, november = periods.parse("2026-10"), periods.parse("2026-11")
    before = [_visited(nurse, "2026-10-20"), _visited(nurse, "2026-10-21")]
    actions.submit(principal=nurse, records=[entry for pair in before for entry in pair])
    closing.close(month=october.last, by=None)
    late = _visited(nurse, "2026-10-22")
    receipts = actions.submit(principal=nurse, records=late)
    with scope.system():
        folding.fold_all()

    assert {receipt.status for receipt in receipts} == {"accepted"}
    assert (_homes(october), _homes(november)) == (2, 3)
    with scope.system():
        assert str(Record.objects.get(pk=late[0]["id"]).occurred_on) == "2026-10-22"


def _visited(author: Author, on: str) -> list[Entry]:
    made = datetime.fromisoformat(f"{on}T09:00:00+00:00").isoformat()
    home = household(author, registered_on=on) | {"made_at": made}
    seen = filled.household_assessment(author, home, on=on, drinking_water="no") | {"made_at": made}
    return [home, seen]


def _homes(period: Any) -> int:
    with scope.system():
        found = queries.reading("2.2.e.5", territory=Territory(place_id=VORONA), period=period, hides=False)
    assert found is not None
    return int(found.numerator or 0)

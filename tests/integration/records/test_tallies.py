"""A phone's numbers are kept, and equal what counting everything would find."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection

from tests import journal, planner
from tests.journal import Author, Entry
from vatra.database import scope, trips
from vatra.kit.ids import uuid7
from vatra.records import actions, rebuilding, tallies

pytestmark = pytest.mark.django_db
COUNTED_ANEW = """
SELECT count(*), count(*) FILTER (WHERE r.intent <> 'void' AND NOT EXISTS
    (SELECT 1 FROM records_record n WHERE n.prev_id = r.id))
FROM records_record r WHERE r.device_id = %s
"""
KEPT = "SELECT device_id::text, accepted, counted FROM records_devicetally"


@pytest.fixture
def phones() -> tuple[str, str]:
    return uuid7(), uuid7()


def push(author: Author, phone: str, *entries: Entry) -> None:
    receipts = actions.submit(principal=author, records=[entry | {"device": phone} for entry in entries])
    assert {receipt.status for receipt in receipts} == {"accepted"}, receipts


def rows(sql: str, *values: Any) -> list[tuple[Any, ...]]:
    with scope.system(), connection.cursor() as cursor:
        cursor.execute(sql, values)
        return list(cursor.fetchall())


def told(author: Author, phone: str) -> tuple[int, int]:
    """What the phone is told; it is checked against a count of everything each time it is asked."""
    ((accepted, counted),) = scope.ask(scope.SYSTEM, tallies.asked(phone, [author.place]))[0]
    assert [(accepted, counted)] == rows(COUNTED_ANEW, phone)
    return accepted, counted


def test_entry_counts_until_it_is_corrected_or_voided(nurse: Author, phones: tuple[str, str]) -> None:
    phone, _ = phones
    home, other = journal.household(nurse), journal.household(nurse, number="2")
    better = journal.correction(nurse, home, home["answers"] | {"number": "3"})
    found = [told(nurse, phone)]
    for entries in ([home, other], [better], [journal.void(nurse, other)]):
        push(nurse, phone, *entries)
        found.append(told(nurse, phone))

    assert found == [(0, 0), (2, 2), (3, 2), (4, 1)]


def test_what_one_push_writes_and_corrects_counts_once(nurse: Author, phones: tuple[str, str]) -> None:
    home = journal.household(nurse)
    first = journal.correction(nurse, home, home["answers"] | {"number": "3"})
    second = journal.correction(nurse, first, home["answers"] | {"number": "4"})

    push(nurse, phones[0], home, first, second)

    assert told(nurse, phones[0]) == (3, 1)


def test_correction_from_another_phone_takes_the_entry_out_of_the_first(
    nurse: Author, phones: tuple[str, str]
) -> None:
    home = journal.household(nurse)
    push(nurse, phones[0], home)
    push(nurse, phones[1], journal.correction(nurse, home, home["answers"] | {"number": "3"}))

    assert told(nurse, phones[0]) == (1, 0)
    assert told(nurse, phones[1]) == (1, 1)


def test_two_that_correct_the_same_entry_take_it_out_once(nurse: Author, phones: tuple[str, str]) -> None:
    home = journal.household(nurse)
    push(nurse, phones[0], home)
    for number in ("3", "4"):
        push(nurse, phones[1], journal.correction(nurse, home, home["answers"] | {"number": number}))

    assert told(nurse, phones[0]) == (1, 0)
    assert told(nurse, phones[1]) == (2, 2)


def test_office_has_no_phone_and_keeps_no_numbers(nurse: Author) -> None:
    actions.submit(principal=nurse, records=[journal.household(nurse)])

    assert rows(KEPT) == []


def test_what_the_former_release_wrote_is_told_at_once_and_kept_by_the_next_push(
    nurse: Author, phones: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    phone, _ = phones
    homes = [journal.household(nurse, number=str(n)) for n in range(3)]
    push(nurse, phone, homes[0])
    with monkeypatch.context() as former:
        former.setattr("vatra.records.writing.tallies.keep", lambda place: None)
        former.setattr("vatra.records.journal.save_head", save_head_without_numbers)
        push(nurse, phone, homes[1], journal.void(nurse, homes[0]))

    assert rows(KEPT) == [(phone, 1, 1)]
    assert told(nurse, phone) == (3, 1)
    push(nurse, phone, homes[2])
    assert told(nurse, phone) == (4, 2)
    assert rows(KEPT) == [(phone, 4, 2)]


def save_head_without_numbers(place_id: int, link: Any) -> None:
    change = "UPDATE records_head SET seq = %s, chain = %s WHERE place_id = %s RETURNING seq"
    assert rows(change, link.seq, link.chain, place_id) == [(link.seq,)]


def test_rebuild_counts_anew(nurse: Author, phones: tuple[str, str]) -> None:
    home = journal.household(nurse)
    push(nurse, phones[0], home, journal.correction(nurse, home, home["answers"] | {"number": "3"}))
    rows("UPDATE records_devicetally SET accepted = 7, counted = 9 RETURNING 1")

    rebuilding.rebuild(nurse.place)

    assert told(nurse, phones[0]) == (2, 1)


def test_reading_never_goes_through_what_the_phone_has_sent(nurse: Author, phones: tuple[str, str]) -> None:
    push(nurse, phones[0], journal.household(nurse))
    planner.tell_large()
    sql, values = tallies.asked(phones[0], [nurse.place])
    with scope.system():
        plan = "\n".join(line for (line,) in trips.read((f"EXPLAIN {sql}", values))[0])

    assert "records_devicetally_pkey" in plan
    assert "record_device" not in plan
    assert "Seq Scan on records_record" not in plan
    assert "seq > h.counted_seq" in plan

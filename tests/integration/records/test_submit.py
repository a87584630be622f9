"""The write path: what a nurse sends becomes people, findings, a case, tasks and counts."""

import hashlib
from typing import Any

import psycopg
import pytest
from django.conf import settings
from django.db import InternalError, connection, transaction
from django.db.utils import IntegrityError, ProgrammingError

from tests.journal import TUDORA, Author, about, correction, household, person, void
from vatra.database import embedded, scope
from vatra.kit.ids import uuid7
from vatra.records import actions, incoming, rebuilding
from vatra.records.receipts import Receipt
from vatra.records.refusals import RefusedError

pytestmark = pytest.mark.django_db


def rows(query: str, *arguments: Any) -> list[tuple[Any, ...]]:
    with scope.system(), connection.cursor() as cursor:
        cursor.execute(query, arguments)
        return list(cursor.fetchall())


def count(table: str) -> int:
    return int(rows(f"SELECT count(*) FROM {table}")[0][0])


def statuses(receipts: list[Receipt]) -> list[str]:
    return [receipt.status for receipt in receipts]


def codes(receipt: Receipt) -> list[str]:
    return [reason.code for reason in receipt.reasons]


def test_submit_household_and_person_are_stored(nurse: Author) -> None:
    home = household(nurse)
    ana = person(nurse, home, family_name="Ionescu", given_name="Ana", birth_date="1990-03-05")

    receipts = actions.submit(principal=nurse, records=[home, ana])

    assert statuses(receipts) == ["accepted", "accepted"]
    assert rows("SELECT family_name, given_name, birth_date FROM people_identity") == [
        ("Ionescu", "Ana", "1990-03-05")
    ]
    assert rows("SELECT birth_year, sex, home_id::text FROM people_person") == [(1990, "f", home["group"])]


def test_submit_same_push_twice_changes_nothing(nurse: Author) -> None:
    home = household(nurse)

    first = actions.submit(principal=nurse, records=[home])
    second = actions.submit(principal=nurse, records=[home])

    assert first == second
    assert count("records_record") == 1


def test_submit_same_id_other_content_is_held_aside(nurse: Author) -> None:
    home = household(nurse)
    actions.submit(principal=nurse, records=[home])

    other = home | {"answers": home["answers"] | {"number": "7"}}
    receipt = actions.submit(principal=nurse, records=[other])[0]

    assert (receipt.status, codes(receipt)) == ("quarantined", ["id_reused"])
    assert count("records_record") == 1
    assert count("records_quarantine") == 1


def test_submit_one_bad_among_500_leaves_499(nurse: Author) -> None:
    home = household(nurse)
    people = [person(nurse, home, given_name=f"Copil {n}") for n in range(499)]
    people[250] = person(nurse, home, birth_date="2091-01-01")

    receipts = actions.submit(principal=nurse, records=[home, *people])

    assert statuses(receipts).count("accepted") == 499
    assert (receipts[251].status, receipts[251].reasons[0].path) == ("quarantined", "birth_date")
    assert count("people_person") == 498


def test_submit_required_missing_says_which(nurse: Author) -> None:
    home = household(nurse)
    broken = person(nurse, home)
    del broken["answers"]["family_name"]

    receipts = actions.submit(principal=nurse, records=[home, broken])

    assert receipts[1].status == "quarantined"
    assert [(r.code, r.path) for r in receipts[1].reasons] == [("invalid", "family_name")]


def test_submit_out_of_scope_is_quarantined_not_lost(nurse: Author) -> None:
    foreign = household(nurse) | {"place": TUDORA}

    receipt = actions.submit(principal=nurse, records=[foreign])[0]

    assert (receipt.status, codes(receipt)) == ("quarantined", ["out_of_scope"])
    assert rows("SELECT payload->>'id' FROM records_quarantine") == [(foreign["id"],)]


def test_submit_for_another_author_is_refused(nurse: Author) -> None:
    forged = household(nurse) | {"author": uuid7()}

    receipt = actions.submit(principal=nurse, records=[forged])[0]

    assert codes(receipt) == ["wrong_author"]


@pytest.mark.clause("protocol-2017/3.2")
def test_submit_form_of_another_profession_is_refused(nurse: Author, school_mediator: Author) -> None:
    home = household(school_mediator)
    child = person(school_mediator, home, birth_date="2026-08-01")
    actions.submit(principal=school_mediator, records=[home, child])
    visit = {"visited_on": "2026-11-10"}

    refused = actions.submit(
        principal=school_mediator,
        records=[about(school_mediator, "integrated_services/child_visit", child, visit)],
    )[0]

    assert codes(refused) == ["role_not_allowed"]


def test_submit_person_before_household_waits_and_is_taken_later(nurse: Author) -> None:
    home = household(nurse)
    ana = person(nurse, home)

    early = actions.submit(principal=nurse, records=[ana])[0]
    actions.submit(principal=nurse, records=[home])
    later = actions.submit(principal=nurse, records=[ana])[0]

    assert (early.status, codes(early)) == ("quarantined", ["unknown_subject"])
    assert later.status == "accepted"
    assert rows("SELECT state FROM records_quarantine") == [("accepted",)]


def test_submit_unreadable_entry_is_kept(nurse: Author) -> None:
    receipt = actions.submit(principal=nurse, records=[{"id": "nu", "answers": 3}])[0]

    assert (receipt.status, codes(receipt)) == ("quarantined", ["unreadable"])
    assert count("records_quarantine") == 1


def test_submit_unknown_version_is_kept(nurse: Author) -> None:
    receipt = actions.submit(principal=nurse, records=[household(nurse) | {"version": "99"}])[0]

    assert codes(receipt) == ["unknown_form"]


def test_submit_correction_replaces_and_void_removes(nurse: Author) -> None:
    home = household(nurse)
    ana = person(nurse, home, given_name="Anna")
    actions.submit(principal=nurse, records=[home, ana])

    better = correction(nurse, ana, ana["answers"] | {"given_name": "Ana"})
    actions.submit(principal=nurse, records=[better])
    corrected = rows("SELECT given_name FROM people_identity")
    actions.submit(principal=nurse, records=[void(nurse, better)])

    assert corrected == [("Ana",)]
    assert rows("SELECT is_void FROM people_person") == [(True,)]
    assert count("records_record") == 4


def test_submit_correction_without_reason_is_refused(nurse: Author) -> None:
    home = household(nurse)
    actions.submit(principal=nurse, records=[home])

    receipt = actions.submit(principal=nurse, records=[correction(nurse, home, home["answers"], "")])[0]

    assert codes(receipt) == ["reason_missing"]


def test_submit_one_raises_and_keeps_nothing(nurse: Author) -> None:
    home = household(nurse)
    home["answers"].pop("household_name")

    with pytest.raises(RefusedError) as refused:
        actions.submit_one(principal=nurse, record=home)

    assert [r.path for r in refused.value.reasons] == ["household_name"]
    assert count("records_quarantine") == 0


def test_cnp_is_sealed_in_the_journal_and_found_by_index(nurse: Author) -> None:
    home = household(nurse)
    cnp = "2900305070015"
    ana = person(nurse, home, id_state="cnp", cnp=cnp, birth_date="1990-03-05")

    receipts = actions.submit(principal=nurse, records=[home, ana])

    assert statuses(receipts) == ["accepted", "accepted"], receipts[1].reasons
    stored = rows("SELECT string_agg(answers::text, '') FROM records_part")[0][0]
    assert cnp not in stored
    assert rows("SELECT cnp_last4, cnp_index IS NOT NULL FROM people_identity") == [("0015", True)]


@pytest.mark.parametrize("table", ["records_record", "records_part"])
@pytest.mark.parametrize("statement", ["UPDATE {} SET county_id = 1", "DELETE FROM {}"])
def test_journal_refuses_change(nurse: Author, table: str, statement: str) -> None:
    actions.submit(principal=nurse, records=[household(nurse)])

    refused = (IntegrityError, ProgrammingError, InternalError)
    with pytest.raises(refused), scope.system(), connection.cursor() as cursor:
        cursor.execute(statement.format(table))


def test_chain_links_every_entry_of_the_place(nurse: Author) -> None:
    home = household(nurse)
    entries = [home, person(nurse, home)]
    actions.submit(principal=nurse, records=entries)

    chain = b""
    for entry in entries:
        chain = hashlib.sha256(chain + incoming.fingerprint(entry)).digest()
    assert [bytes(c) for (c,) in rows("SELECT chain FROM records_head")] == [chain]


def test_other_place_reads_nothing_with_plain_sql(nurse: Author, stranger: Author) -> None:
    home = household(nurse)
    actions.submit(principal=nurse, records=[home, person(nurse, home)])

    with scope.enter(stranger.scope()), connection.cursor() as cursor:
        for table in ("records_record", "records_part", "people_person", "people_identity"):
            cursor.execute(f"SELECT count(*) FROM {table}")
            assert cursor.fetchone() == (0,), table
    with pytest.raises(ProgrammingError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM people_identity")


@pytest.mark.django_db(transaction=True)
def test_verify_finds_a_changed_entry(nurse: Author) -> None:
    home = household(nurse)
    actions.submit(principal=nurse, records=[home, person(nurse, home), person(nurse, home)])
    assert rebuilding.broken_link(nurse.place) is None

    # As somebody with the keys of the database server would do it.
    address = embedded.url(settings.PG_DIR, database=connection.settings_dict["NAME"])
    with psycopg.connect(address, autocommit=True) as intruder:
        intruder.execute("ALTER TABLE records_record DISABLE TRIGGER ALL")
        intruder.execute("UPDATE records_record SET sha256 = '\\x00' WHERE seq = 2")

    assert rebuilding.broken_link(nurse.place) == 2

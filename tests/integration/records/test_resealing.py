"""A new key reaches all that is sealed, the journal too; nothing but sealed values can change on the way."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test import override_settings

from tests import factories, journal
from tests.factories import BOTOSANI, TUDORA, VORONA
from tests.integration.security.test_rows import ask, refused
from tests.journal import Author, Entry
from vatra.database import scope
from vatra.kit.ids import uuid7
from vatra.privacy import exporting
from vatra.project import resealing
from vatra.records import actions, held, quarantine, rebuilding

pytestmark = pytest.mark.django_db
OLD, NEW = {1: b"1" * 32}, {2: b"2" * 32}
CNP = "2900305074530"
NUMBERED = {"id_state": "cnp", "cnp": CNP}


@pytest.fixture(autouse=True)
def apart(settings: Any, tmp_path: Any) -> None:
    settings.DATA_DIR, settings.ARCHIVE_DIR, settings.FIELD_KEY = tmp_path, None, 0
    settings.FIELD_KEYS = OLD


@pytest.fixture
def entries(places: None) -> dict[str, Entry]:
    """A person in the journal, and one that is held because her place is not the nurse's."""
    user = factories.make_user("community_nurse", VORONA)
    here = Author("community_nurse", VORONA, BOTOSANI, str(user.pk))
    there = Author("community_nurse", TUDORA, BOTOSANI, str(user.pk))
    home = journal.household(here)
    person = journal.person(here, home, **NUMBERED)
    away = journal.person(there, journal.household(there), **NUMBERED)
    receipts = actions.submit(principal=factories.principal(user), records=[home, person, away])
    assert [one.status for one in receipts] == ["accepted", "accepted", "quarantined"]
    return {"person": person, "held": away}


def read(entries: dict[str, Entry]) -> tuple[Any, ...]:
    """The number as each place gives it: journal, identity, held entry, its part for coordinators."""
    with scope.system():
        told = exporting.gather(UUID(entries["person"]["subject"]["id"]))
        (waiting,) = held.rows("q.record_id = %s", [entries["held"]["id"]])
        raw, _ = held.whole(waiting)
        shown, _ = held.visible(waiting)
    written = [one["value"] for record in told["records"] for one in record["answers"] if one["id"] == "cnp"]
    return (*written, told["identity"]["person.cnp"], raw["answers"]["cnp"], shown["cnp"])


def test_everything_opens_without_the_old_key_and_the_chain_holds(entries: dict[str, Entry]) -> None:
    with override_settings(FIELD_KEYS=OLD | NEW):
        before = read(entries)
        first, again = resealing.reseal(), resealing.reseal()
        left = {number for _, number, _ in resealing.sealed_by()}
    with override_settings(FIELD_KEYS=NEW):
        after = read(entries)
        rebuilding.rebuild(VORONA)
        rebuilt = read(entries)
    with scope.system():
        logged = sorted(row[0] for row in ask("SELECT shelf FROM records_resealing"))

    assert before == after == rebuilt == (CNP,) * 4
    assert (again["changed"], first["shut"]) == (0, 0)
    assert first["changed"] >= len(before)  # and the second factor of the signed-in
    assert left == {2}
    assert logged == ["held", "held parts", "journal"]
    assert rebuilding.broken_link(VORONA) is None


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE records_part SET answers = '{}'",
        'UPDATE records_quarantine SET payload = payload || \'{"role": "x"}\'',
        "SELECT records_reseal_parts('journal', record_id, jsonb_build_object(sensitivity, answers), "
        "jsonb_build_object(sensitivity, answers || '{\"x\": 1}')) FROM records_part",
        'SELECT records_reseal_held(key, payload, payload || \'{"role": "x"}\') FROM records_quarantine',
        "SELECT records_reseal_held(key, payload, '{}') FROM records_quarantine",
        "DELETE FROM records_resealing",
        "INSERT INTO records_resealing (at, shelf, owner_id) SELECT now(), 'journal', key FROM records_quarantine",
    ],
)
def test_nothing_but_sealed_values_changes(entries: dict[str, Entry], statement: str) -> None:
    with scope.system():
        assert refused(statement)


def _unsealed(author_id: UUID, raw: Entry) -> UUID:
    """A held entry as it was kept before answers were sealed and cut."""
    row = [uuid7(), raw["id"], author_id, raw["form"], json.dumps(raw)]
    with scope.system(), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO records_quarantine (key, record_id, place_id, county_id, author_id, form, sha256, "
            "payload, reasons, received_at, state, role, codes) VALUES (%s, %s, 39872, 74, %s, %s, '\\x01', %s, "
            "'[]', now(), 'held', 'community_nurse', '{}')",
            row,
        )
    return UUID(row[0])


def test_held_entries_of_before_are_sealed_and_cut_once(places: None) -> None:
    user = factories.make_user("community_nurse", VORONA)
    author = Author("community_nurse", VORONA, BOTOSANI, str(user.pk))
    raw = journal.person(author, journal.household(author), given_name="Ileana", weight=1.10, **NUMBERED)
    key = _unsealed(user.pk, raw)

    done = [quarantine.seal(), quarantine.seal()]

    with scope.system():
        ((payload,),) = ask("SELECT payload::text FROM records_quarantine WHERE key = %s", key)
        entry = held.one(key)
        opened, _ = held.whole(entry)
        shown, _ = held.visible(entry)
    assert done == [1, 0]
    assert "Ileana" not in payload
    assert opened["answers"] == raw["answers"]
    assert shown["cnp"] == CNP

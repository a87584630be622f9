"""What the law does not keep is erased; the chain holds, a rebuild finds the same, phones let go."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.utils import timezone

from tests import factories, journal
from tests.integration.office.cases.world import day
from tests.integration.privacy.conftest import Officer
from tests.integration.security.conftest import GIVEN, PHONE, SURNAME
from tests.integration.security.test_rows import ask, refused
from tests.integration.sync.test_protocol import Phone
from vatra.database import scope
from vatra.kit.ids import uuid7
from vatra.privacy import erasing, ledger, retention
from vatra.privacy.errors import NothingToEraseError
from vatra.records import actions, rebuilding
from vatra.sync import devices

pytestmark = pytest.mark.django_db
VORONA = 39872


@pytest.fixture(autouse=True)
def apart(settings: Any, tmp_path: Path) -> None:
    devices.forget()
    settings.DATA_DIR = tmp_path


def erase(officer: Officer, person: journal.Entry) -> erasing.Act:
    request = officer.asked(person, "erasure")
    decided = {"request": request["id"], "decided_on": day(0), "ground": "not_needed"}
    decision = officer.writes("erasure", person, **decided)
    with scope.system():
        return erasing.erase(
            person_id=UUID(person["subject"]["id"]),
            user_id=UUID(officer.principal.user_id),
            decision_id=UUID(decision["id"]),
            on=timezone.localdate(),
        )


def alone(officer: Officer, ago: int = 5) -> journal.Entry:
    """A man who was only registered, in a house of his own: the law keeps nothing of him."""
    nurse = officer.world.author("nurse")
    home = journal.household(nurse, registered_on=day(ago), household_name="Casa de la deal")
    told = {"family_name": "Zbârnea", "given_name": "Ermolai", "phone": "0799888777", "sex": "m"}
    person = journal.person(nurse, home, registered_on=day(ago), **told)
    officer.world.sent("nurse", home, person)
    return person


def everything() -> str:
    with scope.system():
        tables = [name for (name,) in ask(
            "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace "
            "AND relname ~ '^(people|records|dossiers|indicators|privacy)_'"
        ) if name != "people_openinglimit"]  # fmt: skip
        return " ".join(str(ask(f"SELECT * FROM {table}")) for table in tables)


def test_who_was_only_registered_is_erased_wholly_and_the_chain_holds(officer: Officer) -> None:
    person = alone(officer)
    assert "Ermolai" in everything()

    act = erase(officer, person)

    text = everything()
    assert "Ermolai" not in text
    assert "0799888777" not in text
    assert SURNAME in text
    assert rebuilding.broken_link(VORONA) is None
    told = erasing.remarks(VORONA)
    assert len(told) == 1
    assert str(act.decision_id) in told[0]


def test_the_household_of_who_lived_alone_goes_with_the_person(officer: Officer) -> None:
    person = alone(officer)
    assert "Casa de la deal" in everything()
    with scope.system():
        plan = retention.plan(UUID(person["subject"]["id"]), timezone.localdate())

    erase(officer, person)

    assert [one.kind_told for one in plan if not one.is_kept] == [
        "Gospodăria persoanei",
        "Cine este persoana",
    ]
    assert "Casa de la deal" not in everything()
    assert rebuilding.broken_link(VORONA) is None


@pytest.mark.parametrize(
    ("left", "is_kept"),
    [
        ({"changes": ["contact"], "phone": "0722333444"}, True),
        ({"changes": ["death"], "died_on": day(1)}, False),
    ],
)
def test_the_household_stays_while_anybody_alive_has_lived_there(
    officer: Officer, left: dict[str, str], is_kept: bool
) -> None:
    person = alone(officer)
    nurse = officer.world.author("nurse")
    told = {"family_name": "Zbârnea", "given_name": "Casandra", "sex": "f", "registered_on": day(4)}
    home = {**person, "subject": {"type": "household", "id": person["group"]}}
    wife = journal.person(nurse, home, **told)
    officer.world.sent("nurse", wife)
    change = {"changed_on": day(1)} | left
    officer.world.sent("nurse", journal.about(nurse, "registry/identity_change", wife, change))

    erase(officer, person)

    text = everything()
    assert "Ermolai" not in text
    assert "Casandra" in text
    assert ("Casa de la deal" in text) is is_kept
    rebuilding.rebuild(VORONA)
    assert ("Casa de la deal" in everything()) is is_kept


def test_what_was_held_about_the_person_is_emptied_too(officer: Officer) -> None:
    person = alone(officer)
    nurse = officer.world.author("nurse")
    held = journal.about(nurse, "registry/unknown_form", person, {"note": "Ermolai bea"})
    receipts = actions.submit(principal=factories.principal(officer.world.users["nurse"]), records=[held])
    assert receipts[0].status == "quarantined"

    erase(officer, person)

    with scope.system():
        rows = ask(
            "SELECT payload::text, reasons::text, state, closed_reason FROM records_quarantine WHERE record_id = %s",
            UUID(held["id"]),
        )
        assert "rewritten" in refused("UPDATE records_quarantine SET payload = '[]'")
    assert rows == [("{}", "[]", "dismissed", "Persoana a fost ștearsă.")]


def test_a_rebuild_after_an_erasure_finds_what_is_stored(officer: Officer) -> None:
    erase(officer, alone(officer))
    tables = ("people_person", "people_identity", "people_membership", "dossiers_finding", "privacy_request")
    with scope.system():
        before = {table: sorted(map(str, ask(f"SELECT * FROM {table}"))) for table in tables}
    rebuilding.rebuild(VORONA)
    with scope.system():
        after = {table: sorted(map(str, ask(f"SELECT * FROM {table}"))) for table in tables}

    assert after == before


def test_a_phone_lets_go_of_the_person_at_its_next_pull(officer: Officer) -> None:
    person = alone(officer)
    phone = Phone(officer.world.users["nurse"])
    first = phone.pull()
    erase(officer, person)
    second = phone.pull(first["cursor"])

    assert "Ermolai" in str(first)
    bundle = next(each for each in second["bundles"] if each["group"] == person["group"])
    assert bundle["persons"] == []
    assert "Ermolai" not in str(second)


def test_what_belongs_to_an_open_case_is_kept_and_says_until_when(officer: Officer) -> None:
    person = officer.world.ana
    assessed = journal.about(
        officer.world.author("social"), "registry/consent", person,
        {"given_on": day(20), "informed": ["explained"], "purposes": ["sms", "photo"], "given_by": "self",
         "how": "spoken", "witness": "Vecina"},
    )  # fmt: skip
    officer.world.sent("social", assessed)
    with scope.system():
        plan = retention.plan(UUID(person["subject"]["id"]), timezone.localdate())

    consent = next(one for one in plan if one.kind == "keep_consent_years")
    assert consent.until is not None
    assert consent.until > timezone.localdate() + timedelta(days=1000)
    assert "2517" in consent.why
    assert all(one.is_kept for one in plan)
    with pytest.raises(NothingToEraseError):
        erase_now(officer, person)
    assert PHONE in everything()
    assert GIVEN in everything()


def retold(line: str, **changes: object) -> str:
    """The line of another act, changed so."""
    return json.dumps(json.loads(line.splitlines()[0]) | {"id": uuid7()} | changes) + "\n"


def erase_now(officer: Officer, person: journal.Entry) -> None:
    with scope.system():
        erasing.erase(
            person_id=UUID(person["subject"]["id"]),
            user_id=UUID(officer.principal.user_id),
            decision_id=UUID(uuid7()),
            on=timezone.localdate(),
        )


def test_neither_the_system_nor_the_owner_erases_past_the_procedure(officer: Officer) -> None:
    person = alone(officer)
    with scope.system():
        assert "permission denied" in refused("UPDATE records_part SET answers = '{}'")
        row = (uuid7(), person["group"], person["subject"]["id"], uuid7(), uuid7(), [UUID(person["id"])])
        insert = (
            "INSERT INTO privacy_erasure (id, place_id, county_id, group_id, person_id, user_id, kind, "
            "decision_id, records, erased_at) VALUES (%s, 39872, 74, %s, %s, %s, 'request', %s, %s, now())"
        )
        message = refused(f"WITH made AS ({insert} RETURNING id) SELECT privacy_erase(id) FROM made", *row)
        assert message
        ask(f"{insert} RETURNING 1", *row)
        assert "no decision" in refused("SELECT privacy_erase(%s)", row[0])
    assert "Ermolai" in everything()


def test_after_a_restore_the_erased_is_erased_again(
    officer: Officer, django_capture_on_commit_callbacks
) -> None:
    person = alone(officer)
    with django_capture_on_commit_callbacks(execute=True):
        act = erase(officer, person)
    log = ledger.path().read_text()
    assert "Ermolai" not in log
    assert act.id in log
    assert erasing.reapply() == 0
    # Entries that a copy does not hold cannot come back: such a line is passed over.
    ledger.path().write_text(retold(log, records=[uuid7()]))
    assert erasing.reapply() == 0

    fresh = alone(officer)  # as if the copy had brought him back under other ids
    ledger.path().write_text(retold(log, person_id=fresh["subject"]["id"], records=[fresh["id"]]))

    assert "Ermolai" in everything()
    assert erasing.reapply() == 1
    assert "Ermolai" not in everything()
    assert rebuilding.broken_link(VORONA) is None


def test_the_list_of_erasures_outlives_the_machines_disk(
    officer: Officer, django_capture_on_commit_callbacks, settings, tmp_path
) -> None:
    settings.ARCHIVE_DIR = tmp_path / "archive"
    person = alone(officer)
    with django_capture_on_commit_callbacks(execute=True):
        erase(officer, person)
    ledger.path().unlink()
    fresh = alone(officer)  # as if the copy had brought him back under other ids
    kept = settings.ARCHIVE_DIR / ledger.NAME
    kept.write_text(retold(kept.read_text(), person_id=fresh["subject"]["id"], records=[fresh["id"]]))

    assert erasing.reapply() == 1
    assert "Ermolai" not in everything()

"""The list of erasures outside the database has every act that stands, whatever the disk does."""

from __future__ import annotations

import errno
import json
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from tests import journal
from tests.integration.privacy.conftest import Officer
from tests.integration.privacy.test_erasure import alone, apart, erase, everything, retold
from vatra.privacy import erasing, ledger

__all__ = ["apart"]
pytestmark = pytest.mark.django_db


def full(monkeypatch: pytest.MonkeyPatch, *, after: int) -> None:
    """The disk takes so many lines of the list, then has no room for one."""
    left = [after]

    def fsync(_: int) -> None:
        left[0] -= 1
        if left[0] == -1:
            raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(ledger.os, "fsync", fsync)


@pytest.mark.parametrize("disk", ["data", "archive"])
def test_without_room_for_its_line_nothing_is_erased(
    officer: Officer, settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, disk: str
) -> None:
    settings.ARCHIVE_DIR = tmp_path / "archive"
    person = alone(officer)
    full(monkeypatch, after=0 if disk == "data" else 1)

    with pytest.raises(OSError, match="No space"):
        erase(officer, person)

    assert "Ermolai" in everything()
    assert ledger.acts() == []
    assert erasing.reapply() == 0


def test_the_list_has_the_act_though_the_disk_is_full_after_the_commit(
    officer: Officer, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    person = alone(officer)
    full(monkeypatch, after=1)
    with django_capture_on_commit_callbacks(execute=True):
        act = erase(officer, person)
    assert [one["id"] for one in ledger.acts()] == [act.id]
    assert len(ledger.path().read_text().splitlines()) == 1

    fresh = alone(officer)  # as if the copy had brought him back under other ids
    changed = retold(ledger.path().read_text(), person_id=fresh["subject"]["id"], records=[fresh["id"]])
    ledger.path().write_text(changed)

    assert erasing.reapply() == 1
    assert "Ermolai" not in everything()


def rolled_back(officer: Officer, person: journal.Entry) -> None:
    with transaction.atomic():
        erase(officer, person)
        transaction.set_rollback(True)


def test_an_act_that_was_rolled_back_is_found_out_and_not_made_again(officer: Officer) -> None:
    person, other = alone(officer), alone(officer)
    rolled_back(officer, person)
    began = ledger.acts()[0]
    hours = {"at": "2026-01-05T08:00:00+00:00"}
    ledger.path().write_text(json.dumps(began | hours | {"begun": True}) + "\n" + '{"id": "cut')

    done = erase(officer, other)

    assert [one["id"] for one in ledger.acts()] == [done.id]
    assert erasing.reapply() == 0

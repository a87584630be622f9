"""Who decides of a pair holds in the journal, whichever way the verdict comes."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from django.db import connection

from tests import journal
from tests.accounts_fixtures import Staff
from tests.integration.duplicates.test_pairs import (
    EVIDENCE,
    between,
    client,
    here,
    neighbour,
    nurse,
    page_of,
)
from tests.journal import Author
from vatra.accounts import principals
from vatra.database import scope
from vatra.duplicates import guards
from vatra.duplicates.models import Verdict
from vatra.records import actions

__all__ = ["between", "here", "neighbour", "nurse"]
pytestmark = pytest.mark.django_db


def comparison(author: Author, subject: UUID, other: object) -> dict[str, Any]:
    """A verdict as any way into the journal may bring it, not through the page."""
    with scope.system(), connection.cursor() as cursor:
        cursor.execute("SELECT home_id FROM people_person WHERE id = %s", [subject])
        home = str(cursor.fetchone()[0])
    told = {"decided_on": "2026-11-21", "other_file": str(other), "verdict": "distinct", **EVIDENCE}
    about = {"subject": {"type": "person", "id": str(subject)}, "group": home}
    return journal.about(author, "registry/comparison", about, told | {"evidence": ["seen_document"]})


def said_of(principal: Any, record: dict[str, Any]) -> list[str]:
    [receipt] = actions.submit(principal=principal, records=[record])
    return [reason.message for reason in receipt.reasons]


def verdicts() -> int:
    with scope.system():
        return Verdict.objects.count()


def test_journal_takes_no_verdict_of_a_team_on_a_file_of_another_commune(
    between: tuple[UUID, UUID], nurse: Author
) -> None:
    left, now = between

    assert said_of(nurse, comparison(nurse, left, now)) == [guards.COUNTYS]
    assert verdicts() == 0


def test_journal_takes_no_verdict_of_the_county_on_files_of_one_commune(
    here: tuple[UUID, UUID], nurse: Author, staff: Staff
) -> None:
    coordinator = principals.of(staff.coordinator)
    record = comparison(nurse, *here) | {"author": str(staff.coordinator.pk)}
    record |= {"role": "county_health_coordinator"}

    assert said_of(coordinator, record) == [guards.TEAMS]
    assert said_of(nurse, comparison(nurse, *here)) == []
    assert verdicts() == 1


@pytest.mark.parametrize("other", ["01890000-0000-7000-8000-000000000000", "-" * 36])
def test_journal_takes_no_verdict_on_a_file_that_is_not_there(
    here: tuple[UUID, UUID], nurse: Author, other: str
) -> None:
    assert said_of(nurse, comparison(nurse, here[0], other)) == [guards.UNKNOWN]
    assert said_of(nurse, comparison(nurse, here[0], here[0])) == [guards.SAME]


def test_team_does_not_void_what_the_county_decided(
    between: tuple[UUID, UUID], nurse: Author, staff: Staff
) -> None:
    left, _ = between
    answered = client(staff.coordinator).post(
        page_of(between), {"verdict": "elsewhere", "leaving": str(left), **EVIDENCE}
    )
    with scope.system():
        verdict = Verdict.objects.get()
    told = {"id": str(verdict.record_id), "form": "registry/comparison", "group": str(verdict.group_id)}
    void = journal.void(nurse, told | {"subject": {"type": "person", "id": str(left)}})

    assert answered.status_code == 302
    assert said_of(nurse, void) == [guards.COUNTYS]
    assert verdicts() == 1

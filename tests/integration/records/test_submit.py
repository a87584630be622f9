"""The write path: what a nurse sends becomes people, findings, a case, tasks and counts."""

from collections.abc import Mapping
from typing import Any

import pytest
from django.db import connection

from tests.journal import Author, household, person
from vatra.records import actions

pytestmark = pytest.mark.django_db


def count(table: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table}")  # noqa: S608
        return int(cursor.fetchone()[0])


def test_submit_household_and_person_are_stored(nurse: Author, system_scope: object) -> None:
    home = household(nurse)
    ana = person(nurse, home, family_name="Ionescu", given_name="Ana", birth_date="1990-03-05")

    receipts = actions.submit(principal=nurse, records=[home, ana])

    assert [r.status for r in receipts] == ["accepted", "accepted"], receipts
    assert count("people_person") == 1
    assert count("people_household") == 1
    assert count("records_record") == 2

"""What waits for somebody in the demonstration: the pages of held entries, pairs, notices and phones are not empty."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from vatra.accounts import demo as people
from vatra.database import scope
from vatra.demo import waiting

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 21)
COUNTS = """
SELECT (SELECT count(*) FROM records_quarantine WHERE state = 'held'), (SELECT count(*) FROM duplicates_pair),
       (SELECT count(*) FROM notices_notice WHERE answered_on IS NULL), (SELECT count(*) FROM records_device)
"""


def counts() -> tuple[int, ...]:
    with scope.system(), connection.cursor() as cursor:
        cursor.execute(COUNTS)
        found: tuple[int, ...] = cursor.fetchone()
    return found


def test_each_page_that_waits_has_something_and_a_second_time_adds_nothing(
    places: None, settings: Any, tmp_path: Path
) -> None:
    settings.DATA_DIR = tmp_path
    users = people.create_demo_users("BT")

    assert waiting.build(users, TODAY) == 0
    first = counts()
    assert first == (2, 2, 2, 1)
    assert waiting.build(users, TODAY) == 0
    assert counts() == first

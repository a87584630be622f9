"""The copy of a person's data holds what she was told, and nothing that others were."""

from __future__ import annotations

from uuid import UUID

import pytest
from django.db import connection

from tests.integration.office.cases.world import day
from tests.integration.privacy.conftest import Officer
from vatra.database import scope
from vatra.kit import packs
from vatra.kit.ids import uuid7
from vatra.privacy import exporting

pytestmark = pytest.mark.django_db
NOTICE = """
INSERT INTO notices_notice (key, place_id, county_id, group_id, kind, cause_id, record_id, sensitivity,
    author_id, author_role, to_type, to_person_id, to_name, noticed_on, told_on)
SELECT %s, r.place_id, r.county_id, r.group_id, %s, r.id, r.id, 1, r.author_id, r.role, %s, %s, '', %s, %s
FROM records_record r WHERE r.id = %s
"""
SENT = """
INSERT INTO notices_delivery (key, place_id, county_id, sensitivity, channel, state, reason, attempts, sent_at)
VALUES (%s, 39872, 74, 1, 'sms', 'sent', '', 1, now())
"""


def test_the_copy_holds_the_notices_to_the_person_and_no_others(officer: Officer) -> None:
    ana = officer.world.ana
    person = UUID(ana["subject"]["id"])
    kind = next(one for one in packs.library().notices.values() if one.to == "person")
    addressees = {"hers": ("person", person), "another": ("person", uuid7()), "office": ("institution", None)}
    with scope.system(), connection.cursor() as cursor:
        for key, (to, who) in addressees.items():
            cursor.execute(NOTICE, [key, kind.id, to, who, day(4), day(2), ana["id"]])
        cursor.execute(SENT, ["hers"])
        told = exporting.gather(person)["notices"]

    (only,) = told
    assert (only["title"], only["noticed_on"], only["told_on"]) == (kind.title, day(4), day(2))
    assert (only["channel"], only["state"]) == ("sms", "sent")
    assert "hers" not in str(only)


@pytest.mark.parametrize(
    ("value", "words"),
    [(1, "1"), (0, "0"), (True, "da"), (False, "nu"), ("yes", "da"), ("unknown", "nu se știe")],
)
def test_a_number_stays_a_number_in_the_copy(value: object, words: str) -> None:
    (told,) = exporting._answers([{"id": "a", "type": "integer", "text": "Copii"}], {"a": value}, None)

    assert (told["answer"], told["value"]) == (words, value)

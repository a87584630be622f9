"""What goes out as one text arrives as the values it was made of."""

from uuid import UUID

import pytest
from django.db import connection

from vatra.database import bulk

pytestmark = pytest.mark.django_db
AWKWARD = ['ghilimele " și \\ invers', "acolade {a,b}", "", "NULL", " rând\nnou ", "virgulă, ș ț", None]


def unnested(kind: str, values: list[object]) -> list[object]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM unnest(%s::{kind}[])", [bulk.array(values)])
        return [row[0] for row in cursor.fetchall()]


def test_texts_keep_every_sign() -> None:
    assert unnested("text", list(AWKWARD)) == AWKWARD


@pytest.mark.parametrize(
    "kind, values", [("int", [1, -2, None]), ("uuid", [UUID(int=7), None]), ("text", [])]
)
def test_other_kinds_come_back_as_they_were(kind: str, values: list[object]) -> None:
    assert unnested(kind, values) == values


def test_nothing_is_sent_for_no_rows() -> None:
    with connection.cursor() as cursor:
        bulk.insert(cursor, "records_part", ("record_id",), [])
        assert cursor.rowcount == -1

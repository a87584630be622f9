"""How many statements a page takes, and whether an index gives the order of a list."""

from __future__ import annotations

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests import planner
from vatra.database import scope, trips
from vatra.database.trips import Question


def statements(client: Client, address: str) -> int:
    """Those of the page asked a second time; what travels together is counted one by one.

    Left out is what sets the scope: it travels along and asks nothing.
    """
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    told = [each for query in asked for each in query["sql"].split(trips.JOINT)]
    return sum("SAVEPOINT" not in each and "set_config" not in each for each in told)


def plan(level: scope.Scope, question: Question) -> str:
    """PostgreSQL's way to the rows of a large table, told that sorting and reading it whole cost much."""
    query, arguments = question
    planner.tell_large()
    with scope.enter(level), connection.cursor() as cursor:
        for way in ("seqscan", "sort", "bitmapscan", "hashjoin", "mergejoin"):
            cursor.execute(f"SET LOCAL enable_{way} = off")
        cursor.execute(f"EXPLAIN {query}", arguments)
        return "\n".join(row[0] for row in cursor.fetchall())

"""PostgreSQL's plans as they are once much has been written, whatever the tests before have left.

A test's tables hold a few rows, and the server's own housekeeping may have looked at them or not:
left alone, the planner takes one way today and another tomorrow.
"""

from __future__ import annotations

import psycopg
from django.db import connections
from psycopg import sql

ROWS = 1_000_000
_TOLD_LARGE = """
SELECT pg_restore_relation_stats(
    'schemaname', nspname::text, 'relname', relname::text, 'relpages', 1,
    'reltuples', CASE WHEN pg_relation_size(pg_class.oid) > 0 THEN {rows}::real ELSE -1 END
) FROM pg_class JOIN pg_namespace n ON n.oid = relnamespace WHERE relkind = 'r' AND nspname = 'public'
"""
_VALUES_UNKNOWN = """
SELECT pg_clear_attribute_stats(schemaname::text, tablename::text, attname::text, inherited)
FROM pg_stats WHERE schemaname = 'public'
"""


def tell_large() -> None:
    """Every table: a million rows to a page, of unknown values, until it is analysed again.

    An empty file can only be called never looked at, which PostgreSQL takes for some thousand rows.
    """
    with psycopg.connect(**connections["owner"].get_connection_params()) as owner:
        owner.execute(sql.SQL(_TOLD_LARGE).format(rows=ROWS))
        owner.execute(_VALUES_UNKNOWN)

"""Comparisons written by people become verdicts, in the writing transaction."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from django.db import connection

from vatra.database import bulk
from vatra.people import bindings
from vatra.records.derivers import Change

EFFECT: Final = "person.compare"
COLUMNS: Final = (
    *("record_id", "group_id", "place_id", "county_id", "person_id", "other_id", "verdict", "decided_on"),
)
FORGET: Final = """
DELETE FROM duplicates_verdict WHERE group_id = ANY (%s::uuid[]) AND record_id <> ALL (%s::uuid[])
"""


def derive(change: Change) -> frozenset[UUID]:
    """Keep the verdicts of the groups in which somebody compared, corrected or voided one."""
    groups = {e.group_id for e in change.entries if EFFECT in bindings.effects_of(e.form, e.version)}
    if not groups:
        return frozenset()
    entries = change.journal.of_groups(groups, bindings.forms_with(EFFECT))
    told = [(entry, bindings.bound(entry.form, entry.version, entry.answers)) for entry in entries]
    rows = [
        (
            *(entry.id, entry.group_id, change.place_id, change.county_id, entry.subject_id),
            *(said["compare.other"], said["compare.verdict"], entry.occurred_on),
        )
        for entry, said in told
    ]
    with connection.cursor() as cursor:
        cursor.execute(FORGET, [sorted(groups), [row[0] for row in rows]])
        again = bulk.replacing("record_id", ("verdict", "decided_on"))
        bulk.insert(cursor, "duplicates_verdict", COLUMNS, rows, again)
    return frozenset()

"""One entry for the pages around it, as far as the reader's scope lets it be seen."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

from django.db import connection
from django.http import Http404

from vatra.office.forms import explaining
from vatra.people import sealing
from vatra.records import parts
from vatra.records.queries import library

TASKS = """
SELECT title, role, due_on, cites FROM dossiers_task
WHERE record_id = %s AND done_on IS NULL ORDER BY due_on, key
"""


def answers_of(entry_id: UUID) -> dict[str, Any]:
    """Answers of an entry, from the parts this reader may see. Http404 where none is seen."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT answers FROM records_part WHERE record_id = %s", [entry_id])
        texts = [row[0] for row in cursor.fetchall()]
    if not texts:
        raise Http404
    merged = parts.join(json.loads(t) if isinstance(t, str) else t for t in texts)
    opened: dict[str, Any] = sealing.open_answer(merged, entry_id)
    return opened


def outcome_of(entry_id: UUID) -> dict[str, Any]:
    """What a saved entry found and set going: findings, tasks, case, household."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT form, version, group_id, subject_type, subject_id FROM records_record WHERE id = %s",
            [entry_id],
        )
        row = cursor.fetchone()
        if row is None:
            raise Http404
        form, version, group, subject_type, subject_id = row
        cursor.execute(
            "SELECT code, person_id::text FROM dossiers_finding "
            "WHERE record_id = %s AND closed_on IS NULL ORDER BY urgency DESC, key",
            [entry_id],
        )
        found = [explaining.explain(code, person) for code, person in cursor.fetchall()]
        cursor.execute(TASKS, [entry_id])
        tasks = [
            dict(zip(("title", "role", "due_on", "cites"), t, strict=True)) for t in cursor.fetchall()
        ]
        cursor.execute(
            "SELECT id FROM dossiers_dossier WHERE group_id = %s AND closed_on IS NULL", [group]
        )
        dossier = cursor.fetchone()
    return {
        "form": library().form(form, version),
        "group_id": group,
        "person_id": subject_id if subject_type == "person" else None,
        "found": [each for each in found if each is not None],
        "tasks": tasks,
        "dossier_id": dossier[0] if dossier else None,
    }

"""Open tasks of a household or a person."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from vatra.accounts.principals import Principal
from vatra.office.forms import links
from vatra.office.queries import rows
from vatra.office.queries.rows import Row

OF_GROUP: Final = """
SELECT t.key, {title} AS title, t.form, t.role, t.due_on, t.cites, t.urgency, t.group_id, t.person_id,
       t.dossier_id, t.record_id, u.full_name AS name FROM dossiers_task t
LEFT JOIN accounts_user u ON u.id = t.user_id
WHERE t.done_on IS NULL AND t.group_id = %(group)s
AND (%(person)s::uuid IS NULL OR t.person_id = %(person)s) ORDER BY t.due_on IS NULL, t.due_on, t.key
"""
OF_RECORD: Final = """
SELECT {title} AS title, form, role, due_on, cites FROM dossiers_task
WHERE record_id = %s AND done_on IS NULL ORDER BY due_on, key
"""


def of_group(principal: Principal, group_id: UUID, person_id: UUID | None = None) -> list[Row]:
    """With the address that does each, for those whose profession does it."""
    query = OF_GROUP.format(title=_title(principal, "t."))
    found = rows.many(query, {"group": group_id, "person": person_id})
    return [_told(row) | {"url": _url(principal, row)} for row in found]


def of_record(principal: Principal, record_id: UUID) -> list[Row]:
    """What one entry set going."""
    return [_told(row) for row in rows.many(OF_RECORD.format(title=_title(principal, "")), [record_id])]


def _title(principal: Principal, prefix: str) -> str:
    # The title may name people: above the local level the column cannot be selected.
    return f"{prefix}title" if principal.level == "local" else "NULL"


def _told(row: Row) -> Row:
    return row | {"title": row["title"] or links.title_of(row["form"])}


def _url(principal: Principal, row: Row) -> str:
    return links.of_task(row) if row["form"] and row["role"] in principal.role_codes else ""

"""What colleagues wrote lately of the same kind about the same household, so that none does it twice."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final
from uuid import UUID

from vatra.office.queries import rows
from vatra.office.queries.rows import Row
from vatra.records.queries import library

DAYS: Final = "team_repeat_days"  # the parameter of the form's pack; a pack without it warns of nothing
MOST: Final = 3
RECENT: Final = """
SELECT r.id, r.occurred_on, r.role, u.full_name AS author
FROM records_record r JOIN accounts_user u ON u.id = r.author_id
WHERE r.group_id = %s AND r.form = %s AND r.occurred_on BETWEEN %s AND %s AND r.author_id <> %s
AND r.intent <> 'void' AND NOT EXISTS (SELECT 1 FROM records_record n WHERE n.prev_id = r.id)
ORDER BY r.occurred_on DESC, r.id DESC LIMIT %s
"""


def of_colleagues(form_id: str, group_id: UUID, user_id: str, today: date) -> list[Row]:
    """Their entries of the last days, the newest first; voided and corrected ones left out."""
    days = library().parameters_of(form_id).find(DAYS, today)
    if days is None:
        return []
    return rows.many(RECENT, [group_id, form_id, today - timedelta(int(days)), today, user_id, MOST])

"""What waits for the reader today. Few statements, whatever waits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from django.utils import timezone

from vatra.accounts.principals import Principal
from vatra.office.forms import links
from vatra.office.queries import rows
from vatra.office.queries.rows import Row
from vatra.records.queries import library

MOST: Final = 50
MINE: Final = """
t.done_on IS NULL AND (t.user_id = %(user)s OR (t.user_id IS NULL AND t.role = ANY (%(roles)s)))
"""
# The title may name people: above the local level the column cannot be selected.
TASKS: Final = """
SELECT t.key, {title} AS title, t.form, t.due_on, t.cites, t.urgency, t.group_id, t.person_id,
       t.dossier_id, t.record_id, t.user_id, a.name AS household, e.text AS reference,
       p.sex, p.birth_year, i.family_name, i.given_name, i.birth_date
FROM dossiers_task t LEFT JOIN people_address a ON a.household_id = t.group_id
LEFT JOIN people_person p ON p.id = t.person_id LEFT JOIN people_identity i ON i.person_id = t.person_id
LEFT JOIN dossiers_reference e ON e.dossier_id = t.dossier_id
WHERE {mine} ORDER BY t.due_on IS NULL, t.due_on, t.urgency DESC, t.key LIMIT %(most)s
"""
TASK_COUNTS: Final = f"""
SELECT count(*) AS total, count(*) FILTER (WHERE t.due_on < %(today)s) AS late,
       count(*) FILTER (WHERE t.due_on = %(today)s) AS due FROM dossiers_task t WHERE {MINE}
"""  # noqa: S608 - names of ours
NEW_CASES: Final = """
SELECT d.id, d.kind, d.state, d.urgency, d.opened_on, d.group_id, e.text AS reference, a.name AS household,
       r.received_at, u.full_name AS author
FROM dossiers_dossier d JOIN records_record r ON r.id = d.id
LEFT JOIN dossiers_reference e ON e.dossier_id = d.id
LEFT JOIN people_address a ON a.household_id = d.group_id LEFT JOIN accounts_user u ON u.id = r.author_id
WHERE r.received_at >= %s ORDER BY r.received_at DESC, d.id LIMIT 20
"""
CONFLICTS: Final = """
SELECT c.group_id, c.form, cardinality(c.record_ids) AS versions, a.name AS household,
       (SELECT d.id FROM dossiers_dossier d WHERE d.group_id = c.group_id AND 'conflict' = ANY (d.flags)
        ORDER BY d.closed_on IS NOT NULL, d.opened_on LIMIT 1) AS dossier_id
FROM dossiers_conflict c LEFT JOIN people_address a ON a.household_id = c.group_id
ORDER BY c.group_id, c.record_ids LIMIT 20
"""
SUPPORT: Final = """
SELECT i.key, i.area, i.state, i.opened_on, i.due_on, i.role, i.dossier_id, i.group_id,
       e.text AS reference, u.name AS place
FROM dossiers_item i LEFT JOIN dossiers_reference e ON e.dossier_id = i.dossier_id
JOIN places_place u ON u.siruta = i.place_id
WHERE i.kind = 'support_request' AND i.closed_on IS NULL
AND (%(is_local)s OR i.role IS NULL OR i.role = ANY (%(roles)s))
ORDER BY i.due_on IS NULL, i.due_on, i.key LIMIT 20
"""
STATES: Final = """
SELECT d.kind, d.state, count(*) AS dossiers, count(*) FILTER (WHERE d.urgency = 3) AS urgent,
       count(*) FILTER (WHERE d.next_due_on < %s) AS late
FROM dossiers_dossier d WHERE d.closed_on IS NULL GROUP BY d.kind, d.state
"""


@dataclass(frozen=True, slots=True)
class TaskCounts:
    total: int
    late: int
    due: int


def tasks(principal: Principal) -> list[Row]:
    """My tasks and those of my profession, the latest due first; with the address that does them."""
    title = "t.title" if principal.level == "local" else "NULL"
    query = TASKS.format(title=title, mine=MINE)
    return [_task(row) for row in rows.many(query, _arguments(principal) | {"most": MOST})]


def task_counts(principal: Principal) -> TaskCounts:
    found = rows.one(TASK_COUNTS, _arguments(principal) | {"today": timezone.localdate()})
    return TaskCounts(**found) if found else TaskCounts(0, 0, 0)


def new_cases() -> list[Row]:
    """Cases that came since the beginning of yesterday."""
    since = timezone.make_aware(datetime.combine(timezone.localdate() - timedelta(days=1), time.min))
    return [row | named_state(row) for row in rows.many(NEW_CASES, [since])]


def conflicts() -> list[Row]:
    return [row | {"title": links.title_of(row["form"])} for row in rows.many(CONFLICTS)]


def support(principal: Principal) -> list[Row]:
    is_local = principal.level == "local"
    return rows.many(SUPPORT, {"is_local": is_local, "roles": sorted(principal.role_codes)})


def states(today: date) -> list[Row]:
    """Open cases by kind and state, in the order the programme gives the states."""
    found = {(row["kind"], row["state"]): row for row in rows.many(STATES, [today])}
    ordered = [found[kind.code, state.code] for kind in kinds() for state in kind.states
               if (kind.code, state.code) in found]  # fmt: skip
    return [row | named_state(row) for row in ordered]


def kinds() -> list[Any]:
    """Every kind of dossier that the installed packs follow."""
    return [kind for pack in library().packs for kind in pack.dossiers]


def named_state(row: Row) -> Row:
    """Titles of a dossier's kind and state."""
    kind = next((each for each in kinds() if each.code == row["kind"]), None)
    states_of = {state.code: state.title for state in kind.states} if kind else {}
    return {
        "kind_title": kind.title if kind else "",
        "state_title": states_of.get(row["state"], row["state"]),
    }


def _task(row: Row) -> Row:
    url = links.of_task(row) if row["form"] else ""
    return row | {"title": row["title"] or links.title_of(row["form"]), "url": url}


def _arguments(principal: Principal) -> dict[str, Any]:
    return {"user": principal.user_id, "roles": sorted(principal.role_codes)}

"""Whole groups as a phone keeps them: one JSON text each, built with few statements.

A bundle is everything of one household (or community problem) that the role may see. Most
of its bytes are answers that PostgreSQL already holds as JSON: they are spliced in as text,
because parsing them only to write them again would triple the cost of a first load.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any, Final
from uuid import UUID

from django.db import connection

from vatra.database import bulk, trips
from vatra.dossiers import queries as dossiers
from vatra.kit.vocabulary import readable
from vatra.people import sealing
from vatra.records import parts
from vatra.records.queries import desk_groups

FEED: Final = """
SELECT id::text, kind, seq FROM records_group WHERE place_id = %s AND seq > %s AND kind <> ALL (%s)
ORDER BY seq LIMIT %s
"""
# `row_to_json` of a named row costs half of what building the object key by key does.
HOUSEHOLDS: Final = """
SELECT h.id::text, row_to_json(x)::text
FROM people_household h JOIN people_address a ON a.household_id = h.id
CROSS JOIN LATERAL (SELECT h.id, a.name, h.locality_id AS locality, a.street, a.number, a.geo,
    h.head_id AS head) x
WHERE h.id = ANY (%s::uuid[]) AND NOT h.is_void
"""
PERSONS: Final = """
SELECT p.home_id::text, row_to_json(x)::text
FROM people_person p JOIN people_identity i ON i.person_id = p.id
LEFT JOIN LATERAL (SELECT from_on, to_on FROM people_membership
    WHERE person_id = p.id AND household_id = p.household_id
    ORDER BY from_on DESC LIMIT 1) m ON true
CROSS JOIN LATERAL (SELECT p.id, i.family_name, i.given_name, p.sex, i.birth_date, p.id_state,
    i.cnp_last4, i.phone, p.relation, p.family_doctor, p.insured, p.alive,
    m.from_on AS "from", m.to_on AS "to") x
WHERE p.home_id = ANY (%s::uuid[]) AND NOT p.is_void AND p.merged_into_id IS NULL
ORDER BY p.home_id, i.birth_date, p.id
"""
FINDINGS: Final = """
SELECT f.group_id::text, row_to_json(x)::text FROM dossiers_finding f
CROSS JOIN LATERAL (SELECT f.code, f.person_id AS person, f.area, f.urgency, f.favourable,
    f.opened_on, f.closed_on, f.record_id AS record) x
WHERE f.group_id = ANY (%s::uuid[]) ORDER BY f.group_id, f.urgency DESC, f.key
"""
DOSSIERS: Final = """
SELECT d.group_id::text, row_to_json(x)::text
FROM dossiers_dossier d LEFT JOIN dossiers_reference r ON r.dossier_id = d.id
LEFT JOIN accounts_user u ON u.id = d.manager_id
CROSS JOIN LATERAL (SELECT d.id, d.kind, r.text AS reference, d.state, d.urgency,
    u.full_name AS manager_name, d.opened_on, d.closed_on, d.next_due_on) x
WHERE d.group_id = ANY (%s::uuid[]) ORDER BY d.group_id, d.opened_on, d.id
"""
ITEMS: Final = """
SELECT i.group_id::text, row_to_json(x)::text FROM dossiers_item i
CROSS JOIN LATERAL (SELECT i.key, i.dossier_id AS dossier, i.kind, i.area, i.code, i.title,
    i.person_id AS person, i.state, i.opened_on, i.due_on, i.closed_on, i.role, i.user_id AS "user",
    i.priority, i.record_id AS record, i.links, i.extra) x
WHERE i.group_id = ANY (%s::uuid[]) ORDER BY i.group_id, i.key
"""
TASKS: Final = """
SELECT t.group_id::text, row_to_json(x)::text FROM dossiers_task t
CROSS JOIN LATERAL (SELECT t.key, t.title, t.form, t.role, t.user_id AS "user", t.person_id AS person,
    t.opened_on, t.due_on, t.done_on, t.urgency, t.cites, t.dossier_id AS dossier,
    t.record_id AS record, coalesce(t.user_id::text = %s, t.role = ANY (%s)) AS mine) x
WHERE t.group_id = ANY (%s::uuid[]) ORDER BY t.group_id, t.due_on, t.key
"""
CONFLICTS: Final = (
    "SELECT group_id::text, record_ids::text[] FROM dossiers_conflict WHERE group_id = ANY (%s::uuid[])"
)
# An entry about a person travels with the household the person's file lies in now. The answers
# come as one text: what stands between those of two parts stands raw in no JSON.
RECORDS: Final = """
SELECT s.home::text, s.id::text, row_to_json(x)::text,
    (SELECT string_agg(p.answers::text, chr(1) ORDER BY p.sensitivity) FROM records_part p
     WHERE p.record_id = s.id)
FROM (
    SELECT r.group_id AS home, r.* FROM records_record r
    WHERE r.group_id = ANY (%(groups)s::uuid[]) AND r.subject_type <> 'person'
    UNION ALL
    SELECT p.home_id AS home, r.* FROM people_person p
    JOIN records_record r ON r.subject_id = p.id AND r.subject_type = 'person'
    WHERE p.home_id = ANY (%(groups)s::uuid[])
) s LEFT JOIN accounts_user u ON u.id = s.author_id
CROSS JOIN LATERAL (SELECT s.id, s.form, s.version,
    (SELECT y FROM (SELECT s.subject_type AS type, s.subject_id AS id) y) AS subject,
    s.dossier_id AS dossier, s.prev_id AS prev, s.settles, s.intent, s.author_id AS author,
    u.full_name AS author_name, s.role, s.made_at, s.occurred_on, s.flags) x
ORDER BY s.home, s.occurred_on, s.seq
"""
BETWEEN: Final = "\x01"


def page(
    place_id: int, after: int, limit: int, user_id: str, roles: Sequence[str]
) -> tuple[list[str], int, bool]:
    """``(bundle texts, seq reached, whether more follow)`` of one place, in feed order."""
    with connection.cursor() as cursor:
        cursor.execute(FEED, [place_id, after, list(desk_groups()), limit + 1])
        rows = cursor.fetchall()
    shown = rows[:limit]
    if not shown:
        return [], after, False
    # The last seq is sent whole: groups that share it were changed in one transaction.
    if len(rows) > limit:
        shown = [row for row in shown if row[2] < rows[limit][2]] or shown
    groups = [row[0] for row in shown]
    pieces = _pieces(groups, user_id, list(roles))
    texts = [_bundle(place_id, row, pieces) for row in shown]
    return texts, shown[-1][2], len(rows) > len(shown)


def _pieces(ids: list[str], user_id: str, roles: list[str]) -> dict[str, dict[str, list[str]]]:
    groups = bulk.array(ids)  # once for all questions
    simple = {
        "household": HOUSEHOLDS,
        "persons": PERSONS,
        "findings": FINDINGS,
        "dossiers": DOSSIERS,
        "items": ITEMS,
    }
    *answers, tasks, conflicts, records = trips.read(
        *((query, [groups]) for query in simple.values()),
        (TASKS, [user_id, roles, groups]),
        (CONFLICTS, [groups]),
        (RECORDS, {"groups": groups}),
    )
    found = {name: _by_group(rows) for name, rows in zip(simple, answers, strict=True)}
    found["tasks"] = _by_group(tasks)
    rivals = {(group, each) for group, record_ids in conflicts for each in record_ids}
    found["records"] = _records(records, rivals, roles)
    return found


Rows = Sequence[tuple[Any, ...]]


def _by_group(rows: Rows) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for group, text in rows:
        found[group].append(text)
    return found


def _records(rows: Rows, rivals: set[tuple[str, str]], roles: list[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    # Who chooses between versions must see all of them: what he does not see he would drop.
    told = [record_id for home, record_id, _, _ in rows if (home, record_id) in rivals] if rivals else []
    hidden = dossiers.hidden_parts(map(UUID, told), readable(*roles)) if told else frozenset()
    for home, record_id, head, text in rows:
        answers = answers_text(text or "{}", record_id)
        is_rival = "true" if (home, record_id) in rivals else "false"
        more = ', "hidden": true' if hidden and record_id in hidden else ""
        found[home].append(f'{head[:-1]}, "conflict": {is_rival}{more}, "answers": {answers}}}')
    return found


# How PostgreSQL writes a list of objects: only repeating groups stand in several parts of a record.
REPEATED: Final = "[{"
EMPTY: Final = "{}"


def answers_text(text: str, record_id: str) -> str:
    """The answers of one record as JSON text, from the texts of its visible parts."""
    if sealing.MARK not in text and EMPTY not in text and _is_apart(text):
        # No answer is sealed and none stands in two parts: the texts are put one after another.
        return text.replace(f"}}{BETWEEN}{{", ", ")
    merged = parts.join(json.loads(part) for part in text.split(BETWEEN))
    opened = sealing.open_answer(merged, record_id)
    return json.dumps(opened, ensure_ascii=False)


def _is_apart(text: str) -> bool:
    """Whether at most one part holds repeating groups."""
    return text.count(REPEATED) < 2 or sum(REPEATED in part for part in text.split(BETWEEN)) < 2


def _bundle(place_id: int, row: tuple[str, str, int], pieces: Mapping[str, Mapping[str, list[str]]]) -> str:
    group, kind, seq = row
    household = next(iter(pieces["household"].get(group, [])), "null")
    lists = ", ".join(
        f'"{name}": [{", ".join(found.get(group, []))}]'
        for name, found in pieces.items()
        if name != "household"
    )
    head = f'"group": "{group}", "kind": "{kind}", "place": {place_id}, "seq": {seq}'
    return f'{{{head}, "household": {household}, {lists}}}'

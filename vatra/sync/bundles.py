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

from vatra.dossiers import queries as dossiers
from vatra.kit.vocabulary import readable
from vatra.people import sealing
from vatra.records import parts
from vatra.records.queries import desk_groups

FEED: Final = """
SELECT id, kind, seq FROM records_group WHERE place_id = %s AND seq > %s AND kind <> ALL (%s)
ORDER BY seq LIMIT %s
"""
HOUSEHOLDS: Final = """
SELECT h.id, json_build_object('id', h.id, 'name', a.name, 'locality', h.locality_id,
    'street', a.street, 'number', a.number, 'geo', a.geo, 'head', h.head_id)::text
FROM people_household h JOIN people_address a ON a.household_id = h.id
WHERE h.id = ANY (%s) AND NOT h.is_void
"""
PERSONS: Final = """
SELECT p.home_id, json_build_object('id', p.id, 'family_name', i.family_name,
    'given_name', i.given_name, 'sex', p.sex, 'birth_date', i.birth_date, 'id_state', p.id_state,
    'cnp_last4', i.cnp_last4, 'phone', i.phone, 'relation', p.relation,
    'family_doctor', p.family_doctor, 'insured', p.insured, 'alive', p.alive,
    'from', m.from_on, 'to', m.to_on)::text
FROM people_person p JOIN people_identity i ON i.person_id = p.id
LEFT JOIN LATERAL (SELECT from_on, to_on FROM people_membership
    WHERE person_id = p.id AND household_id = p.household_id
    ORDER BY from_on DESC LIMIT 1) m ON true
WHERE p.home_id = ANY (%s) AND NOT p.is_void AND p.merged_into_id IS NULL
ORDER BY p.home_id, i.birth_date, p.id
"""
FINDINGS: Final = """
SELECT group_id, json_build_object('code', code, 'person', person_id, 'area', area,
    'urgency', urgency, 'favourable', favourable, 'opened_on', opened_on,
    'closed_on', closed_on, 'record', record_id)::text
FROM dossiers_finding WHERE group_id = ANY (%s) ORDER BY group_id, urgency DESC, key
"""
DOSSIERS: Final = """
SELECT d.group_id, json_build_object('id', d.id, 'kind', d.kind, 'reference', r.text,
    'state', d.state, 'urgency', d.urgency, 'manager_name', u.full_name, 'opened_on', d.opened_on,
    'closed_on', d.closed_on, 'next_due_on', d.next_due_on)::text
FROM dossiers_dossier d LEFT JOIN dossiers_reference r ON r.dossier_id = d.id
LEFT JOIN accounts_user u ON u.id = d.manager_id
WHERE d.group_id = ANY (%s) ORDER BY d.group_id, d.opened_on, d.id
"""
ITEMS: Final = """
SELECT group_id, json_build_object('key', key, 'dossier', dossier_id, 'kind', kind, 'area', area,
    'code', code, 'title', title, 'person', person_id, 'state', state, 'opened_on', opened_on,
    'due_on', due_on, 'closed_on', closed_on, 'role', role, 'user', user_id,
    'priority', priority, 'record', record_id, 'links', links, 'extra', extra)::text
FROM dossiers_item WHERE group_id = ANY (%s) ORDER BY group_id, key
"""
TASKS: Final = """
SELECT group_id, json_build_object('key', key, 'title', title, 'form', form, 'role', role,
    'user', user_id, 'person', person_id, 'opened_on', opened_on, 'due_on', due_on,
    'done_on', done_on, 'urgency', urgency, 'cites', cites, 'dossier', dossier_id,
    'record', record_id,
    'mine', coalesce(user_id::text = %s, role = ANY (%s)))::text
FROM dossiers_task WHERE group_id = ANY (%s) ORDER BY group_id, due_on, key
"""
# An entry about a person travels with the household the person's file lies in now.
RECORDS: Final = """
SELECT s.home, s.id, json_build_object('id', s.id, 'form', s.form, 'version', s.version,
    'subject', json_build_object('type', s.subject_type, 'id', s.subject_id),
    'dossier', s.dossier_id, 'prev', s.prev_id, 'settles', s.settles, 'intent', s.intent,
    'author', s.author_id, 'author_name', u.full_name, 'role', s.role, 'made_at', s.made_at,
    'occurred_on', s.occurred_on, 'flags', s.flags, 'conflict', EXISTS (
        SELECT 1 FROM dossiers_conflict c
        WHERE c.group_id = s.home AND s.id = ANY (c.record_ids)))::text,
    (SELECT array_agg(p.answers::text ORDER BY p.sensitivity) FROM records_part p
     WHERE p.record_id = s.id)
FROM (
    SELECT r.group_id AS home, r.* FROM records_record r
    WHERE r.group_id = ANY (%(groups)s) AND r.subject_type <> 'person'
    UNION ALL
    SELECT p.home_id AS home, r.* FROM people_person p
    JOIN records_record r ON r.subject_id = p.id AND r.subject_type = 'person'
    WHERE p.home_id = ANY (%(groups)s)
) s LEFT JOIN accounts_user u ON u.id = s.author_id
ORDER BY s.home, s.occurred_on, s.seq
"""


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


def _pieces(groups: list[UUID], user_id: str, roles: list[str]) -> dict[str, dict[UUID, list[str]]]:
    simple = {
        "household": HOUSEHOLDS,
        "persons": PERSONS,
        "findings": FINDINGS,
        "dossiers": DOSSIERS,
        "items": ITEMS,
    }
    found = {name: _texts(query, [groups]) for name, query in simple.items()}
    found["tasks"] = _texts(TASKS, [user_id, roles, groups])
    found["records"] = _records(groups, roles)
    return found


def _texts(query: str, arguments: list[Any]) -> dict[UUID, list[str]]:
    found: dict[UUID, list[str]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(query, arguments)
        for group, text in cursor:
            found[group].append(text)
    return found


def _records(groups: list[UUID], roles: list[str]) -> dict[UUID, list[str]]:
    found: dict[UUID, list[str]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(RECORDS, {"groups": groups})
        rows = cursor.fetchall()
    # Who chooses between versions must see all of them: what he does not see he would drop.
    rivals = [record_id for _, record_id, head, _ in rows if RIVAL in head]
    hidden = dossiers.hidden_parts(rivals, readable(*roles)) if rivals else frozenset()
    for home, record_id, head, texts in rows:
        answers = answers_text(texts or [], record_id)
        more = ', "hidden": true' if str(record_id) in hidden else ""
        found[home].append(f'{head[:-1]}{more}, "answers": {answers}}}')
    return found


# How PostgreSQL writes the mark of a version that contradicts another.
RIVAL: Final = '"conflict" : true'


# How PostgreSQL writes a list of objects: only repeating groups stand in several parts of a record.
REPEATED: Final = "[{"


def answers_text(texts: Sequence[str], record_id: UUID) -> str:
    """The answers of one record as JSON text, from the texts of its visible parts."""
    if not any(sealing.MARK in text for text in texts) and sum(REPEATED in text for text in texts) < 2:
        # No answer is sealed and none stands in two parts: the texts are put one after another.
        return f"{{{', '.join(text[1:-1] for text in texts if text != '{}')}}}"
    merged = parts.join(json.loads(text) for text in texts)
    opened = sealing.open_answer(merged, record_id)
    return json.dumps(opened, ensure_ascii=False)


def _bundle(place_id: int, row: tuple[UUID, str, int], pieces: Mapping[str, Mapping[UUID, list[str]]]) -> str:
    group, kind, seq = row
    household = next(iter(pieces["household"].get(group, [])), "null")
    lists = ", ".join(
        f'"{name}": [{", ".join(found.get(group, []))}]'
        for name, found in pieces.items()
        if name != "household"
    )
    head = f'"group": "{group}", "kind": "{kind}", "place": {place_id}, "seq": {seq}'
    return f'{{{head}, "household": {household}, {lists}}}'

"""One entry for the pages around it, as far as the reader's scope lets it be seen."""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

from django.db import connection
from django.http import Http404

from vatra.accounts.principals import Principal
from vatra.kit.errors import UnknownFormError
from vatra.kit.vocabulary import Sensitivity
from vatra.office.forms import explaining
from vatra.office.queries import rows, tasks
from vatra.office.queries.rows import Row
from vatra.people import sealing
from vatra.records import parts
from vatra.records.queries import library

RESTRICTED: Final = "Intrare cu acces restrâns"
ONE: Final = """
SELECT r.id, r.form, r.version, r.subject_type, r.subject_id, r.group_id, r.place_id, r.dossier_id,
       r.prev_id, r.intent, r.reason, r.role, r.flags, r.app, r.made_at, r.received_at, r.occurred_on,
       r.author_id, r.county_id, u.full_name AS author, v.name AS device,
       coalesce(p.home_id, r.group_id) AS home_id,
       (SELECT array_agg(s.sensitivity) FROM records_part s WHERE s.record_id = r.id) AS marks,
       EXISTS (SELECT 1 FROM records_record n WHERE n.prev_id = r.id) AS is_replaced
FROM records_record r LEFT JOIN accounts_user u ON u.id = r.author_id
LEFT JOIN records_device v ON v.id = r.device_id
LEFT JOIN people_person p ON r.subject_type = 'person' AND p.id = r.subject_id WHERE r.id = %s
"""
FOUND: Final = """
SELECT code, person_id::text FROM dossiers_finding
WHERE record_id = %s AND closed_on IS NULL ORDER BY urgency DESC, key
"""
# The case that the entry is about, even if the entry has just closed it; else the household's open one.
CASE: Final = """
SELECT id FROM dossiers_dossier WHERE group_id = %(group)s AND (closed_on IS NULL OR id = %(dossier)s)
ORDER BY id IS DISTINCT FROM %(dossier)s, opened_on
"""


def answers_of(entry_id: UUID) -> dict[str, Any]:
    """Answers of an entry, from the parts this reader may see. Http404 where none is seen."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT answers FROM records_part WHERE record_id = %s", [entry_id])
        texts = [row[0] for row in cursor.fetchall()]
    if not texts:
        raise Http404
    merged = parts.join(rows.decoded(text) for text in texts)
    opened: dict[str, Any] = sealing.open_answer(merged, entry_id)
    return opened


def one(entry_id: UUID) -> Row:
    """Who wrote the entry, about whom, when. Http404 outside the reader's places."""
    found = rows.one(ONE, [entry_id])
    if found is None:
        raise Http404
    return found


def listed(principal: Principal, found: list[Row]) -> list[Row]:
    """Entries as a list shows them. One whose contents the reader may not see does not say its name."""
    return [row | {"title": title_for(principal, row)} for row in found]


def title_for(principal: Principal, row: Row) -> str:
    form = form_of(row)
    if form is None:
        return "Intrare"
    is_hidden = form.get("sensitivity") not in principal.sensitivities and not _sees_more(row)
    return RESTRICTED if is_hidden else str(form["title"])


def form_of(row: Row) -> dict[str, Any] | None:
    try:
        return library().form(row["form"], row["version"])
    except UnknownFormError:
        return None


def outcome_of(principal: Principal, entry_id: UUID) -> dict[str, Any]:
    """What a saved entry found and set going: findings, tasks, case, household."""
    entry = one(entry_id)
    found = [explaining.explain(row["code"], row["person_id"]) for row in rows.many(FOUND, [entry_id])]
    case = rows.one(CASE, {"group": entry["group_id"], "dossier": entry["dossier_id"]})
    return {
        "form": library().form(entry["form"], entry["version"]),
        "entry": entry,
        "group_id": entry["home_id"],
        "person_id": entry["subject_id"] if entry["subject_type"] == "person" else None,
        "found": [each for each in found if each is not None],
        "tasks": tasks.of_record(principal, entry_id),
        "dossier_id": case["id"] if case else None,
    }


def _sees_more(row: Row) -> bool:
    """Whether any part besides the ordinary ones lies open."""
    return any(mark > Sensitivity.social for mark in row["marks"] or ())


NAMES: Final = """
SELECT p.id::text AS id, coalesce(i.family_name || ' ' || i.given_name, '') AS name FROM people_person p
LEFT JOIN people_identity i ON i.person_id = p.id WHERE p.home_id = %(home)s
UNION ALL SELECT u.id::text, u.full_name FROM accounts_user u JOIN accounts_assignment a ON a.user_id = u.id
WHERE a.place_id = %(place)s
UNION ALL SELECT v.siruta::text, v.name FROM places_place v WHERE v.parent_id = %(place)s
UNION ALL SELECT n.id::text, n.name FROM places_institution n WHERE n.county_id = %(county)s
"""


def names_for(entry: Row) -> dict[str, str]:
    """Persons of the household, colleagues, villages and offices by id, as the reader may know them."""
    asked = {"home": entry["home_id"], "place": entry["place_id"], "county": entry["county_id"]}
    return {row["id"]: row["name"] or "o persoană a gospodăriei" for row in rows.many(NAMES, asked)}


def marks_of(items: list[dict[str, Any]]) -> set[int]:
    """Every sensitivity that answers to the items may be kept under."""
    found: set[int] = set()
    for item in items:
        inner = item.get("items")
        found |= marks_of(inner) if inner else {parts.level_of(item)}
    return found

"""What each row of a session would become, before anything is written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django.utils import timezone

from vatra.accounts.principals import Principal
from vatra.kit import forms
from vatra.office.forms.targets import role_for
from vatra.office.paper.coming_back import Filled, Session
from vatra.office.queries import rows
from vatra.people import queries as people
from vatra.records.queries import library

KNOWN: Final = """
SELECT r.id::text, r.received_at, u.full_name AS author FROM records_record r
LEFT JOIN accounts_user u ON u.id = r.author_id WHERE r.id = ANY (%s::uuid[])
"""
GROUPS: Final = "SELECT id::text FROM records_group WHERE id = ANY (%s::uuid[])"


@dataclass(frozen=True, slots=True)
class Reviewed:
    """``state``: ``ready``, ``wrong`` (``faults`` say why) or ``read`` (``known`` says when, by whom)."""

    row: Filled
    state: str
    faults: tuple[str, ...] = ()
    known: Mapping[str, Any] | None = None


def review(principal: Principal, session: Session) -> list[Reviewed]:
    """Every filled row judged as the journal would. A fixed number of statements."""
    ids = [row.number for row in session.filled]
    known = {each["id"]: each for each in rows.many(KNOWN, [ids])}
    groups = list({row.group_id for row in session.filled})
    seen = {each["id"] for each in rows.many(GROUPS, [groups])}
    persons = people.contexts({UUID(row.subject_id) for row in session.filled})
    sizes = people.household_sizes(map(UUID, groups))
    found = []
    for row in session.filled:
        if row.number in known:
            found.append(Reviewed(row, "read", known=known[row.number]))
            continue
        context = _context(
            principal, session, persons.get(UUID(row.subject_id)), sizes.get(UUID(row.group_id), 0)
        )
        faults = tuple(_faults(session, row, context)) if row.group_id in seen else (ELSEWHERE,)
        found.append(Reviewed(row, "wrong" if faults else "ready", faults))
    return found


ELSEWHERE: Final = "Persoana nu este în comunele dumneavoastră. Verificați că ați încărcat lista potrivită."


def _faults(session: Session, row: Filled, context: Mapping[str, Any]) -> list[str]:
    form = session.form
    told = row.answers.get(form.get("date") or "")
    day = told if isinstance(told, str) and len(told) == len("2026-01-01") else context["today"]
    checked = forms.check(form, row.answers, {**context, "date": day}, library().parameters_of(form["id"]))
    texts = {item["id"]: item["text"] for item in _items(form["items"])}
    return [f"{texts.get(issue.path, issue.path)}: {issue.message}" for issue in checked.issues]


def _items(items: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [each for item in items for each in (item, *_items(item.get("items") or []))]


def _context(
    principal: Principal, session: Session, person: Mapping[str, Any] | None, size: int
) -> dict[str, Any]:
    today = timezone.localdate().isoformat()
    return {
        "today": today,
        "date": today,
        "role": role_for(principal, session.form),
        "place": session.place_id,
        "person": dict(person) if person and session.form["subject"] == "person" else {},
        "household": {"size": size},
    }

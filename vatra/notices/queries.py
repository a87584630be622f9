"""Notices as their reader may see them; the state is read from days and deliveries, never stored."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from django.db import connection

from vatra.accounts.principals import Principal
from vatra.kit.notices import NoticeKind
from vatra.records.queries import library

STATES: Final = {
    "overdue": "Termen depășit",
    "waiting": "Așteaptă răspuns",
    "prepared": "De tipărit sau de predat",
    "queued": "Se trimite",
    "failed": "Netrimisă",
    "sent": "Trimisă",
    "answered": "Cu răspuns",
}
OPEN: Final = ("overdue", "waiting", "prepared", "queued", "failed")
PAGE: Final = 50

STATE: Final = """
CASE WHEN n.answered_on IS NOT NULL THEN 'answered'
     WHEN n.due_on < %(today)s THEN 'overdue'
     WHEN n.told_on IS NOT NULL OR d.state = 'sent' THEN
          CASE WHEN n.due_on IS NULL THEN 'sent' ELSE 'waiting' END
     WHEN d.state = 'failed' THEN 'failed'
     WHEN d.state = 'queued' THEN 'queued'
     WHEN n.to_type = 'user' THEN CASE WHEN n.due_on IS NULL THEN 'sent' ELSE 'waiting' END
     ELSE 'prepared' END
"""
# `to_name` was typed and may name a person: above the local level it cannot be selected.
COLUMNS: Final = """
n.key, n.kind, n.cause_id, n.record_id, n.dossier_id, n.group_id, n.place_id, n.sensitivity, n.author_id,
n.author_role, n.to_type, n.to_person_id, n.to_institution_id, n.to_kind, n.to_role, n.to_user_id,
n.noticed_on, n.due_on, n.told_on, n.answered_on, n.answer, n.answer_id
"""
NOTICES: Final = f"""
SELECT {COLUMNS}, {{name}} AS to_name, {STATE} AS state, d.channel, d.state AS delivery, d.reason,
       d.attempts, d.queued_at, d.tried_at, d.sent_at, e.text AS reference, a.name AS household,
       p.name AS place, o.name AS office, u.full_name AS colleague, w.full_name AS author
FROM notices_notice n LEFT JOIN notices_delivery d ON d.key = n.key
LEFT JOIN dossiers_reference e ON e.dossier_id = n.dossier_id
LEFT JOIN people_address a ON a.household_id = n.group_id
LEFT JOIN places_place p ON p.siruta = n.place_id
LEFT JOIN places_institution o ON o.id = n.to_institution_id
LEFT JOIN accounts_user u ON u.id = n.to_user_id
LEFT JOIN accounts_user w ON w.id = n.author_id
"""  # noqa: S608 - names of ours
LIST: Final = "{notices} WHERE {where} ORDER BY n.noticed_on DESC, n.key LIMIT %(most)s OFFSET %(skip)s"
COUNTS: Final = f"""
SELECT s.state, count(*) FROM (SELECT {STATE} AS state FROM notices_notice n
    LEFT JOIN notices_delivery d ON d.key = n.key WHERE {{where}}) s GROUP BY s.state
"""  # noqa: S608 - names of ours
MINE: Final = """
n.answered_on IS NULL AND n.due_on IS NOT NULL AND (n.author_id = %(user)s OR n.to_user_id = %(user)s
    OR (n.to_user_id IS NULL AND n.to_type = 'user' AND n.to_role = ANY (%(roles)s)))
"""


@dataclass(frozen=True, slots=True)
class Told:
    """A notice as a page tells it. `kind` is None when no installed pack has it any more."""

    kind: NoticeKind | None
    row: Mapping[str, Any]

    @property
    def title(self) -> str:
        return self.kind.title if self.kind else "Înștiințare"

    @property
    def state(self) -> str:
        return STATES[self.row["state"]]

    @property
    def is_for_colleague(self) -> bool:
        return bool(self.row["to_type"] == "user")

    @property
    def answer(self) -> str:
        """What was answered, in the words of the answering form."""
        return answers_of(self.kind).get(self.row["answer"] or "", "") if self.kind else ""

    def __getattr__(self, name: str) -> Any:
        """Columns by name, for templates."""
        try:
            return self.row[name]
        except KeyError:
            raise AttributeError(name) from None


@dataclass(frozen=True, slots=True)
class Step:
    """One line of a notice's history; `on` is a day or a moment."""

    on: date | datetime
    text: str


def page(principal: Principal, today: date, *, state: str = "", kind: str = "", skip: int = 0) -> list[Told]:
    """Notices of the reader's places, the newest first; one more than a page shows."""
    where, arguments = _where(principal, today, kind)
    if state in STATES:
        where = f"{where} AND {STATE} = %(state)s"
    query = LIST.format(notices=_notices(principal), where=where)
    return _told(query, arguments | {"state": state, "most": PAGE + 1, "skip": skip})


def counts(principal: Principal, today: date, *, kind: str = "") -> dict[str, int]:
    """How many in each state, those of no notice left out."""
    where, arguments = _where(principal, today, kind)
    with connection.cursor() as cursor:
        cursor.execute(COUNTS.format(where=where), arguments)
        found = dict(cursor.fetchall())
    return {name: found[name] for name in STATES if name in found}


def waiting(principal: Principal, today: date, most: int = 10) -> list[Told]:
    """What I sent and nobody answered, and what waits for my own answer; the nearest term first."""
    query = f"{_notices(principal)} WHERE {MINE} ORDER BY n.due_on, n.key LIMIT %(most)s"
    arguments = {"user": principal.user_id, "roles": sorted(principal.role_codes)}
    return _told(query, arguments | {"today": today, "most": most})


def one(principal: Principal, cause_id: UUID, kind: str, today: date) -> Told | None:
    """One notice; None where the reader may not see it."""
    query = f"{_notices(principal)} WHERE n.key = %(key)s"
    return next(iter(_told(query, {"key": f"{cause_id}:{kind}", "today": today})), None)


def of_group(principal: Principal, group_id: UUID, today: date) -> list[Told]:
    """Every notice about one household, the newest first."""
    query = f"{_notices(principal)} WHERE n.group_id = %(group)s ORDER BY n.noticed_on DESC, n.key"
    return _told(query, {"group": group_id, "today": today})


def sendable(principal: Principal) -> list[NoticeKind]:
    """Kinds that the reader may send by hand: those whose form he fills."""
    packs = library()
    kinds = [one for one in packs.notices.values() if one.by_hand]
    return [one for one in kinds if principal.role_codes & set(packs.form(one.form)["who"])]


def answers_of(kind: NoticeKind | None) -> dict[str, str]:
    """The answers a notice can get, by code, as its answering form offers them."""
    if kind is None or not kind.answered_by:
        return {}
    found = _question(library().form(kind.answered_by)["items"], kind.answer_question)
    return {option["code"]: option["text"] for option in (found or {}).get("options", ())}


def history(found: Told) -> list[Step]:
    """What happened to a notice, in order."""
    row = found.row
    steps = [Step(row["noticed_on"], "Pregătită")]
    if row["told_on"]:
        steps.append(Step(row["told_on"], "Spusă sau predată de autor"))
    if row["sent_at"]:
        steps.append(Step(row["sent_at"], f"Mesaj trimis {_BY[row['channel']]}"))
    elif row["tried_at"]:
        steps.append(
            Step(row["tried_at"], f"Mesajul nu a plecat {_BY[row['channel']]} ({row['attempts']} încercări)")
        )
    if row["answered_on"]:
        steps.append(
            Step(row["answered_on"], f"Răspuns: {found.answer.lower()}" if found.answer else "Răspuns primit")
        )
    return steps


_BY: Final = {"email": "prin e-mail", "sms": "prin SMS"}


def _where(principal: Principal, today: date, kind: str) -> tuple[str, dict[str, Any]]:
    """The reader's own places are named in the query too: the index is found by them."""
    where, arguments = "true", {"today": today, "places": list(principal.places), "kind": kind}
    if principal.level == "local":
        where = "n.place_id = ANY (%(places)s)"
    return (f"{where} AND n.kind = %(kind)s" if kind else where), arguments


def _notices(principal: Principal) -> str:
    return NOTICES.format(name="n.to_name" if principal.level == "local" else "''")


def _told(query: str, arguments: Mapping[str, Any]) -> list[Told]:
    kinds = library().notices
    with connection.cursor() as cursor:
        cursor.execute(query, arguments)
        names = [column.name for column in cursor.description]
        rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    return [Told(kinds.get(row["kind"]), row) for row in rows]


def _question(items: Sequence[Mapping[str, Any]], wanted: str) -> Mapping[str, Any] | None:
    for item in items:
        if item["id"] == wanted:
            return item
        if found := _question(item.get("items") or (), wanted):
            return found
    return None

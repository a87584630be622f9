"""A colleague leaves: his cases get a new manager by an entry each; his tasks pass to his successor.

A case is handed over by the same entry as at a desk, so its history says who answered when. A task
given by name stays as the plan wrote it: the handover itself says who does it now (`inherited_by`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final
from uuid import UUID

from django.db import connection
from django.utils import timezone

from vatra.accounts import principals, territory
from vatra.accounts.errors import HandoverError
from vatra.accounts.handover import Draft, Line
from vatra.accounts.principals import Principal
from vatra.database import scope
from vatra.dossiers import managers, queries
from vatra.dossiers.models import Reference, Task
from vatra.records import actions
from vatra.records.refusals import RefusedError

# Of the one asked about and those before him, whatever else was ever handed over.
INHERITED: Final = """
WITH RECURSIVE line (id) AS (
    SELECT leaver_id FROM accounts_handover WHERE taker_id = %(user)s
    UNION SELECT h.leaver_id FROM line l JOIN accounts_handover h ON h.taker_id = l.id
) SELECT id::text FROM line WHERE id <> %(user)s
"""


def preview_cases(draft: Draft) -> Sequence[Line]:
    """Open cases he manages within the decider's territory, by reference."""
    with scope.system():
        mine = _managed(draft)
        ids = [dossier_id for dossier_id, *_ in mine]
        texts = Reference.objects.filter(pk__in=ids).order_by("text").values_list("text", flat=True)
        return [Line("Cazuri ca responsabil", len(mine), tuple(texts))]


def move_cases(draft: Draft) -> int:
    """One change of manager a case. HandoverError, and nothing moves, if one cannot be made."""
    with scope.system():
        mine = _managed(draft)
    for dossier in mine:
        _move(draft, dossier)
    return len(mine)


def _managed(draft: Draft) -> list[tuple[str, str, int, int, str]]:
    kinds = queries.kinds()
    return [
        row
        for row in managers.managed_by(draft.leaver.pk)
        if row[4] in kinds and territory.covers(draft.by, row[3])
    ]


def _move(draft: Draft, dossier: tuple[str, str, int, int, str]) -> None:
    dossier_id, group_id, place_id, _, kind = dossier
    form = managers.form_of(queries.kinds()[kind][1])
    if form is None:
        return
    answers = {
        "from_on": timezone.localdate().isoformat(),
        "manager_user": str(draft.taker.pk),
        "manager_name": draft.taker.full_name,
        "reason": "left",
    }
    author = _author(draft, form["who"], place_id)
    try:
        record = managers.record(form, (dossier_id, group_id, place_id), author, answers)
        actions.submit_one(principal=author, record=record)
    except RefusedError as refused:
        said = " ".join(reason.message for reason in refused.reasons)
        raise HandoverError(f"Un caz nu a putut fi predat: {said} Nimic nu s-a mutat.") from refused


def _author(draft: Draft, who: Iterable[str], place_id: int) -> Principal:
    """Who decides signs, if his role may; else the leaver, else who takes over."""
    named = (draft.by, *principals.local(draft.leaver), *principals.local(draft.taker))
    for one in named:
        allowed = one.role_codes & set(who)
        is_there = one.level != "local" or any(one.holds(role, place_id) for role in allowed)
        if allowed and is_there:
            return one
    raise HandoverError(
        "Cazurile nu pot fi predate: nici cine pleacă, nici cine preia nu este acum asistent social în "
        "comună. Dați întâi atribuirea celui care preia."
    )


def preview_tasks(draft: Draft) -> Sequence[Line]:
    """Open tasks given to him by name within the decider's territory."""
    return [Line("Sarcini date pe nume", _open_tasks(draft))]


def move_tasks(draft: Draft) -> int:
    """Nothing is rewritten: from the handover on, `inherited_by` names who does them."""
    return _open_tasks(draft)


def _open_tasks(draft: Draft) -> int:
    with scope.system():
        counties = Task.objects.filter(user_id=draft.leaver.pk, done_on=None)
        return sum(
            territory.covers(draft.by, county) for county in counties.values_list("county_id", flat=True)
        )


def inherited_by(user_id: str | UUID) -> frozenset[str]:
    """Colleagues whose tasks by name are his now: those who handed over to him, and before them."""
    with connection.cursor() as cursor:
        cursor.execute(INHERITED, {"user": user_id})
        return frozenset(row[0] for row in cursor.fetchall())

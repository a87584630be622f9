"""Versions of one entry that contradict one another, side by side, and who may settle them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from vatra.accounts.principals import Principal
from vatra.dossiers.queries import Stored
from vatra.kit.ids import uuid7
from vatra.kit.vocabulary import ROLES
from vatra.office.queries import cases_filled
from vatra.office.queries.cases_filled import Pair
from vatra.office.queries.cases_journal import Written


@dataclass(frozen=True, slots=True)
class Rivals:
    """Two or more versions of one entry. ``why_not``: why this reader cannot choose; empty = he can."""

    title: str
    versions: tuple[Written, ...]
    pairs: list[Pair]
    why_not: str


def rivals(heads: Iterable[Sequence[UUID]], entries: Iterable[Written], principal: Principal) -> list[Rivals]:
    by_id = {entry.id: entry for entry in entries}
    found = []
    for ids in heads:
        versions = tuple(by_id[str(key)] for key in ids if str(key) in by_id)
        if len(versions) > 1:
            pairs = cases_filled.beside([version.lines for version in versions])
            found.append(Rivals(versions[0].title, versions, pairs, _why_not(versions, principal)))
    return found


def _why_not(versions: Sequence[Written], principal: Principal) -> str:
    """Who settles must see all that he chooses from: what he does not see he would drop."""
    who = versions[0].who
    titles = ", ".join(ROLES[role].title.lower() for role in who if role in ROLES)
    if not principal.role_codes & set(who):
        return f"Poate alege numai cine completează acest formular: {titles}."
    if any(version.has_hidden for version in versions):
        return f"O parte a acestor intrări nu se arată rolului dumneavoastră; alege un coleg care o vede: {titles}."
    return ""


def settlement(
    stored: Stored, of: Rivals, chosen: Written, principal: Principal, reason: str
) -> dict[str, Any]:
    """The entry that says which version stands: it follows the chosen one and names the others."""
    is_void = chosen.intent == "void"
    role = next(code for code in ROLES if code in principal.role_codes and code in chosen.who)
    return {
        "id": uuid7(),
        "form": chosen.form,
        "version": chosen.version,
        "subject": {"type": chosen.subject_type, "id": chosen.subject_id},
        "group": stored.view.group_id,
        "place": stored.place_id,
        "dossier": stored.view.id if chosen.subject_type == "dossier" else None,
        "prev": chosen.id,
        "settles": [version.id for version in of.versions if version.id != chosen.id],
        "intent": "void" if is_void else "correction",
        "reason": reason,
        "author": principal.user_id,
        "role": role,
        "made_at": datetime.now(UTC).isoformat(),
        "app": "office",
        "answers": {} if is_void else dict(chosen.answers),
    }

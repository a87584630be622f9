"""Entries of the desk: made in one shape, sent through the one write path."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from vatra.accounts.principals import Principal
from vatra.kit.ids import uuid7
from vatra.records import actions
from vatra.records.queries import library
from vatra.records.receipts import Receipt

BATCH = 500


def entry(
    principal: Principal,
    form: str,
    employer: str,
    answers: Mapping[str, Any],
    *,
    place: int,
    subject: str = "",
) -> dict[str, Any]:
    """A new entry about an employer (or, with `subject`, about a sheet of it)."""
    form_id = f"pay/{form}"
    own = library().form(form_id)
    role = next((code for code, at in principal.roles if code in own["who"] and at == place), "")
    entry_id = uuid7()
    group = employer or entry_id
    return {
        "id": entry_id,
        "form": form_id,
        "version": own["version"],
        "subject": {"type": "dossier", "id": subject or group},
        "group": group,
        "place": place,
        "author": principal.user_id,
        "role": role,
        "made_at": datetime.now(UTC).isoformat(),
        "app": "office",
        "answers": {key: value for key, value in answers.items() if value not in (None, "")},
    }


def correction(made: Mapping[str, Any], prev: UUID | str, reason: str) -> dict[str, Any]:
    """The entry as a correction of an earlier one."""
    return {**made, "prev": str(prev), "intent": "correction", "reason": reason}


def send(principal: Principal, record: Mapping[str, Any]) -> None:
    """One entry; RefusedError with the reasons when it is not taken."""
    actions.submit_one(principal=principal, record=record)


def send_all(principal: Principal, records: Sequence[Mapping[str, Any]]) -> list[Receipt]:
    """Many entries, in batches; a receipt for each, in order."""
    receipts: list[Receipt] = []
    for start in range(0, len(records), BATCH):
        receipts += actions.submit(principal=principal, records=records[start : start + BATCH])
    return receipts

"""A person's verdict on a pair, written as an entry like any other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Final
from uuid import UUID

from django.utils import timezone

from vatra.accounts.principals import Principal
from vatra.kit.ids import uuid7
from vatra.people import bindings
from vatra.records import actions
from vatra.records.queries import library
from vatra.records.receipts import Receipt

EFFECT: Final = "person.compare"


def decide(
    *,
    principal: Principal,
    file: Mapping[str, Any],
    other_id: UUID,
    verdict: str,
    evidence: Sequence[str],
    reason: str,
) -> Receipt:
    """Say of ``file`` (``id, home_id, place_id``) that it is another person than ``other_id``, or that
    the person lives where the other file is.

    Raises:
        RefusedError: the entry was not accepted; nothing is written.
    """
    form = library().form(bindings.forms_with(EFFECT)[0])
    record = {
        "id": uuid7(),
        "form": form["id"],
        "version": form["version"],
        "subject": {"type": "person", "id": str(file["id"])},
        "group": str(file["home_id"]),
        "place": file["place_id"],
        "intent": "new",
        "author": principal.user_id,
        "role": next((role for role, _ in principal.roles if role in form["who"]), ""),
        "made_at": datetime.now(UTC).isoformat(),
        "app": "office",
        "answers": {
            "decided_on": timezone.localdate().isoformat(),
            "other_file": str(other_id),
            "verdict": verdict,
            "evidence": list(evidence),
            "reason": reason,
        },
    }
    return actions.submit_one(principal=principal, record=record)

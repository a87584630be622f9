"""Documents of a file: put into their slots, kept sealed in the store of attachments."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from datetime import date
from uuid import UUID

from vatra.accounts.principals import Principal
from vatra.database import scope
from vatra.desks.training import errors, queries, scanning
from vatra.kit.ids import uuid7
from vatra.packs.training import eligibility
from vatra.records import attachments


def named(names: Collection[str]) -> set[str]:
    """Which of these bytes a file of the desk names (system scope): they are not left over."""
    from vatra.desks.training.models import Document

    return set(Document.objects.filter(sha256__in=names).values_list("sha256", flat=True))


def put(principal: Principal, file_id: UUID, slot: str, content: bytes, on: date | None = None) -> None:
    """Keep a document of the user's own file. NotKeptError says why not; what was there before stays."""
    from vatra.desks.training.models import Document

    told = queries.whole(file_id)
    if slot not in open_slots(told):
        raise errors.NotKeptError("Acest document nu se poate adăuga acum.")
    media, is_scanned = scanning.checked(content, principal.user_id)
    sha256 = hashlib.sha256(content).hexdigest()
    if attachments.is_complete(sha256):
        attachments.touch(sha256)
    else:
        begun = attachments.received(sha256)
        attachments.append(sha256, begun, content[begun:], len(content))
    with scope.system():
        Document.objects.create(
            id=uuid7(),
            call_id=told.file.call_id,
            file_id=file_id,
            request_id=told.file.request_id,
            owner_id=told.file.owner_id,
            slot=slot,
            sha256=sha256,
            media=media,
            size=len(content),
            scanned=is_scanned,
        )
    if slot == "payment_proof":
        from vatra.desks.training import actions

        actions.prove(principal, file_id, on)


def open_slots(told: queries.Whole) -> set[str]:
    """Slots that may be filled now: before sending, when returned, and the proof once validated."""
    lines = eligibility.checklist(told.file.route, told.file.draft, is_validated=told.standing.is_validated)
    is_writing = told.standing.state in ("draft", "returned")
    is_paying = told.standing.state in ("awaiting_payment", "waiting_list")
    return {
        line.slot.code
        for line in lines
        if line.is_open and (is_paying if line.slot.when == "validated" else is_writing)
    } | (
        {"free_practice_permit"}
        if told.standing.state in ("awaiting_payment", "enrolled", "assigned")
        else set()
    )

"""A broken phone's unsent entries, handed in at the office from its safety copy.

They arrive as their author's and their phone's, through the same door as a push: reading the
copy twice, or the phone sending after all, gives the same receipts and adds nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from vatra.accounts.models import User
from vatra.database import scope
from vatra.records import attachments, copies, devices, hats, quarantine
from vatra.records.copies import Opened, OtherOfficeError
from vatra.records.queries import library
from vatra.records.receipts import Receipt
from vatra.records.refusals import Reason

# In the journal, or held: either way the server has it already.
KNOWN = """
SELECT id::text FROM records_record WHERE id = ANY (%(ids)s)
UNION SELECT record_id::text FROM records_quarantine WHERE record_id = ANY (%(ids)s)
"""

UUID_TEXT = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Line:
    """The server's word on one entry of the copy. No answer of it is shown."""

    form_title: str
    made_at: str
    status: str
    was_here: bool
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Recovered:
    """What came out of one phone's part of the copy."""

    device_id: UUID
    device_name: str
    owner: str
    lines: tuple[Line, ...]
    files: int
    damaged: int

    @property
    def fresh(self) -> int:
        """Entries that the server did not have before."""
        return sum(1 for line in self.lines if line.status != "retry" and not line.was_here)


def recover(
    *, content: bytes, by: UUID | str | None, covers: Callable[[User], bool] = lambda owner: True
) -> list[Recovered]:
    """Hand in every entry of the file. ``covers`` says whether a phone's owner is the reader's.

    Raises:
        CopyError: nothing was taken; the text says why.
    """
    opened = [copies.unseal(part) for part in copies.read(content).parts]
    owners = {user.pk: user for user in User.objects.filter(pk__in=[one.user_id for one in opened])}
    if not all(covers(owners[one.user_id]) for one in opened):
        raise OtherOfficeError
    return [_hand_in(one, owners[one.user_id], by) for one in opened]


def _hand_in(opened: Opened, owner: User, by: UUID | str | None) -> Recovered:
    was_here = _known([str(record.get("id")) for record in opened.records])
    receipts = {receipt.id: receipt for receipt in _submit(opened, owner)}
    files = _files(opened)
    lines = tuple(_line(record, receipts[str(record.get("id"))], was_here) for record in opened.records)
    found = Recovered(opened.device_id, opened.device_name, owner.full_name, lines, files, opened.damaged)
    devices.note(device_id=opened.device_id, kind="recovered", by=by, count=found.fresh)
    return found


def _submit(opened: Opened, owner: User) -> list[Receipt]:
    wardrobe = hats.of(owner)
    if not owner.is_active:
        return quarantine.hold_all(wardrobe.hat_for(-1), opened.records, "account_ended")
    late = [record for record in opened.records if _is_after(record, opened.revoked_at)]
    kept = [record for record in opened.records if record not in late]
    held = quarantine.hold_all(wardrobe.hat_for(-1), late, "account_ended")
    return [*hats.submit(wardrobe, kept), *held]


def _is_after(record: Mapping[str, Any], revoked_at: datetime | None) -> bool:
    """Written when the phone was out of use already: whoever held it then, it is looked at first."""
    if revoked_at is None:
        return False
    try:
        return datetime.fromisoformat(str(record.get("made_at"))) > revoked_at
    except (ValueError, TypeError):
        return False


def _files(opened: Opened) -> int:
    """Photos of entries that are in the journal now; how many are whole on the server."""
    taken = 0
    for sha256, content in opened.files:
        with scope.system():
            is_wanted = attachments.is_wanted(sha256, opened.user_id)
        if is_wanted and not attachments.is_complete(sha256):
            has = attachments.received(sha256)
            attachments.append(sha256, has, content[has:], len(content))
        taken += is_wanted
    return taken


def _known(ids: Sequence[str]) -> frozenset[str]:
    with scope.system(), connection.cursor() as cursor:
        cursor.execute(KNOWN, {"ids": [UUID(one) for one in ids if UUID_TEXT.fullmatch(one)]})
        return frozenset(row[0] for row in cursor.fetchall())


def _line(record: Mapping[str, Any], receipt: Receipt, was_here: frozenset[str]) -> Line:
    form = library().newest().get(str(record.get("form")))
    title = str(form["title"]) if form else "Formular necunoscut"
    made_at = str(record.get("made_at", ""))[:16].replace("T", " ")
    return Line(title, made_at, receipt.status, str(record.get("id")) in was_here, receipt.reasons)

"""What is done to a phone: taken out of use, enrolled anew, emptied. Each act is kept with its reason."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Final, Literal
from uuid import UUID

from django.db import connection, transaction

from vatra.database import scope
from vatra.kit.ids import uuid7

Kind = Literal[
    "revoked", "wipe_asked", "left", "emptied", "renewed", "store_lost", "key_destroyed", "recovered"
]
KINDS: Final[Mapping[Kind, str]] = {
    "revoked": "Scos din uz; ce are rămâne pe el",
    "wipe_asked": "Scos din uz, cu ștergere la prima legătură",
    "left": "Deconectat de cel care îl folosea",
    "emptied": "S-a șters, la cererea biroului",
    "renewed": "Înscris din nou, cu tot ce avea",
    "store_lost": "Telefonul a șters singur datele aplicației",
    "key_destroyed": "PIN greșit de zece ori: cheia telefonului s-a distrus",
    "recovered": "Copia de siguranță a fost citită la birou",
}
REVOKE: Final = """
UPDATE records_device SET revoked_at = coalesce(revoked_at, clock_timestamp()), wipe = wipe OR %s
WHERE id = %s AND (revoked_at IS NULL OR (%s AND NOT wipe)) RETURNING id
"""
ACT: Final = """
INSERT INTO records_deviceact (id, device_id, at, by_id, kind, reason, count)
VALUES (%s, %s, %s, %s, %s, %s, %s)
"""


@transaction.atomic
def revoke(
    *, device_id: UUID, kind: Kind, by: UUID | str | None = None, reason: str = "", count: int = 0
) -> bool:
    """Take the phone out of use; False where it already is, as far as asked.

    What it has sent stays. What it would still send is held. With ``wipe_asked`` it empties
    itself at its next contact, its unsent entries sealed aside.
    """
    wipe = kind == "wipe_asked"
    with connection.cursor() as cursor:
        cursor.execute(REVOKE, [wipe, device_id, wipe])
        is_changed = cursor.fetchone() is not None
    if is_changed:
        note(device_id=device_id, kind=kind, by=by, reason=reason, count=count)
    return is_changed


def replace(*, device_id: UUID, user_id: UUID, kind: Kind, unsent: int) -> bool:
    """The user's phone is enrolled anew: its old number goes out of use. Nobody else's does."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM records_device WHERE id = %s AND user_id = %s", [device_id, user_id])
        is_own = cursor.fetchone() is not None
    return is_own and revoke(device_id=device_id, kind=kind, by=user_id, count=unsent)


def note(
    *, device_id: UUID, kind: Kind, by: UUID | str | None = None, reason: str = "", count: int = 0
) -> None:
    """Keep an act in the phone's history."""
    row: list[Any] = [uuid7(), device_id, datetime.now(UTC), by, kind, reason.strip(), max(0, count)]
    with scope.system(), connection.cursor() as cursor:
        cursor.execute(ACT, row)

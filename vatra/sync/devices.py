"""Phones that may push for a user: enrolment, look-up by token, what they tell of themselves."""

from __future__ import annotations

import base64
import hashlib
import secrets
import threading
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final
from uuid import UUID

from django.db import connection

from vatra.accounts import principals
from vatra.accounts.models import User
from vatra.accounts.principals import Principal
from vatra.kit.ids import uuid7
from vatra.people import sealing
from vatra.records import devices
from vatra.records.hats import Wardrobe

# Looking up session, user and rights costs more than writing an entry, so what a token
# stands for is remembered. A revoked phone is refused after this long at the latest.
REMEMBER_SECONDS: Final = 10.0
MOST_REMEMBERED: Final = 5000
# A phone that nobody has heard of for so long signs in again; one to be emptied is still told so.
QUIET_DAYS: Final = 30


@dataclass(frozen=True, slots=True)
class Bearer:
    """Who a device token speaks for. ``hats`` are the user's local principals."""

    device_id: UUID
    user_id: UUID
    name: str
    hats: tuple[Principal, ...]
    is_revoked: bool
    is_active: bool

    @property
    def wardrobe(self) -> Wardrobe:
        return Wardrobe(self.user_id, self.name, self.hats)

    def hat_for(self, place_id: int) -> Principal:
        """The principal that works in the place; nobody's rights where there is none."""
        return self.wardrobe.hat_for(place_id)

    @property
    def places(self) -> tuple[int, ...]:
        return tuple(sorted({place for hat in self.hats for place in hat.places}))


_remembered: dict[bytes, tuple[float, Bearer]] = {}
_lock = threading.Lock()


def enrol(*, user: User, name: str, app: str) -> tuple[UUID, str, str]:
    """A new device of the user: ``(id, token, secret)``, each shown this once.

    The secret (32 bytes, base64) seals the phone's recovery block and is then forgotten there;
    the server keeps it sealed, so that the safety copy of a broken phone can be opened.
    """
    device_id, token = UUID(uuid7()), secrets.token_urlsafe(32)
    secret = base64.b64encode(secrets.token_bytes(32)).decode()
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO records_device (id, user_id, name, token_hash, secret_sealed, enrolled_at, "
            "wipe, app, unsent, persisted, last_device_seq) "
            "VALUES (%s, %s, %s, %s, %s, now(), false, %s, 0, false, 0)",
            [device_id, user.pk, name, _hash(token), sealing.seal(secret, device_id), app],
        )
    return device_id, token, secret


def bearer(token: str, *, is_fresh: bool = False) -> Bearer | None:
    """Whom the token speaks for; None where no device has it."""
    key, now = _hash(token), time.monotonic()
    known = _remembered.get(key)
    if known and not is_fresh and now - known[0] < REMEMBER_SECONDS:
        return known[1]
    found = _look_up(key)
    with _lock:
        if len(_remembered) > MOST_REMEMBERED:
            _remembered.clear()
        if found:
            _remembered[key] = (now, found)
        else:
            _remembered.pop(key, None)
    return found


def forget() -> None:
    """Drop everything remembered (tests, and after rights change in this process)."""
    _remembered.clear()


def _look_up(key: bytes) -> Bearer | None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, user_id, revoked_at IS NOT NULL FROM records_device WHERE token_hash = %s "
            "AND (wipe OR coalesce(seen_at, enrolled_at) > now() - make_interval(days => %s))",
            [key, QUIET_DAYS],
        )
        row = cursor.fetchone()
    if row is None:
        return None
    device_id, user_id, is_revoked = row
    user = User.objects.get(pk=user_id)
    hats = principals.local(user) if user.is_active and not is_revoked else ()
    return Bearer(device_id, user_id, user.full_name, hats, is_revoked, user.is_active)


def seen(device_id: UUID, told: dict[str, Any]) -> bool:
    """Note what the phone says of itself and of what it holds; whether it is to empty itself."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE records_device SET seen_at = %s, app = %s, unsent = %s, free_mb = %s, persisted = %s, "
            "last_device_seq = GREATEST(last_device_seq, %s), held_persons = %s, held_entries = %s, "
            "held_bytes = %s, budget_entries = %s WHERE id = %s RETURNING wipe",
            [
                *(datetime.now(UTC), told["app"], told["unsent"], told["free_mb"], told["persisted"]),
                *(told["last_device_seq"], told["persons"], told["entries"], told["bytes"]),
                *(told["budget"], device_id),
            ],
        )
        return bool(cursor.fetchone()[0])


def leave(bearer: Bearer) -> None:
    """The worker signs the phone out; what it would still push is held."""
    devices.revoke(device_id=bearer.device_id, kind="left", by=bearer.user_id)
    forget()


def emptied(bearer: Bearer, *, unsent: int) -> None:
    """The phone has emptied itself, as it was told; so many entries lie on it sealed."""
    devices.note(device_id=bearer.device_id, kind="emptied", count=unsent)


def revoke_all(*, email: str, wipe: bool, reason: str = "") -> int:
    """Revoke every phone of the user with this address; how many this changed."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT d.id FROM records_device d JOIN accounts_user u ON u.id = d.user_id WHERE u.email = %s",
            [email.strip().lower()],
        )
        found = [row[0] for row in cursor.fetchall()]
    kind: devices.Kind = "wipe_asked" if wipe else "revoked"
    changed = [devices.revoke(device_id=one, kind=kind, reason=reason) for one in found]
    forget()
    return sum(changed)


def _hash(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()

"""What the sync endpoints tell a phone about its user, its rights and its entries."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db import connection

from vatra.database import scope
from vatra.kit import phone
from vatra.places import queries as places
from vatra.records import tallies
from vatra.records.queries import library
from vatra.sync.devices import Bearer


def user_of(bearer: Bearer) -> dict[str, Any]:
    """``{id, name, roles: [{role, place, place_name}]}``."""
    roles = [
        {"role": role, "place": place, "place_name": places.name_of(place)}
        for hat in bearer.hats
        for role, place in hat.roles
    ]
    return {"id": str(bearer.user_id), "name": bearer.name, "roles": roles}


def grants(bearer: Bearer) -> list[dict[str, Any]]:
    """One for each place: ``{place, name, epoch, role}``; a new epoch means: load it anew."""
    found = []
    for hat in bearer.hats:
        for place in hat.places:
            narrow = hat.narrowed(place)
            role = narrow.roles[0][0]
            name = places.name_of(place)
            found.append({"place": place, "name": name, "epoch": narrow.epoch, "role": role})
    return found


def forms(bearer: Bearer) -> tuple[str, str]:
    """``(JSON text, etag)`` of what the user's roles need of the packs."""
    roles = frozenset(role for hat in bearer.hats for role, _ in hat.roles)
    return _forms(roles)


@lru_cache(maxsize=64)
def _forms(roles: frozenset[str]) -> tuple[str, str]:
    return tagged(phone.bundle(library(), roles))


def tagged(value: Any) -> tuple[str, str]:
    """``(JSON text, etag)``: the same value always has the same tag."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True)
    return text, hashlib.sha256(text.encode()).hexdigest()[:32]


def counts(bearer: Bearer) -> dict[str, int]:
    """Entries of this device: accepted, and of those the ones that count in figures.

    An entry that was corrected or voided since is accepted but no longer counted.
    """
    places = {place for hat in bearer.hats for place in hat.places}
    ((accepted, counted),) = scope.ask(scope.SYSTEM, tallies.asked(bearer.device_id, places))[0]
    return {"accepted": accepted, "counted": counted}


def next_device_seq(device_id: UUID) -> int:
    """The number the phone's next entry should carry; a gap means a store was lost."""
    with scope.system(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT coalesce(max(device_seq), 0) + 1 FROM records_record WHERE device_id = %s",
            [device_id],
        )
        found: int = cursor.fetchone()[0]
    return found


def held(bearer: Bearer) -> list[dict[str, Any]]:
    """The user's entries that wait in quarantine: ``[{id, form, reasons, received_at}]``."""
    with scope.system(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT record_id, form, reasons, received_at FROM records_quarantine "
            "WHERE author_id = %s AND state = 'held' ORDER BY received_at DESC LIMIT 200",
            [bearer.user_id],
        )
        return [
            {"id": str(i), "form": f, "reasons": json.loads(r) if isinstance(r, str) else r, "at": at}
            for i, f, r, at in cursor.fetchall()
        ]


def settled(bearer: Bearer) -> list[dict[str, str]]:
    """What became of the user's held entries lately: ``[{id, how}]``, how: accepted, taken, dismissed."""
    with scope.system(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT ON (record_id) record_id, state, closed_at FROM records_quarantine "
            "WHERE author_id = %s AND state <> 'held' AND closed_at > now() - interval '90 days' "
            "ORDER BY record_id, closed_at DESC",
            [bearer.user_id],
        )
        latest = sorted(cursor.fetchall(), key=lambda row: row[2], reverse=True)[:200]
        return [{"id": str(record_id), "how": state} for record_id, state, _ in latest]


def team(place_id: int) -> list[dict[str, str]]:
    """Colleagues with an assignment in the place today: ``[{id, name, role}]``."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT u.id, u.full_name, a.role FROM accounts_assignment a "
            "JOIN accounts_user u ON u.id = a.user_id WHERE a.place_id = %s AND u.is_active "
            "AND a.starts_on <= current_date AND (a.ends_on IS NULL OR a.ends_on >= current_date) "
            "ORDER BY a.role, u.full_name",
            [place_id],
        )
        return [{"id": str(i), "name": name, "role": role} for i, name, role in cursor.fetchall()]


def institutions(place_id: int) -> list[dict[str, str]]:
    """At work today and answering for the place: ``[{id, kind, kind_words, name, place, phone}]``."""
    found = places.institutions(place_id, on=datetime.now(UTC).date())
    return [
        {
            "id": str(one.pk),
            "kind": one.kind,
            "kind_words": one.kind_words,
            "name": one.name,
            "place": one.place.name,
            "phone": one.phone,
        }
        for one in found
    ]

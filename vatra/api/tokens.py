"""Tokens: issued and revoked by an operator, looked up at each request.

A token speaks for a role of county or central level. Such a role sees no identity by itself,
and a token has no user, so nothing can be opened by exception either: PostgreSQL's policies
then leave no row of identity. Local roles are refused, because they work with names.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.utils import timezone

from vatra.accounts import access
from vatra.accounts.principals import Principal
from vatra.api.models import Token, Use
from vatra.api.parts import PARTS
from vatra.database import scope
from vatra.kit.ids import uuid7
from vatra.kit.vocabulary import ROLES, Level, readable
from vatra.places import queries as places

MARK: Final = "vatra"
PREFIX_BYTES: Final = 5
SECRET_BYTES: Final = 32
MOST_DAYS: Final = 366
LEVELS: Final = {Level.county: "county", Level.central: "central"}

WRONG_ROLE = "Un jeton se dă numai pentru un rol județean sau central. Rolurile locale lucrează cu nume."
WRONG_PLACE = "Rolul {role} se ține la nivelul {level}: dați codul SIRUTA al {place}."
WRONG_PARTS = "Părți necunoscute sau nepermise acestui rol: {parts}. Se pot da: {known}."
WRONG_DAYS = f"Un jeton ține între 1 și {MOST_DAYS} de zile."
WRONG_NAME = "Dați jetonului un nume: programul și cine răspunde de el."


class TokenError(Exception):
    """Why a token cannot be issued, in the operator's words."""


@dataclass(frozen=True, slots=True)
class Bearer:
    """Who asks: the token's id, what it may ask, and the principal that PostgreSQL sees."""

    id: UUID
    name: str
    parts: frozenset[str]
    principal: Principal


def issue(*, name: str, role: str, siruta: int, days: int, parts: Sequence[str]) -> str:
    """A new token: its text, shown this once. Raises TokenError."""
    _check(name, role, siruta, days)
    _check_parts(role, siruta, parts)
    prefix = secrets.token_hex(PREFIX_BYTES)
    text = f"{MARK}_{prefix}_{secrets.token_urlsafe(SECRET_BYTES)}"
    with scope.system():
        Token.objects.create(
            id=UUID(uuid7()),
            name=name.strip()[:100],
            prefix=prefix,
            digest=_digest(text),
            role=role,
            siruta=siruta,
            parts=sorted(set(parts)),
            expires_at=timezone.now() + timedelta(days=days),
        )
    return text


def _check(name: str, role: str, siruta: int, days: int) -> None:
    if not name.strip():
        raise TokenError(WRONG_NAME)
    if role not in ROLES or not ROLES[role].active or ROLES[role].level not in LEVELS:
        raise TokenError(WRONG_ROLE)
    if not 1 <= days <= MOST_DAYS:
        raise TokenError(WRONG_DAYS)
    level = LEVELS[ROLES[role].level]
    is_right = siruta == 0 if level == "central" else siruta and places.county_of(siruta) == siruta
    if not is_right:
        place = "țării (0)" if level == "central" else "județului"
        raise TokenError(WRONG_PLACE.format(role=role, level=level, place=place))


def _check_parts(role: str, siruta: int, parts: Sequence[str]) -> None:
    principal = _principal("", role, siruta)
    allowed = [part for part, action in PARTS.items() if access.may(principal, action)]
    wrong = sorted(set(parts) - set(allowed))
    if wrong or not parts:
        raise TokenError(WRONG_PARTS.format(parts=", ".join(wrong) or "niciuna", known=", ".join(allowed)))


def listed() -> list[Token]:
    """All tokens, the newest first."""
    return list(Token.objects.order_by("-issued_at"))


def uses(since_days: int = 30) -> dict[UUID, tuple[int, int]]:
    """``{token: (asked, refused)}`` of the last days."""
    found: dict[UUID, tuple[int, int]] = {}
    for use in Use.objects.filter(day__gte=timezone.localdate() - timedelta(days=since_days)):
        asked, refused = found.get(use.token_id, (0, 0))
        found[use.token_id] = (asked + use.asked, refused + use.refused)
    return found


def revoke(prefix: str) -> bool:
    """End a token now; whether there was one in force with this prefix."""
    with scope.system():
        return bool(Token.objects.filter(prefix=prefix, revoked_at=None).update(revoked_at=timezone.now()))


def bearer(text: str, now: datetime | None = None) -> Bearer | None:
    """Whom the text speaks for; None where it is no token in force."""
    mark, _, rest = text.partition("_")
    prefix, _, secret = rest.partition("_")
    if mark != MARK or not secret or not prefix.isalnum() or len(prefix) > 2 * PREFIX_BYTES:
        return None
    token = Token.objects.filter(prefix=prefix, revoked_at=None, expires_at__gt=now or timezone.now()).first()
    if token is None or not hmac.compare_digest(bytes(token.digest), _digest(text)):
        return None
    role = ROLES.get(token.role)
    if role is None or not role.active or role.level not in LEVELS:
        return None
    return Bearer(
        token.id, token.name, frozenset(token.parts), _principal(token.name, token.role, token.siruta)
    )


def _principal(name: str, role: str, siruta: int) -> Principal:
    return Principal(
        user_id="",
        name=name,
        level=LEVELS[ROLES[role].level],
        roles=((role, siruta),),
        places=(),
        counties=(siruta,) if siruta else (),
        sensitivities=tuple(sorted(int(mark) for mark in readable(role))),
        epoch="",
    )


def _digest(text: str) -> bytes:
    # No slow hash: 256 random bits cannot be guessed, and each request pays for this.
    return hashlib.sha256(text.encode()).digest()

"""What a picker offers: people of the household, villages of the commune, colleagues, offices."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import connection

from vatra.kit.vocabulary import ROLES
from vatra.places import queries as places


@dataclass(frozen=True, slots=True)
class Choice:
    code: str
    text: str
    hint: str = ""


@dataclass(slots=True)
class Pickers:
    """Choices of one page; each kind is read once, and only if the form asks for it."""

    place_id: int
    group_id: UUID | None
    _known: dict[str, Sequence[Choice]] = field(default_factory=dict)

    def choices(self, item: Mapping[str, Any]) -> Sequence[Choice]:
        kind = item["type"]
        if kind in ("choice", "choices"):
            return [Choice(o["code"], o["text"], o.get("hint", "")) for o in item["options"]]
        if kind == "string" and item["id"].endswith("_user"):
            return self._once("user", self._users)
        readers = {"person": self._persons, "place": self._villages, "institution": self._offices}
        return self._once(kind, readers[kind]) if kind in readers else ()

    def _once(self, kind: str, read: Any) -> Sequence[Choice]:
        if kind not in self._known:
            self._known[kind] = read()
        return self._known[kind]

    def _persons(self) -> list[Choice]:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT p.id, i.family_name, i.given_name, i.birth_date FROM people_person p "
                "JOIN people_identity i ON i.person_id = p.id WHERE p.home_id = %s "
                "AND NOT p.is_void AND p.merged_into_id IS NULL ORDER BY i.birth_date, p.id",
                [self.group_id],
            )
            return [
                Choice(str(i), f"{family} {given}", birth or "")
                for i, family, given, birth in cursor.fetchall()
            ]

    def _villages(self) -> list[Choice]:
        return [Choice(str(p.siruta), p.name) for p in places.localities_of(self.place_id)]

    def _offices(self) -> list[Choice]:
        return [Choice(str(i.id), i.name) for i in places.institutions(self.place_id)]

    def _users(self) -> list[Choice]:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT DISTINCT u.id, u.full_name, a.role FROM accounts_assignment a "
                "JOIN accounts_user u ON u.id = a.user_id WHERE a.place_id = %s AND u.is_active "
                "AND a.starts_on <= current_date "
                "AND (a.ends_on IS NULL OR a.ends_on >= current_date) ORDER BY u.full_name",
                [self.place_id],
            )
            return [
                Choice(str(i), name, ROLES[role].title if role in ROLES else role)
                for i, name, role in cursor.fetchall()
            ]

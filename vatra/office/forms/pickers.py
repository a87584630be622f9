"""What a picker offers: people of the household, villages of the commune, colleagues, offices."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final
from uuid import UUID

from vatra.kit.vocabulary import ROLES
from vatra.office.queries import persons, rows, search
from vatra.places import queries as places

# Who comes into a household, or is the same person twice, mostly has a file elsewhere.
FROM_ELSEWHERE: Final = frozenset({"membership.person", "merge.survivor", "merge.absorbed"})
PERSONS: Final = """
SELECT p.id, i.family_name, i.given_name, i.birth_date FROM people_person p
JOIN people_identity i ON i.person_id = p.id
WHERE (p.home_id = %s AND NOT p.is_void AND p.merged_into_id IS NULL) ORDER BY i.birth_date, p.id
"""
USERS: Final = """
SELECT DISTINCT u.id, u.full_name, a.role FROM accounts_assignment a
JOIN accounts_user u ON u.id = a.user_id WHERE a.place_id = %s AND u.is_active
AND a.starts_on <= current_date AND (a.ends_on IS NULL OR a.ends_on >= current_date) ORDER BY u.full_name
"""


@dataclass(frozen=True, slots=True)
class Choice:
    code: str
    text: str
    hint: str = ""


@dataclass(slots=True)
class Pickers:
    """Choices of one page; each kind is read once, and only if the form asks for it.

    ``named`` are persons from elsewhere already chosen or proposed; ``sought`` what was typed
    into a person picker's search box, by the item's id.
    """

    place_id: int
    group_id: UUID | None
    named: Sequence[UUID] = ()
    sought: Mapping[str, str] = field(default_factory=dict)
    _known: dict[str, Sequence[Choice]] = field(default_factory=dict)

    def choices(self, item: Mapping[str, Any]) -> Sequence[Choice]:
        kind = item["type"]
        if kind in ("choice", "choices"):
            return [Choice(o["code"], o["text"], o.get("hint", "")) for o in item["options"]]
        if kind == "string" and item["id"].endswith("_user"):
            return self._once("user", self._users)
        if kind == "person" and item.get("binds") in FROM_ELSEWHERE:
            return self._wider(item["id"])
        readers = {"person": self._persons, "place": self._villages, "institution": self._offices}
        return self._once(kind, readers[kind]) if kind in readers else ()

    def _once(self, kind: str, read: Any) -> Sequence[Choice]:
        if kind not in self._known:
            self._known[kind] = read()
        return self._known[kind]

    def _persons(self) -> list[Choice]:
        return [_person(row) for row in rows.many(PERSONS, [self.group_id])]

    def _wider(self, item_id: str) -> list[Choice]:
        text = self.sought.get(item_id, "")
        found = [*self.named, *(search.persons(text) if text else ())]
        others = [_person(row, row["household"]) for row in persons.cards(list(dict.fromkeys(found)))]
        return _first_of_each([*others, *self._once("person", self._persons)])

    def _villages(self) -> list[Choice]:
        return [Choice(str(p.siruta), p.name) for p in places.localities_of(self.place_id)]

    def _offices(self) -> list[Choice]:
        return [Choice(str(i.id), i.name) for i in places.institutions(self.place_id)]

    def _users(self) -> list[Choice]:
        return [
            Choice(str(row["id"]), row["full_name"], _title(row["role"]))
            for row in rows.many(USERS, [self.place_id])
        ]


def _person(row: Mapping[str, Any], household: str | None = None) -> Choice:
    known = [part for part in (row["birth_date"], household) if part]
    return Choice(str(row["id"]), f"{row['family_name']} {row['given_name']}", ", ".join(known))


def _title(role: str) -> str:
    return ROLES[role].title if role in ROLES else role


def _first_of_each(found: Iterable[Choice]) -> list[Choice]:
    kept: dict[str, Choice] = {}
    for choice in found:
        kept.setdefault(choice.code, choice)
    return list(kept.values())

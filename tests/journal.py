"""Makers of entries for tests: what a phone of a commune would send."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from vatra.database.scope import Scope
from vatra.kit.ids import uuid7
from vatra.kit.vocabulary import readable

VORONA, TUDORA, BOTOSANI = 39872, 39391, 74

Entry = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Author:
    """A worker of one commune, without an account: what the journal needs of a principal."""

    role: str = "community_nurse"
    place: int = VORONA
    county: int = BOTOSANI
    user_id: str = field(default_factory=uuid7)

    @property
    def roles(self) -> tuple[tuple[str, int], ...]:
        return ((self.role, self.place),)

    def scope(self) -> Scope:
        marks = tuple(sorted(int(mark) for mark in readable(self.role)))
        return Scope("local", self.user_id, (self.place,), (self.county,), marks)


def entry(author: Author, form: str, subject: tuple[str, str], group: str, answers: Entry) -> Entry:
    """An entry of ``author`` made now."""
    return {
        "id": uuid7(),
        "form": form,
        "version": "1",
        "subject": {"type": subject[0], "id": subject[1]},
        "group": group,
        "place": author.place,
        "author": author.user_id,
        "role": author.role,
        "made_at": datetime.now(UTC).isoformat(),
        "answers": answers,
    }


def household(author: Author, **answers: Any) -> Entry:
    """Registration of a new household; its id is the entry's group."""
    group = uuid7()
    given = {"registered_on": "2026-11-02", "locality": 39881, "household_name": "Familia", **answers}
    return entry(author, "registry/household", ("household", group), group, given)


def person(author: Author, home: Entry, **answers: Any) -> Entry:
    """Registration of a person in ``home``."""
    given = {
        "registered_on": "2026-11-02",
        "family_name": "Ionescu",
        "given_name": "Ana",
        "sex": "f",
        "birth_date": "1990-03-05",
        "id_state": "unknown",
        "relation": "head",
        "family_doctor": "yes",
        "insured": "yes",
        **answers,
    }
    return entry(author, "registry/person", ("person", uuid7()), home["group"], given)


def about(author: Author, form: str, subject: Entry, answers: Entry, **more: Any) -> Entry:
    """An entry about the person or household that ``subject`` registered."""
    target = (subject["subject"]["type"], subject["subject"]["id"])
    return entry(author, form, target, subject["group"], answers) | more


def correction(author: Author, of: Entry, answers: Entry, reason: str = "greșit", **more: Any) -> Entry:
    made = entry(author, of["form"], (of["subject"]["type"], of["subject"]["id"]), of["group"], answers)
    return made | {"prev": of["id"], "intent": "correction", "reason": reason} | more


def void(author: Author, of: Entry, reason: str = "scris din greșeală") -> Entry:
    return correction(author, of, {}, reason) | {"intent": "void"}

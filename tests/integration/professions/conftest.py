"""A family of Vorona with a case: Ana, her son Dan (14), and the five professions of the team."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client

from tests import factories, journal
from tests.factories import VORONA
from tests.integration.office.figures.reported import FORM, author, in_case, made, send, signalled
from tests.journal import Author, Entry
from vatra.accounts.models import User
from vatra.database import scope
from vatra.dossiers.models import Dossier, Item, Task
from vatra.indicators import definitions

TEAM = {
    "social": ("social_worker", "Sanda Popa"),
    "nurse": ("community_nurse", "Nina Rusu"),
    "health": ("roma_health_mediator", "Maria Stan"),
    "counsellor": ("school_counsellor", "Carmen Vlad"),
    "mediator": ("school_mediator", "Mihai Ene"),
}


@dataclass
class Team:
    """The team's accounts, and what they write in the case of one family."""

    users: dict[str, User]
    house: Entry
    ana: Entry
    dan: Entry
    signal: Entry

    def author(self, who: str) -> Author:
        return author(self.users[who], TEAM[who][0])

    def client(self, who: str) -> Client:
        return factories.signed_in(Client(), self.users[who])

    def about(self, who: str, form: str, subject: Entry, **answers: Any) -> Entry:
        """An entry with exactly these answers, sent."""
        entry = journal.about(self.author(who), f"{FORM}{form}", subject, answers)
        send(self.author(who), entry)
        return entry

    def made(self, who: str, form: str, subject: Entry, on: str, **wishes: Any) -> Entry:
        """An entry where what is not wished is filled somehow, sent."""
        entry = made(self.author(who), form, subject, on, **wishes)
        send(self.author(who), entry)
        return entry

    def in_case(self, who: str, form: str, **answers: Any) -> Entry:
        entry = in_case(self.author(who), form, self.signal, **answers)
        send(self.author(who), entry)
        return entry

    def of_place(self, who: str, form: str, **answers: Any) -> Entry:
        """An entry about the commune itself: no household, no case."""
        group = journal.uuid7()
        entry = journal.entry(self.author(who), f"{FORM}{form}", ("place", group), group, answers)
        send(self.author(who), entry)
        return entry

    def page(self, who: str, address: str) -> str:
        answer = self.client(who).get(address)
        assert answer.status_code == 200
        return " ".join(answer.content.decode().split())

    def case(self, who: str = "social") -> str:
        return self.page(who, f"/dosare/{self.signal['id']}/")

    def items(self, kind: str) -> list[Item]:
        with scope.system():
            return list(Item.objects.filter(dossier_id=self.signal["id"], kind=kind).order_by("key"))

    def tasks(self, form: str) -> list[Task]:
        with scope.system():
            return list(
                Task.objects.filter(dossier_id=self.signal["id"], form=f"{FORM}{form}").order_by("key")
            )

    def cases(self) -> int:
        with scope.system():
            return Dossier.objects.count()


@pytest.fixture
def team(places: None) -> Team:
    definitions.forget()
    users = {who: factories.make_user(role, VORONA, name=name) for who, (role, name) in TEAM.items()}
    nurse = author(users["nurse"], "community_nurse")
    house = journal.household(nurse, registered_on="2026-01-12")
    ana = journal.person(nurse, house, registered_on="2026-01-12")
    dan = journal.person(
        nurse, house, registered_on="2026-01-12", given_name="Dan", sex="m", birth_date="2012-02-03",
        relation="child",
    )  # fmt: skip
    made_ = Team(users, house, ana, dan, signalled(nurse, house))
    send(nurse, house, ana, dan, made_.signal)
    return made_

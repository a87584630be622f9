"""A household of Vorona, its team with accounts, and what they write in their case."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.test import Client
from django.utils import timezone

from tests import factories, journal
from tests.factories import BOTOSANI, VORONA
from tests.journal import Author, Entry
from vatra.accounts.models import User
from vatra.database import scope
from vatra.dossiers.models import Dossier
from vatra.kit.vocabulary import AREAS
from vatra.records import actions
from vatra.records.receipts import Receipt

FORM = "integrated_services/"


def day(ago: int) -> str:
    """The date that many days ago; negative lies ahead."""
    return (timezone.localdate() - timedelta(days=ago)).isoformat()


@dataclass
class World:
    """One household with its people; entries are sent as the named colleague."""

    users: dict[str, User]
    home: Entry = field(default_factory=dict)
    ana: Entry = field(default_factory=dict)
    radu: Entry = field(default_factory=dict)

    def author(self, who: str) -> Author:
        role = ROLES[who]
        return Author(role, VORONA, BOTOSANI, str(self.users[who].pk))

    def client(self, who: str) -> Client:
        return factories.signed_in(Client(), self.users[who])

    def send(self, who: str, *entries: Entry) -> list[Receipt]:
        return actions.submit(principal=factories.principal(self.users[who]), records=list(entries))

    def sent(self, who: str, *entries: Entry) -> None:
        receipts = self.send(who, *entries)
        problems = [(r.status, [x.message for x in r.reasons]) for r in receipts if r.status != "accepted"]
        assert not problems, problems

    def settle_in(self, name: str = "Familia Ionescu") -> None:
        """A household is registered, with a mother and a boy of nine; from now on it is meant."""
        nurse = self.author("nurse")
        self.home = journal.household(nurse, registered_on=day(40), household_name=name)
        self.ana = journal.person(nurse, self.home, registered_on=day(40))
        self.radu = journal.person(
            nurse,
            self.home,
            registered_on=day(40),
            given_name="Radu",
            sex="m",
            birth_date=f"{timezone.localdate().year - 9}-01-15",
            relation="child",
        )
        self.sent("nurse", self.home, self.ana, self.radu)

    def signal(self, who: str = "nurse", ago: int = 30, **answers: Any) -> Entry:
        given = {
            "noticed_on": day(ago),
            "source": "own",
            "kinds": ["no_family_doctor"],
            "description": "Nu au medic de familie.",
            "violence_suspected": "no",
            "urgent": False,
            **answers,
        }
        entry = journal.about(self.author(who), f"{FORM}signal", self.home, given)
        self.sent(who, entry)
        return entry

    def case(self) -> str:
        with scope.system():
            return str(Dossier.objects.get(kind="case", group_id=self.home["group"]).id)

    def write(self, who: str, form: str, **answers: Any) -> Entry:
        """An entry about the case, not sent yet."""
        case = self.case()
        entry = journal.entry(
            self.author(who), f"{FORM}{form}", ("dossier", case), self.home["group"], answers
        )
        return entry | {"dossier": case}

    def add(self, who: str, form: str, **answers: Any) -> Entry:
        entry = self.write(who, form, **answers)
        self.sent(who, entry)
        return entry


ROLES = {
    "social": "social_worker",
    "nurse": "community_nurse",
    "mediator": "school_mediator",
    "other_social": "social_worker",
}


def risks(ago: int = 28, **answers: Any) -> dict[str, Any]:
    return {
        "assessed_on": day(ago),
        "urgent": False,
        "risks_state": "none",
        "protection_state": "none",
        **answers,
    }


def assessment(ago: int = 27, but: tuple[str, ...] = (), **needs: list[dict[str, Any]]) -> dict[str, Any]:
    """The six areas: those of `needs` with needs, those of `but` untouched, the rest without any."""
    answers: dict[str, Any] = {"assessed_on": day(ago)}
    for area in AREAS:
        if area in needs:
            answers |= {f"{area}_state": "needs", f"{area}_needs": needs[area]}
        elif area not in but:
            answers[f"{area}_state"] = "none"
    return answers


def objective(number: int, need: str, **more: Any) -> dict[str, Any]:
    return {"objective_no": number, "objective_need": need, "objective_text": f"Obiectivul {number}", **more}


def line(number: int, objective_no: int, text: str, role: str, **more: Any) -> dict[str, Any]:
    return {
        "intervention_no": number,
        "intervention_objective": objective_no,
        "intervention_text": text,
        "service_group": "information",
        "responsible_role": role,
        "start_on": day(20),
        "term_on": day(-10),
        "expected_result": "S-a rezolvat",
        **more,
    }

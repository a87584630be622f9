"""The nurse of Vorona has lost her right there while her phone was silent; what she sent is held."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests import factories, journal
from tests.factories import BOTOSANI, IASI, TUDORA, VORONA
from tests.journal import Author, Entry
from vatra.accounts.models import User
from vatra.database import scope
from vatra.office.forms import lettering
from vatra.records import actions
from vatra.records.models import Quarantine

MEDICINE, TYPED = "Enalapril dimineața", "Vorbim cu doamna Xenia"


@dataclass
class Ward:
    """Her household of before, and who may have a word about what she sent after."""

    users: dict[str, User]
    home: Entry
    ana: Entry

    def author(self, who: str, role: str = "community_nurse") -> Author:
        return Author(role, VORONA, BOTOSANI, str(self.users[who].pk))

    def client(self, who: str) -> Client:
        return factories.signed_in(Client(), self.users[who])

    def principal(self, who: str) -> Any:
        return factories.principal(self.users[who])

    def send(self, who: str, *entries: Entry) -> list[Any]:
        return actions.submit(principal=self.principal(who), records=list(entries))

    def visit(self, who: str = "nurse", **answers: Any) -> Entry:
        """A home visit with a measure that only health may read, and words nobody above may."""
        ana = self.ana["subject"]["id"]
        given = {
            "visited_on": timezone.localdate().isoformat(),
            "visit_kind": "first",
            "outcome": "done",
            "first_contact": True,
            "persons_seen": [{"seen_person": ana, "seen_state": "first"}],
            "household_state": "first",
            "urgent_found": False,
            "recommendations": TYPED,
            "measures": [{"measure_text": MEDICINE, "measure_person": ana, "measure_applied": "yes"}],
            "signature": lettering.strokes("X"),
            **answers,
        }
        return journal.about(self.author(who), "integrated_services/home_visit", self.home, given)

    def away(self) -> None:
        """Her right in the commune ends; she stays at work elsewhere."""
        yesterday = timezone.localdate() - timedelta(days=1)
        self.users["nurse"].assignments.filter(place_id=VORONA).update(ends_on=yesterday)
        factories.give(self.users["nurse"], "community_nurse", TUDORA)

    def hold(self, *entries: Entry) -> list[Quarantine]:
        """Send as the nurse, who has no right there any more; the held rows, oldest first."""
        receipts = self.send("nurse", *entries)
        assert {r.status for r in receipts} == {"quarantined"}, receipts
        with scope.system():
            ids = [entry["id"] for entry in entries]
            return list(Quarantine.objects.filter(record_id__in=ids).order_by("received_at", "key"))

    def row(self, entry: Entry) -> Quarantine:
        with scope.system():
            return Quarantine.objects.get(record_id=entry["id"])

    def give_back(self) -> None:
        factories.give(self.users["nurse"], "community_nurse", VORONA, starts_on=timezone.localdate())


@pytest.fixture
def ward(places: None) -> Ward:
    users = {
        "nurse": factories.make_user("community_nurse", VORONA, name="Nina Rusu"),
        "new_nurse": factories.make_user("community_nurse", VORONA, name="Ioana Tudose"),
        "social": factories.make_user("social_worker", VORONA, name="Sanda Popa"),
        "stranger": factories.make_user("community_nurse", TUDORA),
        "county": factories.make_user("county_health_coordinator", BOTOSANI, name="Cora Lungu"),
        "social_county": factories.make_user("county_social_coordinator", BOTOSANI),
        "other_county": factories.make_user("county_health_coordinator", IASI),
    }
    made = Ward(users, {}, {})
    made.home = journal.household(made.author("nurse"))
    made.ana = journal.person(made.author("nurse"), made.home)
    assert [r.status for r in made.send("nurse", made.home, made.ana)] == ["accepted", "accepted"]
    made.away()
    return made


@pytest.fixture
def queries_of() -> Any:
    """How many statements something takes."""

    def count(act: Any) -> int:
        with CaptureQueriesContext(connection) as seen:
            act()
        return len(seen)

    return count

"""The people of the stories: a commune's team, those above it, those beside it, and a few families."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone
from playwright.sync_api import Browser, Page

from tests import factories, journal
from tests.factories import BOTOSANI, COUNTRY, PASSWORD, TUDORA, VORONA
from tests.journal import Author, Entry
from vatra.accounts.models import User
from vatra.database import scope
from vatra.dossiers.models import Dossier
from vatra.people.models import Identity, Person
from vatra.records import actions

PACK = "integrated_services/"
TEAM = {
    "nurse": ("community_nurse", VORONA, "Nina Rusu"),
    "social": ("social_worker", VORONA, "Sanda Popa"),
    "mediator": ("school_mediator", VORONA, "Mihai Ene"),
    "stranger": ("community_nurse", TUDORA, "Olga Ciobanu"),
    "county": ("county_social_coordinator", BOTOSANI, "Cora Lungu"),
    "ministry": ("ministry_health", COUNTRY, "Dan Manea"),
}


def day(ago: int) -> str:
    """The date that many days ago; negative lies ahead."""
    return (timezone.localdate() - timedelta(days=ago)).isoformat()


class Team:
    """Accounts of everybody; ``send`` writes as one of them through the journal, as a phone would."""

    def __init__(self) -> None:
        self.users: dict[str, User] = {
            who: factories.make_user(role, place, name=name, password=PASSWORD)
            for who, (role, place, name) in TEAM.items()
        }

    def author(self, who: str) -> Author:
        role, place, _ = TEAM[who]
        return Author(role, place, BOTOSANI, str(self.users[who].pk))

    def send(self, who: str, *entries: Entry) -> None:
        receipts = actions.submit(principal=factories.principal(self.users[who]), records=list(entries))
        held = [(r.status, [x.message for x in r.reasons]) for r in receipts if r.status != "accepted"]
        assert not held, held

    def family(self, who: str, name: str, *people: dict[str, Any], **home: Any) -> Entry:
        """A household registered by somebody of the team; the entry of its registration."""
        author = self.author(who)
        entry = journal.household(
            author, registered_on=day(40), household_name=f"Familia {name}", number="7", **home
        )
        members = [
            journal.person(author, entry, registered_on=day(40), family_name=name, **person)
            for person in people or ({},)
        ]
        self.send(who, entry, *members)
        return entry

    def signal(self, who: str, home: Entry, **answers: Any) -> str:
        """Somebody tells of the household; the id of the case that this opens."""
        given = {
            "noticed_on": day(20),
            "source": "own",
            "kinds": ["no_family_doctor"],
            "description": "Nu au medic de familie și nici venituri.",
            "violence_suspected": "no",
            "urgent": False,
            **answers,
        }
        self.send(who, journal.about(self.author(who), f"{PACK}signal", home, given))
        return self.case(home)

    def case(self, home: Entry) -> str:
        with scope.system():
            return str(Dossier.objects.get(kind="case", group_id=home["group"]).id)

    def persons(self, home: Entry) -> dict[str, str]:
        """Ids of the people of the household, by given name."""
        with scope.system():
            here = Person.objects.filter(household_id=home["group"]).values("pk")
            known = Identity.objects.filter(person_id__in=here)
            return {name: str(key) for key, name in known.values_list("person_id", "given_name")}


class Desk:
    """An office computer with somebody signed in, the second factor given."""

    def __init__(self, browser: Browser, address: str, user: User) -> None:
        self.context = browser.new_context(
            base_url=address,
            locale="ro-RO",
            timezone_id="Europe/Bucharest",
            viewport={"width": 1280, "height": 800},
            accept_downloads=True,
        )
        self.context.set_default_timeout(60_000)
        self.user = user

    def open(self) -> Page:
        """The first page after signing in with password and code."""
        page = self.context.new_page()
        sign_in(page, self.user)
        return page


def sign_in(page: Page, user: User) -> None:
    """With the password, then with the code of the application."""
    page.goto("/cont/autentificare/")
    page.get_by_label("Adresa de e-mail").fill(user.email)
    page.get_by_label("Parola").fill(PASSWORD)
    page.get_by_role("button", name="Intră în cont").click()
    page.get_by_label("Codul").fill(factories.code_of(user))
    page.get_by_role("button", name="Intră în cont").click()
    page.wait_for_url(lambda address: "autentificare" not in address and "/2fa/" not in address)

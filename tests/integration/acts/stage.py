"""One family of Vorona and everything that can be done about it: who may is tried on real files."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.test import Client
from django.utils import timezone

from tests import factories, journal
from tests.factories import BOTOSANI, COUNTRY, IASI, TUDORA, VORONA
from tests.integration.office.cases.world import World, assessment, day, risks
from tests.integration.sync.phone import Phone
from vatra.accounts import guidance
from vatra.database import scope
from vatra.duplicates import searching
from vatra.records import actions, attachments
from vatra.records.models import Quarantine

PHOTO = b"\xff\xd8\xff\xe0" + bytes(60)
ROLES = {
    "nurse": ("community_nurse", VORONA),
    "social": ("social_worker", VORONA),
    "mediator": ("school_mediator", VORONA),
    "stranger": ("community_nurse", TUDORA),
    "county": ("county_health_coordinator", BOTOSANI),
    "other_county": ("county_health_coordinator", IASI),
    "ministry": ("ministry_health", COUNTRY),
    "officer": ("data_protection_officer", BOTOSANI),
    "other_officer": ("data_protection_officer", IASI),
    "administrator": ("administrator", COUNTRY),
    "county_administrator": ("administrator", IASI),
    "payroll": ("payroll_officer", VORONA),
}
EVERYBODY = (*ROLES, "anonymous")


@dataclass
class Stage:
    """``ids``: names of what is there, as the tables use them."""

    world: World
    ids: dict[str, Any] = field(default_factory=dict)
    clients: dict[str, Client] = field(default_factory=dict)

    def client(self, who: str) -> Client:
        return self.clients[who]


def build() -> Stage:
    factories.make_place(IASI)
    users = {who: factories.make_user(role, place) for who, (role, place) in ROLES.items()}
    stage = Stage(World(users))
    for step in (_family, _attachments, _notice, _twice, _conflict, _phone, _held, _request, _staff):
        step(stage)
    # Signed in once: each act is undone, a session must not be.
    stage.clients = {who: stage.world.client(who) for who in ROLES} | {"anonymous": Client()}
    return stage


def _family(stage: Stage) -> None:
    world = stage.world
    world.settle_in()
    world.signal()
    world.add("social", "risk_assessment", **risks())
    needs = assessment(health=[{"health_need": "NHE_01"}])
    assessed = world.add("social", "initial_assessment", **needs)
    stage.ids |= {
        "household": world.home["group"],
        "person": world.ana["subject"]["id"],
        "entry": assessed["id"],
        "person_entry": world.ana["id"],
        "case": world.case(),
    }


def _attachments(stage: Stage) -> None:
    """A photo of the family's own (personal) and one of a place (ordinary)."""
    world, sha256 = stage.world, hashlib.sha256(PHOTO).hexdigest()
    if not attachments.is_complete(sha256):
        attachments.append(sha256, 0, PHOTO, len(PHOTO))
    named = [{"sha256": sha256, "type": "image/jpeg", "size": len(PHOTO)}]
    told = {"given_on": day(2), "informed": ["explained"], "purposes": ["sms"], "given_by": "self", "how": "paper",
            "paper": sha256}  # fmt: skip
    consent = journal.about(world.author("nurse"), "registry/consent", world.ana, told)
    world.sent("nurse", consent | {"blobs": named})
    stage.ids |= {"consent": consent["id"], "photo": sha256}


def _notice(stage: Stage) -> None:
    world = stage.world
    told = world.add(
        "nurse", "notification", notified_on=day(0), to_kind="mayor", to_name="Primăria Vorona",
        channel="letter", kind="abuse", about_person=world.radu["subject"]["id"], description="Are vânătăi.",
    )  # fmt: skip
    stage.ids |= {"notice": told["id"], "notice_kind": "authority"}


def _twice(stage: Stage) -> None:
    """Elena is on file twice."""
    world, nurse = stage.world, stage.world.author("nurse")
    told = {"family_name": "Ștefănescu", "given_name": "Elena", "birth_date": "1990-03-05"}
    made = []
    for more in ({}, {"family_name": "Stefanescu", "birth_date": "1990-05-03"}):
        home = journal.household(nurse, locality=39881)
        made.append(journal.person(nurse, home, **told | more))
        world.sent("nurse", home, made[-1])
    searching.search(BOTOSANI, timezone.localdate())
    stage.ids["one"], stage.ids["other"] = sorted(str(each["subject"]["id"]) for each in made)


def _conflict(stage: Stage) -> None:
    """Nurse and mediator corrected the signal on one base."""
    world = stage.world
    signal = world.signal("social", ago=31)
    given = signal["answers"]
    one = journal.correction(world.author("nurse"), signal, given | {"description": "Au un copil mic."})
    other = journal.correction(world.author("mediator"), signal, given | {"kinds": ["school_dropout"]})
    world.sent("nurse", one)
    world.sent("mediator", other)
    stage.ids["chosen"] = other["id"]


def _phone(stage: Stage) -> None:
    phone = Phone(stage.world.users["nurse"])
    stage.ids |= {"device": phone.device, "token": phone.token}


def _held(stage: Stage) -> None:
    """The nurse sent an entry of a form nobody knows any more."""
    nurse = stage.world.author("nurse")
    entry = journal.household(nurse) | {"version": "99"}
    actions.submit(principal=factories.principal(stage.world.users["nurse"]), records=[entry])
    with scope.system():
        stage.ids["held"] = Quarantine.objects.get(record_id=entry["id"]).key


def _request(stage: Stage) -> None:
    """Ana asked the county's officer for her data; he has opened the request."""
    world, user = stage.world, stage.world.users["officer"]
    author = journal.Author("data_protection_officer", VORONA, BOTOSANI, str(user.pk))
    told = {"received_on": day(3), "right": "access", "channel": "letter", "received_by": "Registratura",
            "identity_checked": "id_card", "asked": "Vreau să știu."}  # fmt: skip
    entry = journal.about(author, "data_protection/request", world.ana, told)
    receipts = actions.submit(principal=factories.principal(user), records=[entry])
    assert receipts[0].status == "accepted", receipts[0].reasons
    stage.ids["request"] = entry["id"]


def _staff(stage: Stage) -> None:
    users = stage.world.users
    by = factories.principal(users["county"])
    told = guidance.issue(title="Îndrumare", body="De citit.", roles=["community_nurse"], by=by)
    stage.ids |= {
        "user": users["nurse"].pk,
        "assignment": users["nurse"].assignments.get().pk,
        "guidance": told.pk,
        "tomorrow": (timezone.localdate() + timedelta(days=1)).isoformat(),
    }

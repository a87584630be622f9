"""A call with its organiser, nurses who apply and a unit that sends nurses in; days are counted from today."""

from __future__ import annotations

import io
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils import timezone
from PIL import Image

from tests import factories
from tests.factories import COUNTRY, VORONA
from vatra.accounts.models import User
from vatra.accounts.principals import Principal
from vatra.database import scope
from vatra.desks.training import actions, documents, queries
from vatra.desks.training.models import Call, Document, File
from vatra.desks.training.queries import Whole
from vatra.packs.training.steps import unit_key

OWN = ("diploma", "oamgmamr_membership", "free_practice_permit", "identity_card")
UNIT = {"name": "Spitalul Municipal", "kind": "public", "manager": "Horia Manea", "tax_code": "26328134"}
CENTRE = unit_key("Pitești", "Spitalul Județean")


def day(after: int) -> str:
    return (timezone.localdate() + timedelta(days=after)).isoformat()


def picture(side: int = 800) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (side, side), "white").save(out, "JPEG")
    return out.getvalue()


def call_body(**more: Any) -> dict[str, Any]:
    return {
        "title": "Programe de specializare", "opens_on": day(-60), "closes_on": day(20), "fee": "2500",
        "payment_due": day(15), "iban": "RO07TREZ70220G335000XXXX", "treasury": "Trezoreria Sectorului 2",
        "tax_code": "26328134", "address": "Str. Vaselor nr. 31, București", **more,
    }  # fmt: skip


def series_body(programme: str = "community_health_nursing", **more: Any) -> dict[str, Any]:
    return {
        "programme": programme, "starts_on": day(60), "ends_on": day(150), "places": 25, "direct_share": "20",
        "face_to_face": True, "theory_online": 60, "practice_online": 20, "link": "https://perfmed.example/curs",
        "has_material": True, "agenda_theory": "luni 9-13", "agenda_practice": "marți 9-15",
        "secretary_name": "Ana Secretar", "secretary_contact": "0248 000 000",
        "units": [{"centre": "Pitești", "unit": "Spitalul Județean", "seats": 5}], **more,
    }  # fmt: skip


def details(series: str, number: int = 1, **more: Any) -> dict[str, Any]:
    return {
        "name": f"Nume Sintetic {number}", "profession": "generalist_nurse", "level": "post_secondary",
        "series": series, "diploma": "generalist_nurse", "name_on_diploma": "A B", "name_on_card": "B A",
        "membership": f"BT {number}", "permit_from": day(-100), "permit_until": day(400), "consent": True, **more,
    }  # fmt: skip


class World:
    """Who acts, and shortcuts to bring a file to where a test begins."""

    def __init__(self) -> None:
        self.organiser = factories.make_user("training_organiser", COUNTRY)
        self.nurse = factories.make_user("applicant_nurse", VORONA)
        self.other = factories.make_user("applicant_nurse", VORONA)
        self.employer = factories.make_user("training_employer", VORONA)
        self.people = 0

    def principal(self, user: User) -> Principal:
        return factories.principal(user)

    def open(self, **more: Any) -> UUID:
        return actions.open_call(self.principal(self.organiser), call_body(**more))

    def add(self, call: UUID, **more: Any) -> str:
        """A programme; its code."""
        before = set(self.call(call).body.get("series", {}))
        actions.change_call(self.principal(self.organiser), call, "series", series_body(**more))
        return next(iter(set(self.call(call).body["series"]) - before))

    def session(
        self, call: UUID, held_on: str, fee: str = "300", programme: str = "community_health_nursing"
    ) -> str:
        before = set(self.call(call).body.get("sessions", {}))
        told = {"programme": programme, "held_on": held_on, "fee": fee}
        actions.change_call(self.principal(self.organiser), call, "session", told)
        return next(iter(set(self.call(call).body["sessions"]) - before))

    def call(self, call: UUID) -> Call:
        with scope.system():
            return queries.call_row(call)

    def whole(self, file: UUID) -> Whole:
        with scope.system():
            return queries.whole(file)

    def state(self, file: UUID) -> str:
        with scope.system():
            return File.objects.get(id=file).state

    def draft(
        self, call: UUID, series: str, user: User | None = None, request: UUID | None = None, **more: Any
    ) -> UUID:
        who = user or self.nurse
        self.people += 1
        file = actions.begin(self.principal(who), call, request)
        actions.save_draft(file, details(series, self.people, **more))
        return file

    def fill(self, file: UUID, *slots: str, user: User | None = None) -> None:
        who = self.principal(user or self.nurse)
        with scope.enter(who.scope()):
            for slot in slots or OWN:
                documents.put(who, file, slot, picture())

    def submit(self, file: UUID, user: User | None = None) -> None:
        who = self.principal(user or self.nurse)
        with scope.enter(who.scope()):
            actions.submit(who, file)

    def take(self, file: UUID, name: str, **answers: Any) -> None:
        who = self.principal(self.organiser)
        with scope.enter(who.scope()):
            actions.take(who, file, name, answers)

    def ask(self, file: UUID, name: str, user: User | None = None, **answers: Any) -> None:
        who = self.principal(user or self.nurse)
        with scope.enter(who.scope()):
            actions.take(who, file, name, answers, by="applicant")

    def sent(self, call: UUID, series: str, user: User | None = None, **more: Any) -> UUID:
        file = self.draft(call, series, user, **more)
        extra = ("unit_request", "data_processing_consent") if user is self.employer else ()
        self.fill(file, *OWN, *extra, user=user)
        self.submit(file, user)
        return file

    def validated(self, call: UUID, series: str, user: User | None = None, **more: Any) -> UUID:
        file = self.sent(call, series, user, **more)
        self.take(file, "validate", validated_on=day(0))
        return file

    def pay(self, file: UUID, amount: str = "2500", on: str = "", **more: Any) -> None:
        self.take(
            file, "payment", paid_on=on or day(0), amount=Decimal(amount).__str__(), method="online", **more
        )

    def enrolled(self, call: UUID, series: str, user: User | None = None, **more: Any) -> UUID:
        file = self.validated(call, series, user, **more)
        self.pay(file)
        self.fill(file, "payment_proof", user=user)
        return file

    def begun(self, call: UUID, starts: int = -5, ends: int = 30, **more: Any) -> tuple[str, UUID]:
        """A programme that runs, and somebody in it."""
        series = self.add(call, starts_on=day(starts), ends_on=day(ends), **more)
        file = self.enrolled(call, series)
        self.take(file, "assign", unit=CENTRE)
        return series, file

    def documents(self, file: UUID) -> list[Document]:
        with scope.system():
            return list(Document.objects.filter(file_id=file))


def today() -> date:
    return timezone.localdate()

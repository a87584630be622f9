"""A commune's work on fixed days of 2026, and its reports as tables."""

from __future__ import annotations

import csv
import io
from typing import Any

from django.test import Client

from tests import factories, filled, journal
from tests.factories import BOTOSANI
from tests.journal import Author, Entry
from vatra.accounts.models import User
from vatra.records import actions

FORM = "integrated_services/"


def author(user: User, role: str, place: int = journal.VORONA, county: int = BOTOSANI) -> Author:
    return Author(role, place, county, str(user.pk))


def send(by: Author, *records: Entry) -> None:
    receipts = actions.submit(principal=by, records=list(records))
    faults = [[reason.message for reason in each.reasons] for each in receipts if each.status != "accepted"]
    assert not faults, faults


def home(by: Author, on: str = "2026-01-12", **answers: Any) -> tuple[Entry, Entry]:
    """A household with one grown person, registered."""
    house = journal.household(by, registered_on=on)
    person = journal.person(by, house, **{"registered_on": on, **answers})
    return house, person


def signalled(by: Author, house: Entry, on: str = "2026-01-13") -> Entry:
    """The signal that opens a case; its id is the case's."""
    told = {
        "noticed_on": on,
        "source": "own",
        "kinds": ["no_family_doctor"],
        "description": "Nu au medic de familie.",
        "violence_suspected": "no",
        "urgent": False,
    }
    return journal.about(by, f"{FORM}signal", house, told)


def made(by: Author, form: str, subject: Entry, on: str, **wishes: Any) -> Entry:
    """A form filled as asked, about the person or household that `subject` registered."""
    known = subject["answers"]
    person = {"id": subject["subject"]["id"], "birth_date": known.get("birth_date"), "sex": known.get("sex")}
    context = {"household": {"size": 1}, **({"person": person} if known.get("sex") else {})}
    return journal.about(
        by, f"{FORM}{form}", subject, filled.answered(by, f"{FORM}{form}", context, on, **wishes)
    )


def in_case(by: Author, form: str, signal: Entry, **answers: Any) -> Entry:
    """An entry of the case that `signal` opened."""
    made_ = journal.entry(by, f"{FORM}{form}", ("dossier", signal["id"]), signal["group"], answers)
    return made_ | {"dossier": signal["id"]}


def client(role: str, place: int) -> Client:
    return factories.signed_in(Client(), factories.make_user(role, place))


def table(reader: Client, name: str, period: str, **more: str) -> list[list[str]]:
    """A report's file, head and rows."""
    answer = reader.get(f"/rapoarte/{name}/", {"perioada": period, "fisier": "csv", **more})
    assert answer.status_code == 200
    return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))

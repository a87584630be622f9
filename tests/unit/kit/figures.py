"""Groups and definitions for the tests of indicators."""

from datetime import date, timedelta

from tests.unit.kit.makers import entry, form
from vatra.kit import indicators, months
from vatra.kit.catalogue import Catalogue
from vatra.kit.dossiers import DossierView, Finding, GroupView, Item

FORM = form(
    [
        {
            "id": "school",
            "type": "choice",
            "text": "Școală",
            "options": [{"code": c, "text": c} for c in "abc"],
        },
        {
            "id": "needs",
            "type": "choices",
            "text": "Nevoi",
            "options": [{"code": c, "text": c} for c in "xyz"],
        },
        {"id": "rooms", "type": "integer", "text": "Camere"},
        {
            "id": "rows",
            "type": "group",
            "text": "Membri",
            "repeats": True,
            "items": [
                {"id": "who", "type": "person", "text": "Cine"},
                {"id": "works", "type": "yes_no_unknown", "text": "Lucrează"},
            ],
        },
    ]
)
FORMS = {"p/f": FORM}
BASE = {
    "code": "X", "title": "X", "area": "education", "definition": "definiție a proiectului", "unit": "persoane",
    "owner": "ministry_labour", "kind": "stock", "numerator": {"of": "findings"}, "valid_from": "2020-01-01",
}  # fmt: skip
BY_ALL = ["code", "sex", "age_band"]
MARCH = date(2026, 3, 10)


def definition(numerator, **more):
    return indicators.parse({**BASE, "numerator": numerator, **more}, forms=FORMS, catalogue=Catalogue())


def view(**parts):
    return GroupView("h", 35731, 7, parts.pop("entries", ()), locality_id=99, **parts)


def finding(code="A", person="p1", opened=MARCH, closed=None, **more):
    values = {
        "area": "education",
        "urgency": 1,
        "favourable": False,
        "sensitivity": 3,
        "who_role": "social_worker",
    }
    key = f"{code}{person}{opened}"
    return Finding(
        key, code, person, opened_on=opened, closed_on=closed, record_id="r", closed_by=None, **values | more
    )


def cells(group, numerator, dossiers=(), **more):
    """{(month, code, sex, band): number} of the numerator."""
    found = indicators.contributions(group, dossiers, [definition(numerator, **more)])
    return {(months.iso(c.month), c.code, c.sex, c.age_band): n for c, n in found.items() if c.part == "n"}


def answers(day, **given_answers):
    return entry(f"e{day}", MARCH + timedelta(days=day), given_answers, seq=day)


def item(state="open", closed=None, **more):
    values = {
        "due_on": None,
        "role": None,
        "user_id": None,
        "priority": None,
        "record_id": "r",
        "sensitivity": 3,
    }
    days = {"opened_on": MARCH, "closed_on": closed}
    return Item("need", "k", "health", "N1", "Nevoie", "p1", state, **days, **values, **more)


def dossier(*items, **more):
    return DossierView(
        "case", "d", "h", "household", "h", more.pop("state", "open"), MARCH, items=items, **more
    )


MAY = date(2026, 5, 20)

"""Filled forms for tests: everything asked is answered well, but for what the test says."""

from __future__ import annotations

import random
from typing import Any

from tests.journal import Author, Entry, about
from vatra.demo import filling
from vatra.demo.filling import Mood
from vatra.records.queries import library


def answered(author: Author, form: str, context: dict[str, Any], on: str, **wishes: Any) -> dict[str, Any]:
    """Answers of a form, no hardship, the given ones fixed."""
    date_item = library().form(form).get("date")
    given = {date_item: on} if date_item else {}
    full = {"today": "2026-11-21", "date": on, "role": author.role, "place": author.place, **context}
    mood = Mood(random.Random(1), hardship=0.0)
    return filling.fill(form, full, mood, given | wishes)


def household_assessment(author: Author, home: Entry, on: str = "2026-11-03", **wishes: Any) -> Entry:
    told = {"persons_living": 4, "children_living": 1, "rooms": 3, **wishes}
    answers = answered(
        author, "integrated_services/household_assessment", {"household": {"size": 4}}, on, **told
    )
    return about(author, "integrated_services/household_assessment", home, answers)


def person_assessment(author: Author, person: Entry, on: str = "2026-11-03", **wishes: Any) -> Entry:
    known = person["answers"]
    context = {
        "person": {
            "id": person["subject"]["id"],
            "birth_date": known["birth_date"],
            "sex": known["sex"],
        },
        "household": {"size": 4},
    }
    answers = answered(author, "integrated_services/person_assessment", context, on, **wishes)
    return about(author, "integrated_services/person_assessment", person, answers)

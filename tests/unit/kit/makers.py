"""Short ways to make entries, forms and journals for the kit's tests."""

from datetime import UTC, date, datetime
from typing import Any

from vatra.kit import forms
from vatra.kit.dossiers import Entry
from vatra.kit.journal import Journalled

HEAD = {
    "id": "f",
    "version": "1",
    "title": "Formular",
    "source": "încercare",
    "subject": "household",
    "who": ["social_worker"],
    "sensitivity": "social",
}


def form(items: list[Any], lists: dict[str, Any] | None = None, **head: Any) -> forms.Form:
    """A compiled form `p/f` of the given items."""
    return forms.compile_form({**HEAD, "items": items, **head}, lists or {}, "p")


def entry(entry_id: str, on: date, answers: dict[str, Any] | None = None, **more: Any) -> Entry:
    """An entry of form p/f about household h, made at noon of its day."""
    values: dict[str, Any] = {
        "form": "p/f",
        "version": "1",
        "stage": None,
        "subject_type": "household",
        "subject_id": "h",
        "group_id": "h",
        "dossier_id": None,
        "place_id": 35731,
        "author_id": "u",
        "role": "social_worker",
        "made_at": datetime(on.year, on.month, on.day, 12, tzinfo=UTC),
        "seq": 0,
        "prev_id": None,
    }
    return Entry(id=entry_id, occurred_on=on, answers=answers or {}, **{**values, **more})


def journalled(one: Entry, intent: str = "new", settles: tuple[str, ...] = ()) -> Journalled:
    return Journalled(one, intent, one.made_at, settles)

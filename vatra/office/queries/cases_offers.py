"""Which forms may be written in a case now, by whom, and why the others may not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from vatra.accounts.principals import Principal
from vatra.dossiers import queries as dossiers
from vatra.dossiers.queries import Stored
from vatra.kit.dossiers import Task
from vatra.office.queries.cases_names import Person
from vatra.records.queries import library


@dataclass(frozen=True, slots=True)
class Offer:
    """A form, its address prefilled for this case, and why not now (empty = it can be written)."""

    form: str
    title: str
    stage: str
    url: str
    reasons: tuple[str, ...]


def of(stored: Stored, principal: Principal) -> list[Offer]:
    """Forms about the case or its household that the reader's roles may fill."""
    pack = dossiers.kinds()[stored.view.kind][0].code
    mine = [
        form
        for form_id, form in library().newest().items()
        if form_id.startswith(f"{pack}/")
        and form["subject"] in ("dossier", "household")
        and principal.role_codes & set(form["who"])
        and not _has(form["items"], "answers_to")
    ]
    reasons = dossiers.reasons(stored, [form["id"] for form in mine])
    offers = [_offer(stored, form, reasons[form["id"]]) for form in mine]
    return sorted(offers, key=lambda offer: (_rank(offer.stage), offer.title))


_STAGES = (
    *("identification", "assessment", "planning", "intervention", "monitoring"),
    *("coordination", "impact_evaluation", "closure"),
)


def _rank(stage: str) -> int:
    return _STAGES.index(stage) if stage in _STAGES else len(_STAGES)


def _offer(stored: Stored, form: Mapping[str, Any], reasons: tuple[str, ...]) -> Offer:
    where = url(stored, form["id"])
    reading = stored.kind.reading
    if reading is not None and form["id"] == reading.changes_manager:
        where = reverse("case_manager", args=[stored.view.id])
    return Offer(form["id"], form["title"], form.get("stage") or "", where, reasons)


def url(stored: Stored, form_id: str, person: str | None = None, **answers: Any) -> str:
    """Where the form is filled for this case, with some answers put in. Ids and numbers only."""
    pack, name = form_id.split("/")
    given = {"gospodarie": stored.view.group_id, "dosar": stored.view.id}
    if person:
        given["persoana"] = person
    given |= {f"a.{key}": str(value) for key, value in answers.items()}
    return f"{reverse('entry_new', args=[pack, name])}?{urlencode(given)}"


def for_persons(
    stored: Stored, principal: Principal, persons: Iterable[Person]
) -> list[tuple[Person, list[Offer]]]:
    """The same for forms about one person, by person."""
    pack = dossiers.kinds()[stored.view.kind][0].code
    mine = [
        form
        for form_id, form in library().newest().items()
        if form_id.startswith(f"{pack}/")
        and form["subject"] == "person"
        and principal.role_codes & set(form["who"])
        and not _has(form["items"], "answers_to")
    ]
    mine.sort(key=lambda form: (_rank(form.get("stage") or ""), form["title"]))
    return [
        (
            person,
            [
                Offer(f["id"], f["title"], f.get("stage") or "", url(stored, f["id"], person.id), ())
                for f in mine
            ],
        )
        for person in persons
        if person.is_alive
    ]


def for_task(stored: Stored, principal: Principal, task: Task, number: int | None) -> str:
    """Where the task is done: its form with what it answers, or which activity; "" if not by him."""
    newest = library().newest()
    form = newest.get(task.form or "")
    if form is None or not principal.role_codes & set(form["who"]):
        return ""
    answers: dict[str, Any] = {}
    if _has(form["items"], "answers_to"):
        answers["answers_to"] = task.record_id
    if number is not None and _has(form["items"], "intervention_no"):
        answers["intervention_no"] = number
    person = task.person_id
    if form["subject"] == "person" and person is None:
        return ""
    return url(stored, form["id"], person if form["subject"] == "person" else None, **answers)


def _has(items: Iterable[Mapping[str, Any]], wanted: str) -> bool:
    return any(item["id"] == wanted or _has(item.get("items") or (), wanted) for item in items)

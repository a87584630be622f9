"""Addresses that begin an entry: the form, and whom it is about, by ids only."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django.urls import reverse
from django.utils.http import urlencode

from vatra.accounts.principals import Principal
from vatra.kit.errors import UnknownFormError
from vatra.records.queries import library

# What one wants to do, in the order of the work; the verb stands before the form's own title.
STAGES: Final = {
    "monitoring": "Vizite și urmărire",
    "assessment": "Evaluări",
    "intervention": "Servicii și activități",
    "identification": "Semnalări",
    "planning": "Planuri",
    "coordination": "Lucrul împreună",
    "registration": "Schimbări în evidență",
}
OTHER: Final = "Altele"


@dataclass(frozen=True, slots=True)
class Beginning:
    """One form that may be begun."""

    form: str
    title: str
    url: str


def to(
    form_id: str,
    *,
    group: UUID | str | None = None,
    person: UUID | str | None = None,
    dossier: UUID | str | None = None,
    **answers: str,
) -> str:
    """The address of a new entry; ``answers`` are first values, never of a person."""
    pack, _, name = form_id.partition("/")
    given = {"gospodarie": group, "persoana": person, "dosar": dossier}
    query = {key: str(value) for key, value in given.items() if value}
    query |= {f"a.{key}": value for key, value in answers.items()}
    address = reverse("entry_new", args=[pack, name])
    return f"{address}?{urlencode(query)}" if query else address


def settling(form_id: str, chosen: str, others: list[str]) -> str:
    """The address of a new version from the chosen one, which settles its rivals."""
    pack, _, name = form_id.partition("/")
    query = urlencode({"corecteaza": chosen, "lamureste": ",".join(others)})
    return f"{reverse('entry_new', args=[pack, name])}?{query}"


def may_begin(principal: Principal, form_id: str) -> bool:
    """Whether one of the principal's roles fills the form."""
    try:
        return bool(principal.role_codes & set(library().form(form_id)["who"]))
    except UnknownFormError:
        return False


def title_of(form_id: str | None) -> str:
    """The form's title; a plain word for a form no installed pack has any more."""
    try:
        return str(library().form(form_id or "")["title"])
    except UnknownFormError:
        return "Intrare"


def of_task(task: Mapping[str, Any]) -> str:
    """The address that does a task; an answer names the entry it answers."""
    try:
        form = library().form(task["form"])
    except UnknownFormError:
        return ""
    person = task["person_id"] if form["subject"] == "person" else None
    dossier = task["dossier_id"] if form["subject"] == "dossier" else None
    replies = {"answers_to": str(task["record_id"])} if "answers_to" in _ids(form["items"]) else {}
    return to(task["form"], group=task["group_id"], person=person, dossier=dossier, **replies)


def beginnings(
    principal: Principal,
    subject: str,
    *,
    group: UUID,
    person: UUID | None = None,
    without: frozenset[str] = frozenset(),
) -> dict[str, list[Beginning]]:
    """Forms about a subject that the principal may fill, by what one wants to do.

    ``without`` names effects whose forms begin elsewhere, such as registering.
    """
    found: dict[str, list[Beginning]] = {title: [] for title in [*STAGES.values(), OTHER]}
    for form in library().newest().values():
        if form["subject"] != subject or not principal.role_codes & set(form["who"]):
            continue
        if without & set(form.get("effects") or ()):
            continue
        stage = STAGES.get(form.get("stage") or "", OTHER)
        found[stage].append(Beginning(form["id"], form["title"], to(form["id"], group=group, person=person)))
    return {title: sorted(forms, key=lambda b: b.title) for title, forms in found.items() if forms}


def with_effect(
    principal: Principal, effect: str, *, group: UUID | None = None, person: UUID | None = None
) -> list[Beginning]:
    """Forms with an effect that the principal may fill, such as ``person.register``."""
    return [
        Beginning(form["id"], form["title"], to(form["id"], group=group, person=person))
        for form in library().newest().values()
        if effect in (form.get("effects") or ()) and principal.role_codes & set(form["who"])
    ]


def _ids(items: list[dict[str, Any]]) -> set[str]:
    return set(_walk(items))


def _walk(items: list[dict[str, Any]]) -> Iterator[str]:
    for item in items:
        yield item["id"]
        yield from _walk(item.get("items") or [])

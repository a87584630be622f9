"""Which documents a page may offer its reader, with their addresses."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.urls import reverse

from vatra.accounts import access
from vatra.accounts.principals import Principal
from vatra.documents import declared, making
from vatra.documents.declared import Declared

ACTION = "export.make"


@dataclass(frozen=True, slots=True)
class Offer:
    """One document to be had."""

    code: str
    title: str
    lead: str
    url: str
    cites: tuple[str, ...]
    is_dated: bool


def may_make(principal: Principal, one: Declared) -> bool:
    """Whether this document is for the level and the roles of the principal."""
    is_for_role = not one.roles or bool(one.roles & principal.role_codes)
    return access.may(principal, ACTION) and principal.level in one.levels and is_for_role


def for_case(principal: Principal, kind: str, case_id: UUID | str) -> list[Offer]:
    """Documents of a case of this kind of dossier."""
    fitting = (one for one in _about("case", principal) if not one.kinds or kind in one.kinds)
    return [_offer(one, reverse("document", args=[one.code, case_id])) for one in fitting]


def for_record(principal: Principal, form_id: str, record_id: UUID | str) -> list[Offer]:
    """Documents of an entry of this form, those made for it alone first."""
    fitting = [one for one in _about("record", principal) if not one.forms or form_id in one.forms]
    fitting.sort(key=lambda one: not one.forms)
    return [_offer(one, reverse("document", args=[one.code, record_id])) for one in fitting]


def for_place(principal: Principal, place_id: int) -> list[Offer]:
    """Lists and sheets of a community, a county or the country."""
    return [
        _offer(one, reverse("document_of_place", args=[one.code, place_id]))
        for one in _about("place", principal)
    ]


def for_list(principal: Principal, name: str) -> list[Offer]:
    """A register on paper, for each of the principal's places."""
    found = [one for one in _about("place", principal) if one.texts.get("list") == name]
    return [
        _offer(one, reverse("document_of_place", args=[one.code, place]))
        for place in principal.places
        for one in found
    ]


def for_report(principal: Principal, name: str) -> list[Offer]:
    """A ready report of figures, by its name, on paper."""
    found = _about("report", principal)
    return [_offer(one, reverse("document_of_report", args=[one.code, name])) for one in found]


def for_forms(principal: Principal, forms: Iterable[dict[str, Any]]) -> list[Offer]:
    """Empty sheets of the forms that the principal's roles fill."""
    sheets = list(_about("form", principal))
    mine = [form for form in forms if set(form["who"]) & principal.role_codes]
    return [
        Offer(
            one.code, form["title"], "", reverse("document_of_form", args=[one.code, *form["id"].split("/")]),
            tuple(making.cited(form["cites"])), is_dated=False,
        )
        for one in sheets
        for form in sorted(mine, key=lambda form: form["title"])
    ]  # fmt: skip


def _about(subject: str, principal: Principal) -> Iterable[Declared]:
    return (one for one in declared.documents().values() if one.about == subject and may_make(principal, one))


def _offer(one: Declared, url: str) -> Offer:
    return Offer(one.code, one.title, one.lead, url, tuple(making.cited(one.cites)), one.is_dated)

"""What stands on a form page before anybody types, and what was typed since."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final
from uuid import UUID

from django.http import HttpRequest, QueryDict

from vatra.accounts.principals import Principal
from vatra.dossiers import queries as dossiers
from vatra.kit import forms
from vatra.office.forms import offers, reading
from vatra.office.forms.pickers import FROM_ELSEWHERE
from vatra.office.forms.targets import Target, uuid_text
from vatra.office.queries import entries as stored
from vatra.office.queries import persons, rows
from vatra.records.queries import library

ABOUT: Final = """
SELECT (SELECT family_name || ' ' || given_name FROM people_identity WHERE person_id = %(person)s) AS person,
       (SELECT name FROM people_address WHERE household_id = %(group)s) AS household
"""
ADDRESS: Final = "a."  # prefix of first values in the address


def raw(request: HttpRequest, principal: Principal, target: Target, posted: QueryDict) -> dict[str, Any]:
    """Answers as typed; at the start those of the corrected entry, or first values."""
    if request.method == "POST":
        return reading.answers(target.form["items"], posted)
    if target.prev_id:
        return stored.answers_of(UUID(target.prev_id))
    parameters = library().parameters_of(target.form["id"])
    first = forms.initial_answers(target.form, target.context(principal, {}), parameters)
    given = {
        key.removeprefix(ADDRESS): str(value) for key, value in request.GET.items() if key.startswith(ADDRESS)
    }
    return first | _drafted(target, principal) | dict(_typed(target.form["items"], given))


def _drafted(target: Target, principal: Principal) -> dict[str, Any]:
    """What the case already knows: a plan begins with the needs found, a revision with the plan.

    Above the local level nothing is drafted: what workers typed is not readable there.
    """
    if principal.level != "local":
        return {}
    dossier = dossiers.stored(UUID(target.dossier_id), with_words=True) if target.dossier_id else None
    reading = dossier.kind.reading if dossier else None
    if dossier is None or reading is None or reading.draft is None:
        return {}
    role = next((code for code in principal.role_codes if code in target.form["who"]), "")
    return dict(reading.draft(dossier.view, target.form["id"], role))


def about(target: Target) -> str:
    """Whom the page is about, as far as the reader may know it."""
    if target.opens_group:
        return ""
    row = rows.one(ABOUT, {"person": target.subject_id, "group": target.group_id})
    names = [row["person"], row["household"]] if row else []
    return ", ".join(name for name in names if name)


def repeated(given: dict[str, Any], action: str) -> dict[str, Any]:
    """Add or remove a repetition: ``add:<group>``, ``remove:<group>:<n>``."""
    verb, _, rest = action.partition(":")
    group, _, index = rest.partition(":")
    if verb == "add":
        return given | {group: [*given.get(group, []), {}]}
    if verb == "remove" and index.isdigit():
        kept = [row for n, row in enumerate(given.get(group, [])) if n != int(index)]
        return given | {group: kept}
    return given


def named(target: Target, given: Mapping[str, Any]) -> list[UUID]:
    """Persons of other households that a picker must offer: those chosen, and likely the same."""
    items = [item for item in _flat(target.form["items"]) if item.get("binds") in FROM_ELSEWHERE]
    chosen = [uuid_text(str(given.get(item["id"], ""))) for item in items]
    found = [UUID(text) for text in chosen if text]
    if any(item["binds"] == "merge.absorbed" for item in items):
        row = persons.one(UUID(target.subject_id))
        found += [row["id"], *offers.of_person(target.place_id, row)]
    return list(dict.fromkeys(found))


def _typed(items: list[dict[str, Any]], given: Mapping[str, str]) -> Iterator[tuple[str, Any]]:
    for item in _flat(items):
        if item["id"] not in given:
            continue
        text = given[item["id"]]
        if item["type"] in ("integer", "place"):
            yield item["id"], int(text) if text.isascii() and text.isdigit() else text
        else:
            yield item["id"], text.split(",") if item["type"] == "choices" else text


def _flat(items: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Items of the top level, groups that do not repeat opened."""
    for item in items:
        if item["type"] == "group" and not item.get("repeats"):
            yield from _flat(item["items"])
        else:
            yield item

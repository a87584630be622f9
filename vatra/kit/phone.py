"""What the phone carries of the installed packs, as JSON: forms, catalogue, parameters, vocabulary.

The same structure is written by `vatra compile` and served to phones.
"""

from collections.abc import Iterable, Mapping
from dataclasses import fields
from datetime import date
from typing import Any

from vatra.kit import clauses, messages, texts, vocabulary
from vatra.kit.packs import Library
from vatra.kit.procedures import Procedure


def bundle(library: Library, roles: Iterable[str] | None = None) -> dict[str, Any]:
    """Everything, or what the given roles can fill in or read.

    `forms` holds the newest version of each form by id; `older` those of earlier records,
    by `id@version`.
    """
    wanted = None if roles is None else frozenset(roles)
    newest = {i: form for i, form in library.newest().items() if _is_for(form, wanted)}
    older = {
        f"{form_id}@{version}": form
        for (form_id, version), form in sorted(library.forms.items())
        if form_id in newest and form is not newest[form_id]
    }
    return {
        "packs": [{"code": pack.code, "title": pack.title} for pack in library.packs],
        "forms": newest,
        "older": older,
        "vulnerabilities": _vulnerabilities(library),
        "needs": _rows(library.catalogue.needs),
        "services": _rows(library.catalogue.services),
        "parameters": {code: own.described() for code, own in sorted(library.parameters.items())},
        "procedures": {code: [_procedure(one) for one in own] for code, own in library.procedures.items()},
        "next": {form: list(after) for form, after in library.following.items()},
        "citations": _citations(library),
        "vocabulary": {
            **vocabulary.as_json(),
            "messages": dict(messages.TEMPLATES),
            "precision_titles": dict(messages.PRECISION_TITLES),
        },
    }


def _procedure(one: Procedure) -> dict[str, Any]:
    """A procedure with every edition: a form names the one in force on the day it is opened."""
    return {
        "code": one.code,
        "title": one.title,
        "owner": one.owner,
        "cites": list(one.cites),
        "forms": sorted(one.forms),
        "default": one.is_default,
        "versions": [_row(version) for version in one.versions],
    }


def _is_for(form: Mapping[str, Any], roles: frozenset[str] | None) -> bool:
    """Whether one of the roles submits the form, or may read something of it; those of desks stay there."""
    if roles is None:
        return True
    if form.get("group"):
        return False
    if roles & set(form["who"]):
        return True
    return any(item["sensitivity"] in vocabulary.readable(*roles) for item in form["items"])


def _rows(entries: Mapping[str, Any]) -> dict[str, Any]:
    return {code: _row(entry) for code, entry in entries.items()}


def _vulnerabilities(library: Library) -> dict[str, Any]:
    """The entries, each with its answer to *why?* where a pack has words for it."""
    known = library.catalogue.vulnerabilities
    why = {code: text for pack in library.packs for code, text in texts.of_findings(pack.root, known).items()}
    return {code: row | {"why": why.get(code)} for code, row in _rows(known).items()}


def _row(entry: Any) -> dict[str, Any]:
    return {field.name: _json(getattr(entry, field.name)) for field in fields(entry)}


def _json(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


def _citations(library: Library) -> dict[str, dict[str, str]]:
    """Where each clause stands and what it asks, for the answer to *why?*."""
    found: dict[str, dict[str, str]] = {}
    for pack in library.packs:
        words = texts.of_clauses(pack.root)
        for clause in clauses.load(pack.root):
            found[clause.id] = {"id": clause.id, "label": clause.label}
            if clause.id in words:
                found[clause.id]["text"] = words[clause.id]
    return found

"""One person on one page: who he is, where he lived, what he agreed to, what was found, who read it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_GET

from vatra.accounts import access as rights
from vatra.accounts.access import allowed, principal_of
from vatra.accounts.principals import Principal
from vatra.kit.vocabulary import Sensitivity
from vatra.office.forms import links, numbers
from vatra.office.queries import entries, findings, households, persons, rows, tasks
from vatra.office.queries.rows import Row
from vatra.people import access, openings

PURPOSES = "consent_purposes"


@allowed("people.read")
@require_GET
def page(request: HttpRequest, person_id: UUID) -> HttpResponse:
    principal = principal_of(request)
    told = _told(principal, person_id)
    _keep(principal, told)
    return TemplateResponse(request, "office/people/person.html", told)


def _told(principal: Principal, person_id: UUID) -> dict[str, Any]:
    is_local = principal.level == "local"
    person = persons.one(person_id)
    home = person["home_id"]
    found = [row for row in findings.of_group(home) if row["person_id"] == person_id]
    opened = None if is_local else openings.mine(principal, home)
    dossiers = households.dossiers(home)
    reads_trail = is_local and rights.may(principal, "trail.read")
    return {
        "section": "people",
        "person": person,
        "is_local": is_local,
        "is_named": is_local or opened is not None,
        "reference": next((row["reference"] for row in dossiers if row["reference"]), "fără dosar"),
        "opened": opened,
        "stays": persons.stays(person_id),
        "consents": [_consent(row) for row in persons.consents(person_id)] if is_local else [],
        "merges": persons.merges(person_id) if is_local else [],
        "findings": found,
        "open": [row for row in found if findings.is_open(row)],
        "closed": [row for row in found if row["closed_on"] is not None],
        "good": [row for row in found if row["closed_on"] is None and not findings.is_open(row)],
        "records": entries.listed(principal, households.records(home, person_id)),
        "tasks": tasks.of_group(principal, home, person_id),
        "reads_trail": reads_trail,
        "readers": access.readers(home, person_id) if reads_trail else [],
        **_doings(principal, home, person_id),
    }


def _doings(principal: Principal, home: UUID, person_id: UUID) -> dict[str, Any]:
    apart = frozenset(
        {
            "person.register",
            "person.merge",
            "person.unmerge",
            "person.compare",
            "consent.give",
            "consent.withdraw",
        }
    )
    given = {
        name: links.with_effect(principal, effect, group=home, person=person_id)
        for name, effect in (
            ("gives", "consent.give"),
            ("withdraws", "consent.withdraw"),
            ("joins", "person.merge"),
            ("parts", "person.unmerge"),
        )
    }
    about = links.beginnings(principal, "person", group=home, person=person_id, without=apart)
    return given | {"doings": about}


def _consent(row: Row) -> Row:
    """Each purpose with the day it ended, if it did: withdrawal may be partial."""
    withdrawn = rows.decoded(row["withdrawn"])
    purposes = [
        {"text": numbers.option_text(PURPOSES, code), "withdrawn_on": withdrawn.get(code)}
        for code in row["purposes"]
    ]
    return row | {"each": purposes}


def _keep(principal: Principal, told: dict[str, Any]) -> None:
    seen = {int(Sensitivity.ordinary), *(row["sensitivity"] for row in told["findings"])}
    seen |= {int(Sensitivity.personal)} if told["is_named"] else set()
    access.write(
        principal=principal,
        group_id=told["person"]["home_id"],
        person_id=told["person"]["id"],
        what="person",
        sensitivities=seen,
        opening_id=told["opened"].id if told["opened"] else None,
    )

"""What the officer's views share: the request at hand, and who it is about while that is open."""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

from django.http import Http404

from vatra.accounts.principals import Principal
from vatra.database import scope
from vatra.kit.errors import UnknownFormError
from vatra.office.forms import numbers
from vatra.people import openings
from vatra.privacy import queries
from vatra.privacy.errors import NoRequestError
from vatra.records.queries import library

PACK: Final = "data_protection"
OUTCOMES: Final = {"granted": "admisă", "partly": "admisă în parte", "refused": "respinsă"}


def request_of(request_id: UUID) -> dict[str, Any]:
    """The request with its words. Http404 outside the officer's territory."""
    try:
        return told(queries.one(request_id))
    except NoRequestError as error:
        raise Http404 from error


def told(row: dict[str, Any]) -> dict[str, Any]:
    right = numbers.option_text("rights", row["claim"])
    return row | {
        "title": right.partition(":")[0].partition(" (")[0],
        "right": right,
        "outcome_told": OUTCOMES.get(row["outcome"], ""),
        "number": str(row["id"])[-8:],
    }


def name_of(principal: Principal, row: dict[str, Any]) -> str:
    """The person's name while the officer's own opening runs; else nothing."""
    if openings.mine(principal, row["group_id"]) is None:
        return ""
    with scope.system():
        facts = queries.state(row["person_id"]).facts
    return f"{facts.get('person.family_name', '')} {facts.get('person.given_name', '')}".strip()


def title_of(row: dict[str, Any]) -> str:
    try:
        return str(library().form(row["form"], row["version"])["title"])
    except UnknownFormError:
        return "Intrare"

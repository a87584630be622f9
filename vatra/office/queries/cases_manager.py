"""The manager of a case: who can be named, and the entry that names him (protocol-2017/3.3.i)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from vatra.accounts import teams
from vatra.accounts.principals import Principal
from vatra.accounts.teams import Member
from vatra.dossiers.queries import Stored
from vatra.kit.ids import uuid7
from vatra.kit.vocabulary import ROLES
from vatra.places import queries as places
from vatra.records import actions
from vatra.records.queries import library
from vatra.records.refusals import Refused

MANAGES = "social_worker"


def form_of(stored: Stored) -> dict[str, Any] | None:
    reading = stored.kind.reading
    return library().form(reading.changes_manager) if reading else None


def candidates(stored: Stored) -> list[Member]:
    """Social workers of the place, but for the present manager."""
    return [
        member
        for member in teams.team(stored.place_id).members
        if member.role == MANAGES and member.user_id != stored.view.manager_id
    ]


def reasons_of(form: Mapping[str, Any]) -> list[tuple[str, str]]:
    item = next(each for each in form["items"] if each["id"] == "reason")
    return [(option["code"], option["text"]) for option in item["options"]]


def change(stored: Stored, principal: Principal, given: Mapping[str, str]) -> tuple[str, ...]:
    """Name a new manager; what is wrong, in words, if he cannot be named."""
    to = next((each for each in candidates(stored) if each.user_id == given.get("manager_user")), None)
    if to is None:
        return ("Alegeți asistentul social care preia cazul.",)
    answers = {
        "from_on": given.get("from_on", ""),
        "manager_user": to.user_id,
        "manager_name": to.name,
        "reason": given.get("reason", ""),
    }
    note = given.get("reason_note", "").strip()
    if note:
        answers["reason_note"] = note
    try:
        actions.submit_one(principal=principal, record=record(stored, principal, answers))
    except Refused as refused:
        return tuple(each.message for each in refused.reasons)
    return ()


def record(stored: Stored, principal: Principal, answers: Mapping[str, Any]) -> dict[str, Any]:
    """The entry of a change, as the journal takes it."""
    form = form_of(stored)
    if form is None:
        raise ValueError("this kind of dossier has no manager")
    role = next(code for code in ROLES if code in principal.role_codes and code in form["who"])
    return {
        "id": uuid7(),
        "form": form["id"],
        "version": form["version"],
        "subject": {"type": "dossier", "id": stored.view.id},
        "group": stored.view.group_id,
        "place": stored.place_id,
        "dossier": stored.view.id,
        "author": principal.user_id,
        "role": role,
        "made_at": datetime.now(UTC).isoformat(),
        "app": "office",
        "answers": dict(answers),
    }


def place_name(place_id: int) -> str:
    return places.name_of(place_id)

"""What the page of a case's manager asks and does (protocol-2017/3.3.i)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from vatra.accounts.principals import Principal
from vatra.dossiers import managers
from vatra.dossiers.queries import Stored
from vatra.records import actions
from vatra.records.refusals import RefusedError


def reasons_of(form: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The reasons that the form of the change offers."""
    item = next(each for each in form["items"] if each["id"] == "reason")
    return [(option["code"], option["text"]) for option in item["options"]]


def change(stored: Stored, principal: Principal, given: Mapping[str, str]) -> tuple[str, ...]:
    """Name a new manager; what is wrong, in words, if he cannot be named."""
    known = managers.candidates(stored.place_id, stored.view.manager_id)
    to = next((each for each in known if each.user_id == given.get("manager_user")), None)
    form = managers.form_of(stored.kind)
    if to is None or form is None:
        return ("Alegeți asistentul social care preia cazul.",)
    answers = {
        "from_on": given.get("from_on", ""),
        "manager_user": to.user_id,
        "manager_name": to.name,
        "reason": given.get("reason", ""),
    }
    note = given.get("reason_note", "").strip()
    dossier = (stored.view.id, stored.view.group_id, stored.place_id)
    try:
        record = managers.record(form, dossier, principal, answers | ({"reason_note": note} if note else {}))
        actions.submit_one(principal=principal, record=record)
    except RefusedError as refused:
        return tuple(each.message for each in refused.reasons)
    return ()

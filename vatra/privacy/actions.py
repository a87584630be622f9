"""What the officer does for a request. Each act is written down with the request as its reason."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any, Final
from uuid import UUID

from vatra.accounts import access as rights
from vatra.accounts.principals import Principal
from vatra.database import scope
from vatra.kit.ids import uuid7
from vatra.kit.vocabulary import Sensitivity
from vatra.people import access, bindings, openings
from vatra.privacy import erasing, exporting, queries
from vatra.privacy.errors import ClosedRequestError, NoRequestError
from vatra.records import actions as journal
from vatra.records.queries import library

ROLE: Final = "data_protection_officer"


def write(*, principal: Principal, form: str, person_id: UUID, answers: Mapping[str, Any]) -> UUID:
    """One form of the officer about a person of the territory; the id of the entry.

    Raises:
        NoRequestError: the person is not in the territory.
        RefusedError: the answers are not good; the reasons are for the page.
    """
    rights.require(principal, "privacy.work")
    where = queries.home(principal, person_id)
    if where is None:
        raise NoRequestError
    entry_id = uuid7()
    record = {
        "id": entry_id,
        "form": form,
        "version": library().form(form)["version"],
        "subject": {"type": "person", "id": str(person_id)},
        "group": str(where[0]),
        "place": where[1],
        "author": principal.user_id,
        "role": ROLE,
        "made_at": datetime.now(UTC).isoformat(),
        "answers": dict(answers),
    }
    journal.submit_one(principal=principal, record=record)
    return UUID(entry_id)


def open_person(*, principal: Principal, request: queries.Row) -> openings.Opening:
    """Show the officer whose request it is; only while it waits for an answer."""
    if request["decided_on"] is not None:
        raise ClosedRequestError
    reason = f"Cererea din {request['received_on']:%d.%m.%Y} a persoanei ({request['id']})"
    return openings.open_for(principal=principal, group_id=request["group_id"], reason=reason)


def export(*, principal: Principal, request: queries.Row, what: str) -> dict[str, Any]:
    """Everything of the person, with the trace of it written first; an opening must run.

    Raises:
        ClosedRequestError: no opening runs for the request.
    """
    opened = openings.mine(principal, request["group_id"])
    if opened is None or request["decided_on"] is not None:
        raise ClosedRequestError
    access.write(
        principal=principal,
        group_id=request["group_id"],
        person_id=request["person_id"],
        what=what,
        sensitivities=[int(mark) for mark in Sensitivity if mark is not Sensitivity.pay],
        opening_id=opened.id,
    )
    with scope.system():
        return exporting.gather(request["person_id"])


def erase(*, principal: Principal, request: queries.Row, answers: Mapping[str, Any], on: date) -> erasing.Act:
    """Write the decision, then erase what the law does not keep. All or nothing.

    Raises:
        NothingToEraseError: the law keeps every entry; nothing is written.
    """
    with scope.system():  # one transaction for the decision and what follows from it
        decision = _decide(principal, request, answers)
        return erasing.erase(
            person_id=request["person_id"],
            user_id=UUID(principal.user_id),
            decision_id=decision,
            on=on,
        )


def _decide(principal: Principal, request: queries.Row, answers: Mapping[str, Any]) -> UUID:
    with scope.enter(principal.scope()):
        return write(
            principal=principal,
            form=bindings.forms_with("erasure.decide")[0],
            person_id=request["person_id"],
            answers={**answers, "request": str(request["id"])},
        )

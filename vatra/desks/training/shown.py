"""A file as its pages say it: checklist, money, refund, history, for its owner and for the organiser."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Final

from django.utils import timezone

from vatra.desks.training import documents, notices
from vatra.desks.training.models import Step
from vatra.desks.training.queries import Whole
from vatra.office.templatetags.office import day
from vatra.packs.training import calls, catalogue, eligibility, exams, payments, steps

# Questions as a list says them.
SHORT: Final = {"consent": "Acord pentru prelucrarea datelor", "permit_from": "Avizul este valabil de la"}


def whole(told: Whole) -> dict[str, Any]:
    """Everything the pages of a file show."""
    standing = told.standing
    paid = standing.paid(told.call)
    due = standing.due or told.call.payment_due
    return {
        "whole": told,
        "file": told.file,
        "standing": standing,
        "state": told.state,
        "route": catalogue.ROUTE_TITLES[told.file.route],
        "series": told.series,
        "lines": list(lines(told)),
        "details": list(details(told)),
        "due": due,
        "money": payments.words(paid, told.call.fee, due, has_proof=standing.proof_on is not None),
        "fee": payments.lei(told.call.fee),
        "payment_text": calls.payment_text(told.call, told.file.number),
        "refund": refund(standing.refund),
        "reasons": [(_named(one["field"]), one["reason"]) for one in standing.reasons],
        "history": [_said(one) for one in reversed(told.steps)],
        "reminder": eligibility.permit_reminder(told.file.draft, told.series.ends_on) if told.series else "",
        "exam": exam(told),
    }


def lines(told: Whole) -> Iterator[dict[str, Any]]:
    """Each slot: what is there, whether it may be filled now, what is to be corrected."""
    open_now = documents.open_slots(told)
    wrong = {one["field"]: one["reason"] for one in told.standing.reasons}
    for line in eligibility.checklist(
        told.file.route, told.file.draft, is_validated=told.standing.is_validated
    ):
        code = line.slot.code
        yield {
            "slot": line.slot, "document": told.documents.get(code), "is_open": code in open_now,
            "is_asked": line.is_asked, "wrong": wrong.get(code, ""),
        }  # fmt: skip


def details(told: Whole) -> Iterator[tuple[str, str]]:
    """Question and answer of what was written."""
    answers: Mapping[str, Any] = told.file.draft
    for item in steps.kinds()["details"].form["items"]:
        value = answers.get(item["id"])
        if value in (None, ""):
            continue
        yield SHORT.get(item["id"], item["text"]), _value(told, item, value)


def _value(told: Whole, item: Mapping[str, Any], value: Any) -> str:
    if item["id"] in ("profession", "diploma"):
        known = catalogue.professions().get(value)
        return known.title if known else str(value)
    if item["id"] == "series":
        return told.series.title if told.series else str(value)
    if item["type"] == "boolean":
        return "da" if value else "nu"
    if item["type"] == "choice":
        return str(next((one["text"] for one in item["options"] if one["code"] == value), value))
    return _day(value) if item["type"] == "date" else str(value)


def _day(value: Any) -> str:
    try:
        return str(day(date.fromisoformat(value)))
    except (TypeError, ValueError):
        return str(value)


def _named(code: str) -> str:
    slot = catalogue.slots().get(code)
    if slot:
        return f"Documentul {slot.number}: {slot.title}"
    items = steps.kinds()["details"].form["items"]
    return str(next((item["text"] for item in items if item["id"] == code), code))


def refund(told: Mapping[str, Any]) -> dict[str, str]:
    """What comes back, in words; empty where nothing was paid."""
    if not told:
        return {}
    amount, proposal = told.get("amount"), told.get("proposal")
    says = (
        f"Se restituie {payments.lei(Decimal(amount))}." if amount is not None else "Hotărăște organizatorul."
    )
    if amount is None and proposal:
        says += f" Propunerea: {payments.lei(Decimal(proposal))}."
    return {"says": says, "rule": told.get("rule", ""), "reason": told.get("reason", "")}


def exam(told: Whole) -> dict[str, Any]:
    """Registration, fee and the materials that it opens."""
    own, today = told.standing.exam, timezone.localdate()
    if own is None:
        return {}
    session = told.call.sessions.get(own.session)
    fee = session.fee or Decimal(0) if session else Decimal(0)
    is_again = bool(told.standing.failed)
    has_material = bool(told.series and told.series.body.get("has_material"))
    right = (
        exams.right(told.series.ends_on, told.standing.failed, session, told.sessions())
        if told.series and session and not own.result
        else None
    )
    return {
        "on": session.held_on if session else None,
        "fee": payments.lei(fee),
        "is_paid": own.paid >= fee > 0,
        "flag": right.flag if right else "",
        "reads": is_again and exams.may_read_material(own.registered_on, today, on_platform=has_material),
    }


def _said(step: Step) -> dict[str, Any]:
    kind = steps.kinds().get(step.name)
    return {
        "title": kind.done if kind else step.name, "on": step.on, "at": step.written_at, "words": notices.words(step),
        "by_rules": step.author_id is None,
    }  # fmt: skip

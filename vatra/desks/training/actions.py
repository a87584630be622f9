"""The one way a call or a file changes: rules asked, the step appended, what follows from it done.

All steps of a call wait for one another (its row is locked), so that places and the waiting list
are right whoever comes at the same time.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils import timezone

from vatra.accounts.principals import Principal
from vatra.database import scope
from vatra.desks.training import drafts, messages, queries, settling
from vatra.desks.training.errors import NotTakenError
from vatra.desks.training.models import Call, File, Step, Unit
from vatra.desks.training.queries import Whole
from vatra.kit.ids import uuid7
from vatra.packs.training import calls, exams, payments, refunds, steps
from vatra.packs.training.calls import BUCHAREST
from vatra.packs.training.catalogue import EMPLOYER, SELF


def open_call(principal: Principal, answers: Mapping[str, Any], *, on: date | None = None) -> UUID:
    """A new call; who opens it is its first organiser."""
    today = on or timezone.localdate()
    _refuse(steps.call_objections("call", None, answers, today))
    call_id = UUID(uuid7())
    with scope.system():
        Call.objects.create(id=call_id, organisers=[principal.user_id], body=dict(answers))
        _call_step(principal, call_id, "call", today, answers)
    return call_id


def change_call(
    principal: Principal,
    call_id: UUID,
    name: str,
    answers: Mapping[str, Any],
    key: str = "",
    on: date | None = None,
) -> None:
    """A step about the call: its settings, a programme (`key`: which), a session, a notice, a publication."""
    today = on or timezone.localdate()
    with scope.system():
        row = Call.objects.select_for_update().get(id=call_id, organisers__contains=[principal.user_id])
        _refuse(steps.call_objections(name, calls.parse(row.body), answers, today))
        row.body = changed(row.body, name, answers, key)
        row.save(update_fields=["body"])
        _call_step(principal, call_id, name, today, {**answers, "key": key})
        for series in row.body.get("series", {}):
            settling.promote(row, series, today)


def changed(body: Mapping[str, Any], name: str, answers: Mapping[str, Any], key: str) -> dict[str, Any]:
    """The call's body after the step."""
    now = {**body}
    match name:
        case "call":
            kept = {one: body[one] for one in ("series", "sessions", "notices") if one in body}
            return {**answers, **kept}
        case "series":
            code = key or free_key(answers["programme"], body.get("series", {}))
            before = body.get("series", {}).get(code, {})
            more = {"published_on": before["published_on"]} if "published_on" in before else {}
            now["series"] = {**body.get("series", {}), code: {**answers, **more}}
        case "session":
            code = key or free_key(answers["programme"], body.get("sessions", {}))
            now["sessions"] = {**body.get("sessions", {}), code: dict(answers)}
        case "publish":
            own = body["series"][answers["series"]]
            published = {**own, "published_on": answers["published_on"]}
            now["series"] = {**body["series"], answers["series"]: published}
        case "notice":
            now["notices"] = [*body.get("notices", ()), dict(answers)]
    return now


def free_key(programme: str, known: Iterable[str]) -> str:
    """``diabetes-1``, ``diabetes-2``: the next of a programme in the call."""
    taken = set(known)
    return next(key for n in range(1, 1000) if (key := f"{programme}-{n}") not in taken)


def register_unit(principal: Principal, answers: Mapping[str, Any]) -> None:
    """The health unit for which the user speaks."""
    if not calls.is_tax_code(answers["tax_code"]):
        raise NotTakenError([("tax_code", "Codul fiscal nu este corect.")])
    with scope.system():
        Unit.objects.update_or_create(owner_id=principal.user_id, defaults={"body": dict(answers)})


def begin(principal: Principal, call_id: UUID, request_id: UUID | None = None) -> UUID:
    """A draft of the nurse herself, or of her unit (`request_id`: one more nurse in the same request)."""
    route = SELF if principal.holds("applicant_nurse") else EMPLOYER
    with scope.system():
        if route == EMPLOYER and not Unit.objects.filter(owner_id=principal.user_id).exists():
            raise NotTakenError([("", "Înregistrați întâi unitatea sanitară.")])
        row = Call.objects.select_for_update().get(id=call_id)
        row.numbered += 1
        row.save(update_fields=["numbered"])
        file_id = UUID(uuid7())
        request = request_id or file_id
        File.objects.create(
            id=file_id,
            call_id=call_id,
            owner_id=principal.user_id,
            request_id=request,
            number=f"{row.body['opens_on'][:4]}{call_id.hex[-3:].upper()}-{row.numbered:05d}",
            route=route,
        )
    return file_id


def save_draft(file_id: UUID, answers: Mapping[str, Any]) -> None:
    """What is being written, kept as it is; nothing but a file not sent yet or returned."""
    with scope.system():
        File.objects.filter(id=file_id, state__in=("draft", "returned")).update(
            draft=dict(answers),
            name=str(answers.get("name", "")),
            membership=normal(answers.get("membership", "")),
            series=str(answers.get("series", "")),
        )


def normal(text: Any) -> str:
    return "".join(str(text).split()).upper()


def submit(principal: Principal, file_id: UUID, now: datetime | None = None) -> None:
    """Send a file; of a unit, every draft of the same request. NotTakenError lists what is missing."""
    moment = now or timezone.now()
    told = queries.whole(file_id)
    with scope.system():
        row = Call.objects.select_for_update().get(id=told.file.call_id)
        files = File.objects.filter(request_id=told.file.request_id, state__in=("draft", "returned"))
        wholes = [queries.of(file, row) for file in files.order_by("number")]
        for whole in wholes:
            _refuse(_unsendable(whole, moment))
        day = moment.astimezone(BUCHAREST).date()
        for whole in wholes:
            _write(principal, whole, "submit", day, {"details": whole.file.draft})


def _unsendable(whole: Whole, moment: datetime) -> list[tuple[str, str]]:
    return [(fault.field, fault.message) for fault in drafts.faults(whole, moment)]


def take(
    principal: Principal,
    file_id: UUID,
    name: str,
    answers: Mapping[str, Any],
    *,
    by: str = "organiser",
    on: date | None = None,
) -> None:
    """One step of a file that the user sees, by its organiser or its applicant; today unless `on` says when."""
    today = on or timezone.localdate()
    file = queries.whole(file_id).file
    with scope.system():
        row = Call.objects.select_for_update().get(id=file.call_id)
        whole = queries.of(File.objects.get(id=file_id), row)
        _refuse(steps.objections(name, by, whole.standing, answers, queries.around(whole, today)))
        _write(principal, whole, name, steps.day_of(answers, today), _more(whole, name, answers, today))
        settling.settle(row, file_id, today)


def _more(whole: Whole, name: str, answers: Mapping[str, Any], today: date) -> dict[str, Any]:
    """The answers with what the rules make of them at this moment."""
    told = dict(answers)
    if name == "withdraw":
        told["refund"] = refund(whole, steps.day_of(answers, today))
    if name == "exam_result" and answers["result"] == "failed" and whole.series and whole.standing.exam:
        failed = [*whole.standing.failed, whole.standing.exam.session]
        told["is_exhausted"] = exams.is_exhausted(whole.series.ends_on, failed, whole.sessions())
    return told


def refund(whole: Whole, withdrawn_on: date) -> dict[str, Any]:
    """What comes back by the rules; `amount` None where a person decides."""
    paid = whole.standing.paid(whole.call).total
    if not paid:
        return {}
    if whole.standing.valid_on is None or whole.series is None or whole.standing.state == "waiting_list":
        why = "înscrierea nu era valabilă: ce s-a plătit se întoarce"
        return {"amount": str(paid), "rule": why, "cites": ["inmss-2023/fee.full"]}
    rule = refunds.rules(withdrawn_on)
    found = refunds.outcome(whole.series.starts_on, withdrawn_on, min(paid, whole.call.fee), rule)
    return {
        "amount": None if found.amount is None else str(found.amount),
        "proposal": None if found.proposal is None else str(found.proposal),
        "rule": found.why,
        "cites": list(found.cites),
    }


def prove(principal: Principal, file_id: UUID, on: date | None = None) -> None:
    """The proof of payment came into its slot."""
    today = on or timezone.localdate()
    file = queries.whole(file_id).file
    with scope.system():
        row = Call.objects.select_for_update().get(id=file.call_id)
        whole = queries.of(File.objects.get(id=file_id), row)
        _write(principal, whole, "proof", today, {})
        settling.settle(row, file_id, today)


def add_organiser(principal: Principal, call_id: UUID, user_id: str) -> None:
    """A colleague who shall see the call's files."""
    with scope.system():
        row = Call.objects.select_for_update().get(id=call_id, organisers__contains=[principal.user_id])
        row.organisers = [*dict.fromkeys([*map(str, row.organisers), user_id])]
        row.save(update_fields=["organisers"])


def _write(principal: Principal, whole: Whole, name: str, on: date, body: Mapping[str, Any]) -> None:
    settling.append(whole.file, name, on, body, author=principal.user_id)
    messages.tell(whole.file.owner_id, whole.file.id, name)


def _call_step(principal: Principal, call_id: UUID, name: str, on: date, body: Mapping[str, Any]) -> None:
    Step.objects.create(call_id=call_id, name=name, on=on, author_id=principal.user_id, body=dict(body))


def _refuse(reasons: list[tuple[str, str]]) -> None:
    if reasons:
        raise NotTakenError(reasons)


def total_due(call: calls.Call, files: int) -> str:
    """The fee of a request with so many nurses."""
    return payments.lei(Decimal(files) * call.fee)

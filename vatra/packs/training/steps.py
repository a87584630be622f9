"""What may be done now, and why not: the rules that a step is asked before it is written."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any, Final

from vatra.kit import forms, yaml12
from vatra.packs.training import calls, catalogue, exams
from vatra.packs.training.calls import Call, Series
from vatra.packs.training.exams import Session
from vatra.packs.training.standing import Standing, shown

# The day a step speaks of, where it asks for one.
DAYS: Final = (
    "validated_on", "paid_on", "withdrawn_on", "day", "received_on", "done_on", "told_on", "published_on",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of step as `steps.yaml` declares it; `form` is compiled."""

    id: str
    title: str
    by: str
    about: str
    states: tuple[str, ...]
    cites: tuple[str, ...]
    message: str
    done: str
    form: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Around:
    """What a file stands in: its call, programme, today, units already filled, sessions of the programme."""

    call: Call
    series: Series | None
    today: date
    taken: Mapping[str, int] = field(default_factory=dict)
    sessions: Sequence[Session] = ()


@cache
def kinds() -> dict[str, Kind]:
    return {raw["id"]: _kind(raw) for raw in yaml12.load(catalogue.ROOT / "steps.yaml")}


def _kind(raw: Mapping[str, Any]) -> Kind:
    head = {
        "id": raw["id"], "version": "1", "title": raw["title"], "cites": raw["cites"], "subject": "dossier",
        "who": ["administrator"], "sensitivity": "personal", "items": raw["items"],
    }  # fmt: skip
    form = forms.compile_form(head, {}, "training")
    return Kind(
        raw["id"], raw["title"], raw["by"], raw.get("about", "file"), tuple(raw.get("from", ())),
        tuple(raw["cites"]), raw.get("message", ""), raw.get("done", raw["title"]), form,
    )  # fmt: skip


def possible(standing: Standing, by: str) -> list[Kind]:
    """Steps that somebody (organiser, applicant) may take from this state."""
    return [
        kind
        for kind in kinds().values()
        if kind.about == "file"
        and kind.by in (by, "both")
        and standing.state in kind.states
        and not _is_done(kind.id, standing)
    ]


def _is_done(name: str, standing: Standing) -> bool:
    """Steps that are taken once: not offered again."""
    refund = standing.refund
    done = {
        "paper": standing.paper_on is not None,
        "certificate": bool(standing.certificate),
        "refund": not refund or refund.get("amount") is not None,
    }
    return done.get(name, False)


def day_of(answers: Mapping[str, Any], today: date) -> date:
    named = next((answers[key] for key in DAYS if answers.get(key)), None)
    return date.fromisoformat(named) if named else today


def objections(
    name: str, by: str, standing: Standing, answers: Mapping[str, Any], around: Around
) -> list[tuple[str, str]]:
    """(question, reason) for everything that keeps the step from being taken."""
    kind = kinds()[name]
    if kind.by not in (by, "both"):
        return [("", "Acest pas îl face altcineva.")]
    if standing.state not in kind.states:
        title = catalogue.states()[shown(standing, around.call, around.series, around.today)].title
        return [("", f"Dosarul este {title}: pasul acesta nu se poate face acum.")]
    rule = RULES.get(name)
    return list(rule(standing, answers, around)) if rule else []


Rule = Callable[[Standing, Mapping[str, Any], Around], Iterator[tuple[str, str]]]


def _return(standing: Standing, answers: Mapping[str, Any], around: Around) -> Iterator[tuple[str, str]]:
    if not answers.get("reasons"):
        yield "reasons", "Scrieți cel puțin un lucru de corectat."


def _extend(standing: Standing, answers: Mapping[str, Any], around: Around) -> Iterator[tuple[str, str]]:
    if date.fromisoformat(answers["until"]) <= around.call.payment_due:
        yield "until", "Noul termen este după cel al apelului."


def _amount(standing: Standing, answers: Mapping[str, Any], around: Around) -> Iterator[tuple[str, str]]:
    if Decimal(answers["amount"]) <= 0:
        yield "amount", "Suma este mai mare decât zero."


def _refund(standing: Standing, answers: Mapping[str, Any], around: Around) -> Iterator[tuple[str, str]]:
    if standing.refund.get("amount") is not None:
        yield "amount", "Restituirea este deja hotărâtă de regulă."
    elif Decimal(answers["amount"]) > standing.paid(around.call).total:
        yield "amount", "Nu se restituie mai mult decât s-a plătit."


def _assign(standing: Standing, answers: Mapping[str, Any], around: Around) -> Iterator[tuple[str, str]]:
    units = (
        {unit_key(one.centre, one.name): one.places for one in around.series.units} if around.series else {}
    )
    wanted = answers["unit"]
    if wanted not in units:
        yield "unit", "Alegeți o unitate a programului."
    elif wanted != standing.unit and around.taken.get(wanted, 0) >= units[wanted]:
        yield "unit", "Unitatea nu mai are locuri: persoana rămâne nerepartizată."


def _begun(standing: Standing, answers: Mapping[str, Any], around: Around) -> Iterator[tuple[str, str]]:
    if around.series is None or day_of(answers, around.today) < around.series.starts_on:
        yield "", "Programul nu a început încă."


def _attend(standing: Standing, answers: Mapping[str, Any], around: Around) -> Iterator[tuple[str, str]]:
    yield from _begun(standing, answers, around)
    if around.series and day_of(answers, around.today) > around.series.ends_on:
        yield "day", "Ziua este după sfârșitul programului."


def _paper(standing: Standing, answers: Mapping[str, Any], around: Around) -> Iterator[tuple[str, str]]:
    yield from _begun(standing, answers, around)
    late = around.series and day_of(answers, around.today) > around.series.starts_on
    if late and not answers.get("reason"):
        yield "reason", "Dosarul se predă în prima zi. Pentru o primire mai târzie scrieți hotărârea."


def _certificate(standing: Standing, answers: Mapping[str, Any], around: Around) -> Iterator[tuple[str, str]]:
    if standing.certificate:
        yield "", "Adeverința este deja eliberată."
    if around.series and around.series.is_face_to_face and not standing.paper_on:
        yield "", "Lipsește dosarul pe hârtie: fără el nu se eliberează adeverința."
    if not any(standing.attendance.values()):
        yield "", "Nu este scrisă nicio prezență la curs."


def _exam(standing: Standing, answers: Mapping[str, Any], around: Around) -> Iterator[tuple[str, str]]:
    wanted = next((one for one in around.sessions if one.code == answers["session"]), None)
    if wanted is None or around.series is None:
        yield "session", "Alegeți o sesiune."
    elif wanted.held_on < around.today:
        yield "session", "Sesiunea a trecut."
    elif reason := exams.right(around.series.ends_on, standing.failed, wanted, around.sessions).refusal:
        yield "session", reason


def _result(standing: Standing, answers: Mapping[str, Any], around: Around) -> Iterator[tuple[str, str]]:
    session = around.call.sessions.get(standing.exam.session) if standing.exam else None
    if session and standing.exam and standing.exam.paid < (session.fee or 0):
        yield "", "Taxa de examen nu este plătită: candidatul nu este admis."


RULES: Final[Mapping[str, Rule]] = {
    "return": _return, "extend": _extend, "payment": _amount, "refund": _refund, "assign": _assign,
    "attend": _attend, "paper": _paper, "finals": _begun, "certificate": _certificate,
    "exam_register": _exam, "exam_fee": _amount, "exam_result": _result,
}  # fmt: skip


def unit_key(centre: str, unit: str) -> str:
    return f"{centre}, {unit}"


def call_objections(
    name: str, call: Call | None, answers: Mapping[str, Any], today: date
) -> list[tuple[str, str]]:
    """(question, reason) for a step about the call."""
    match name:
        case "call":
            return list(calls.faults(answers))
        case "series":
            known = answers["programme"] in catalogue.programmes()
            wrong = [] if known else [("programme", "Alegeți un program din listă.")]
            return [*wrong, *calls.series_faults(answers, today)]
        case "session":
            reason = exams.open_refusal(Decimal(answers["fee"]) if answers.get("fee") else None)
            return [("fee", reason)] if reason else []
        case "publish":
            return _publish(call, answers)
    return []


def _publish(call: Call | None, answers: Mapping[str, Any]) -> list[tuple[str, str]]:
    series = call.series.get(answers["series"]) if call else None
    if series is None:
        return [("series", "Alegeți programul.")]
    missing, _ = calls.publishing(series, day_of(answers, date.min))
    return [("series", f"Nu se poate publica: lipsesc {', '.join(missing)}.")] if missing else []

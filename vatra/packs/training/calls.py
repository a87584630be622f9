"""A call as its organiser set it: term, fee, account, programmes with places, exam sessions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any, Final
from zoneinfo import ZoneInfo

from stdnum import iban
from stdnum.exceptions import ValidationError
from stdnum.ro import cui

from vatra.packs.training import catalogue, places
from vatra.packs.training.exams import Session
from vatra.packs.training.places import Unit

BUCHAREST: Final = ZoneInfo("Europe/Bucharest")
PUBLISHED: Final = {
    "units": "centrele și unitățile de practică",
    "agenda_theory": "programul părții teoretice",
    "agenda_practice": "programul părții practice",
    "secretary_name": "numele secretarului",
    "secretary_contact": "datele de contact ale secretarului",
}


@dataclass(frozen=True, slots=True)
class Series:
    """One programme of the call, from its first to its last day."""

    code: str
    programme: str
    starts_on: date
    ends_on: date
    places: int
    direct_share: Decimal
    body: Mapping[str, Any] = field(default_factory=dict)
    units: tuple[Unit, ...] = ()
    published_on: date | None = None

    @property
    def title(self) -> str:
        return catalogue.programmes()[self.programme].title

    @property
    def direct(self) -> int:
        """Places that direct enrolment may take; none where the programme does not open it."""
        opens = catalogue.programmes()[self.programme].direct
        return places.direct_places(self.places, self.direct_share) if opens else 0

    @property
    def is_face_to_face(self) -> bool:
        return bool(self.body.get("face_to_face", True))


@dataclass(frozen=True, slots=True)
class Call:
    title: str
    opens_on: date
    closes_on: date
    payment_due: date
    fee: Decimal
    body: Mapping[str, Any] = field(default_factory=dict)
    series: Mapping[str, Series] = field(default_factory=dict)
    sessions: Mapping[str, Session] = field(default_factory=dict)


def parse(body: Mapping[str, Any]) -> Call:
    """The call of its stored answers."""
    return Call(
        title=body["title"],
        opens_on=_day(body["opens_on"]),
        closes_on=_day(body["closes_on"]),
        payment_due=_day(body["payment_due"]),
        fee=Decimal(str(body["fee"])),
        body=body,
        series={code: _series(code, one) for code, one in body.get("series", {}).items()},
        sessions={code: _session(code, one) for code, one in body.get("sessions", {}).items()},
    )


def _series(code: str, raw: Mapping[str, Any]) -> Series:
    units = (Unit(one["centre"], one["unit"], int(one["seats"])) for one in raw.get("units") or ())
    published = raw.get("published_on")
    return Series(
        code, raw["programme"], _day(raw["starts_on"]), _day(raw["ends_on"]), int(raw["places"]),
        Decimal(str(raw["direct_share"])), raw, tuple(units), _day(published) if published else None,
    )  # fmt: skip


def _session(code: str, raw: Mapping[str, Any]) -> Session:
    return Session(code, _day(raw["held_on"]), Decimal(str(raw["fee"])) if raw.get("fee") else None)


def _day(text: str) -> date:
    return date.fromisoformat(text)


def period_refusal(call: Call, moment: datetime) -> str:
    """Why nothing can be sent at this moment; the last day counts whole, in Romania's time."""
    day = moment.astimezone(BUCHAREST).date()
    if day < call.opens_on:
        return f"Înscrierea se deschide la {words(call.opens_on)}."
    return f"Înscrierea s-a închis la {words(call.closes_on)}." if day > call.closes_on else ""


def due_warning(call: Call, on: date) -> str:
    """Who sends late is told that the term of payment comes before the end of enrolment."""
    before = catalogue.settings().at("payment_warning_days", max(on, date(2023, 9, 4)))
    if on < call.payment_due - timedelta(days=before):
        return ""
    return (
        f"Taxa trebuie plătită până la {words(call.payment_due)}, iar dosarul se verifică înainte de plată. "
        "Sunați la INMSS: termenul se poate prelungi numai printr-o hotărâre cu motiv."
    )


def faults(body: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """What is wrong with a call: order of days, account, tax number. (field, message)"""
    if body["closes_on"] < body["opens_on"]:
        yield "closes_on", "Înscrierea se închide înainte de a se deschide."
    if not is_iban(body["iban"]):
        yield "iban", "Contul IBAN nu este corect: cifrele de control nu se potrivesc."
    if not cui.is_valid(body["tax_code"]):
        yield "tax_code", "Codul fiscal nu este corect."


def is_iban(text: str) -> bool:
    """Letters at the end belong to the account: the whole is divided, mod 97 = 1."""
    try:
        iban.validate(text, check_country=False)
    except ValidationError:
        return False
    return True


def is_tax_code(text: str) -> bool:
    return bool(cui.is_valid(text))


def series_faults(body: Mapping[str, Any], on: date) -> Iterator[tuple[str, str]]:
    """What is wrong with a programme of a call."""
    if body["ends_on"] < body["starts_on"]:
        yield "ends_on", "Programul se termină înainte de a începe."
    refused = places.share_refusal(Decimal(str(body["direct_share"])), max(on, date(2023, 9, 4)))
    if refused:
        yield "direct_share", refused


def publishing(series: Series, on: date) -> tuple[list[str], bool]:
    """What is missing to publish the distribution, and whether the day is too late."""
    missing = [title for key, title in PUBLISHED.items() if not series.body.get(key)]
    least = catalogue.settings().at("publish_days", max(on, date(2023, 9, 4)))
    return missing, (series.starts_on - on).days < least


def payment_text(call: Call, number: str) -> str:
    """What the payer writes: the file's number (by it the payment is found) and the tax number."""
    return f"Taxa de participare, dosar {number}, CIF {call.body['tax_code']}"


def words(day: date) -> str:
    return day.strftime("%d.%m.%Y")

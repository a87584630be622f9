"""Held entries as lists show them: why, whose, which form, where, since when. No answer, no name of a person."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, Final

from django.utils import timezone

from vatra.accounts.principals import Principal
from vatra.office.queries import entries, rows
from vatra.records import held
from vatra.records.held import Entry
from vatra.records.queries import library
from vatra.records.refusals import EXPLANATIONS, Explanation

MOST: Final = 200
STATES: Final = {"retinute": "reținute acum", "incheiate": "încheiate", "toate": "toate"}
AGES: Final = {"": "oricât", "7": "peste 7 zile", "30": "peste 30 de zile"}
OPTIONS: Final = """
SELECT DISTINCT q.form, q.place_id, p.name AS place, code
FROM records_quarantine q LEFT JOIN places_place p ON p.siruta = q.place_id, unnest(q.codes) AS code
WHERE {mine}
"""
COUNT: Final = "SELECT count(*) AS n FROM records_quarantine q WHERE q.state = 'held' AND {mine}"


@dataclass(frozen=True, slots=True)
class Wanted:
    """The filter, as the address tells it; whatever is not known there is left out."""

    state: str = "retinute"
    code: str = ""
    form: str = ""
    place: int = 0
    days: int = 0

    @property
    def sentence(self) -> str:
        """Read aloud after "Înregistrări"."""
        parts = [STATES[self.state] if self.state != "toate" else "reținute și încheiate"]
        parts += [f"formularul „{title(self.form)}”"] if self.form else []
        parts += [SHORT[self.code]] if self.code else []
        return ", ".join(parts + ([f"de peste {self.days} de zile"] if self.days else []))


SHORT: Final[Mapping[str, str]] = {
    "unreadable": "fișier stricat",
    "unknown_form": "formular necunoscut",
    "withdrawn_form": "formular retras",
    "out_of_scope": "fără drept în localitate",
    "role_not_allowed": "altă profesie",
    "wrong_author": "alt autor",
    "unknown_subject": "așteaptă altă înregistrare",
    "wrong_subject": "despre altceva",
    "already_known": "înregistrat deja",
    "restricted": "prelucrare restricționată",
    "unknown_prev": "corectează o intrare lipsă",
    "settled_badly": "lămurire greșită",
    "reason_missing": "fără motiv",
    "invalid": "răspunsuri de corectat",
    "guard": "oprită de regulile dosarului",
    "id_reused": "număr folosit deja",
    "taken_over": "preluată de un coleg",
    "account_ended": "cont sau telefon scos din uz",
    "server_fault": "greșeală a serverului",
}


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the list."""

    entry: Entry
    title: str

    @property
    def whys(self) -> list[str]:
        return [SHORT.get(code, code) for code in self.entry.codes]

    @property
    def days(self) -> int:
        return (timezone.now() - self.entry.received_at).days


@dataclass(frozen=True, slots=True)
class Options:
    """What the list can be narrowed to: only what stands in it."""

    forms: dict[str, str] = field(default_factory=dict)
    places: dict[int, str] = field(default_factory=dict)
    codes: dict[str, str] = field(default_factory=dict)


def wanted(given: Mapping[str, str]) -> Wanted:
    place, days = given.get("loc", ""), given.get("vechime", "")
    return Wanted(
        state=given.get("stare", "") if given.get("stare") in STATES else "retinute",
        code=given.get("motiv", "") if given.get("motiv") in SHORT else "",
        form=given.get("formular", "") if given.get("formular") in library().newest() else "",
        place=int(place) if place.isascii() and place.isdigit() and len(place) < 10 else 0,
        days=int(days) if days in AGES and days else 0,
    )


def listed(principal: Principal, ask: Wanted) -> list[Line]:
    """The oldest first, 200 at most. One statement."""
    where, arguments = _mine(principal)
    if ask.state != "toate":
        where += " AND q.state = 'held'" if ask.state == "retinute" else " AND q.state <> 'held'"
    for clause, value in (("%s = ANY (q.codes)", ask.code), ("q.form = %s", ask.form)):
        where, arguments = (f"{where} AND {clause}", [*arguments, value]) if value else (where, arguments)
    if ask.place:
        where, arguments = f"{where} AND q.place_id = %s", [*arguments, ask.place]
    if ask.days:
        where += " AND q.received_at < %s"
        arguments = [*arguments, timezone.now() - timedelta(days=ask.days)]
    found = held.rows(where, arguments, f"q.received_at, q.key LIMIT {MOST}")
    return lines(principal, found)


def lines(principal: Principal, found: Iterable[Entry]) -> list[Line]:
    return [Line(entry, title_for(principal, entry)) for entry in found]


def options(principal: Principal) -> Options:
    where, arguments = _mine(principal)
    made = Options()
    for row in rows.many(OPTIONS.format(mine=where), arguments):
        if row["form"]:
            made.forms[row["form"]] = title(row["form"])
        if row["place"]:
            made.places[row["place_id"]] = row["place"]
        made.codes[row["code"]] = SHORT.get(row["code"], row["code"])
    return made


def count(principal: Principal) -> int:
    """How many wait for this reader now."""
    where, arguments = _mine(principal)
    found = rows.one(COUNT.format(mine=where), arguments)
    return int(found["n"]) if found else 0


def waiting(principal: Principal, most: int = 5) -> list[Line]:
    """The oldest that wait for this reader."""
    where, arguments = _mine(principal)
    return lines(
        principal, held.rows(f"q.state = 'held' AND {where}", arguments, f"q.received_at, q.key LIMIT {most}")
    )


def explained(entry: Entry) -> list[Explanation]:
    return [EXPLANATIONS[code] for code in entry.codes if code in EXPLANATIONS]


def form_of(name: str) -> dict[str, Any] | None:
    return library().newest().get(name)


def title(name: str) -> str:
    form = form_of(name)
    return str(form["title"]) if form else "Formular necunoscut"


def title_for(principal: Principal, entry: Entry) -> str:
    """The form's name; not where the form itself tells more than the reader may know."""
    form = form_of(entry.form)
    is_hidden = form is not None and form.get("sensitivity") not in principal.sensitivities
    return entries.RESTRICTED if is_hidden and not entry.is_readable_by(principal) else title(entry.form)


def _mine(principal: Principal) -> tuple[str, list[Any]]:
    """Of a worker: what he wrote or was handed. The territory of a coordinator is the database's to say."""
    if principal.level != "local":
        return "true", []
    return "(q.author_id = %s OR q.handed_to_id = %s)", [principal.user_id, principal.user_id]

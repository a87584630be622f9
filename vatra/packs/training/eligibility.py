"""May this file be sent: period, matrix, route, permit, names, documents. Each refusal names its field."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from vatra.packs.training import calls, catalogue
from vatra.packs.training.calls import BUCHAREST, Call
from vatra.packs.training.catalogue import EMPLOYER, SELF, Programme, Slot


@dataclass(frozen=True, slots=True)
class Fault:
    """`field`: the question or the document's slot."""

    field: str
    message: str
    cites: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A slot of the checklist: asked or not yet, and why."""

    slot: Slot
    is_open: bool
    is_asked: bool


def offered(profession: str, route: str = EMPLOYER) -> list[Programme]:
    """Programmes open to a profession by a route, in the notice's order."""
    row = catalogue.professions().get(profession)
    found = [catalogue.programmes()[code] for code in row.programmes] if row else []
    chosen = [one for one in found if route == EMPLOYER or one.direct]
    return sorted(chosen, key=lambda one: one.position or (99,))


def names_differ(details: Mapping[str, Any]) -> bool:
    first, second = (_name(details.get(key)) for key in ("name_on_diploma", "name_on_card"))
    return bool(first and second and first != second)


def _name(text: Any) -> str:
    return " ".join(sorted(str(text or "").casefold().replace("-", " ").split()))


def checklist(route: str, details: Mapping[str, Any], *, is_validated: bool) -> list[Line]:
    """The slots of a file. The proof of payment opens only after validation."""
    found = []
    for slot in catalogue.slots().values():
        if route not in slot.routes or (slot.when == "names_differ" and not names_differ(details)):
            continue
        is_open = slot.when != "validated" or is_validated
        found.append(Line(slot, is_open, is_open))
    return found


def faults(
    call: Call, route: str, details: Mapping[str, Any], present: Collection[str], moment: datetime
) -> list[Fault]:
    """Everything that keeps the file from being sent; empty when it may go."""
    found = [*_period(call, moment), *_programme(call, route, details)]
    found += _permit(route, details, moment.astimezone(BUCHAREST).date())
    if not details.get("consent") and route == SELF:
        found.append(Fault("consent", "Lipsește acordul pentru prelucrarea datelor.", ("inmss-2023/doc.5",)))
    return [*found, *_documents(route, details, present)]


def _period(call: Call, moment: datetime) -> Iterator[Fault]:
    if reason := calls.period_refusal(call, moment):
        yield Fault("series", reason, ("inmss-2023/call.period",))


def _programme(call: Call, route: str, details: Mapping[str, Any]) -> Iterator[Fault]:
    series = call.series.get(details.get("series", ""))
    row = catalogue.professions().get(details.get("profession", ""))
    if row is None:
        yield Fault("profession", "Alegeți profesia.", ("inmss-2023/submit.who",))
        return
    if not row.programmes:
        yield Fault(
            "profession",
            "Nu este niciun program deschis pentru profesia dumneavoastră în acest apel.",
            ("inmss-2023/target.others",),
        )
        return
    if series is None:
        yield Fault("series", "Alegeți programul.", ("inmss-2023/submit.who",))
        return
    title = series.title
    if series.programme not in row.programmes:
        yield Fault("series", f"Programul {title} nu este deschis pentru: {row.title.lower()}.", row.cites)
    elif route == SELF and not catalogue.programmes()[series.programme].direct:
        yield Fault(
            "series",
            f"La {title} nu vă puteți înscrie singur: cererea o trimite angajatorul.",
            ("inmss-2023/submit.self_programmes",),
        )
    diploma = catalogue.professions().get(details.get("diploma", ""))
    if diploma is None or series.programme not in diploma.programmes:
        yield Fault("diploma", f"Diploma aleasă nu se potrivește cu {title}.", ("inmss-2023/doc.2",))


def _permit(route: str, details: Mapping[str, Any], on: date) -> Iterator[Fault]:
    until = details.get("permit_until")
    if not until:
        yield Fault("permit_until", "Scrieți până când este valabil avizul.", ("inmss-2023/doc.3b",))
    elif date.fromisoformat(until) < on:
        why = "Pentru înscrierea directă avizul" if route == SELF else "Avizul"
        yield Fault(
            "permit_until", f"{why} de liberă practică trebuie să fie valabil.", ("inmss-2023/quota.permit",)
        )


def permit_reminder(details: Mapping[str, Any], ends_on: date) -> str:
    """A permit that ends before the course does: sent, with a reminder."""
    until = details.get("permit_until")
    if not until or date.fromisoformat(until) >= ends_on:
        return ""
    return (
        f"Avizul de liberă practică expiră la {calls.words(date.fromisoformat(until))}, înainte de sfârșitul "
        "programului. Reînnoiți-l și adăugați-l aici."
    )


def _documents(route: str, details: Mapping[str, Any], present: Collection[str]) -> Iterator[Fault]:
    for line in checklist(route, details, is_validated=False):
        if line.is_asked and line.slot.code not in present:
            message = (
                f"Lipsește documentul {line.slot.number}: {line.slot.title[0].lower()}{line.slot.title[1:]}."
            )
            yield Fault(line.slot.code, message, line.slot.cites)

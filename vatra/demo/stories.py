"""What happens to a household over the months: entries as the team would have written them."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Final

from vatra.accounts.principals import Principal
from vatra.demo import filling, ids
from vatra.demo.filling import Mood
from vatra.demo.households import Home, Somebody
from vatra.records.queries import library

PACK: Final = "integrated_services"
AREAS: Final = (*("social_assistance", "health", "education", "employment", "housing", "identity_documents"),)
FIRST_HOUR: Final = time(9, 0)
Entry = dict[str, Any]


@dataclass(frozen=True, slots=True)
class About:
    """Whom an entry is about: the case if ``in_case``, else the person, else the household."""

    home: Home
    person: Somebody | None = None
    dossier: str | None = None
    in_case: bool = False

    @property
    def subject(self) -> dict[str, str]:
        if self.in_case and self.dossier:
            return {"type": "dossier", "id": self.dossier}
        if self.person:
            return {"type": "person", "id": self.person.id}
        return {"type": "household", "id": self.home.id}


@dataclass(slots=True)
class Writer:
    """Somebody of the team, with the dice; writes entries of one commune."""

    principal: Principal
    place_id: int
    choose: random.Random
    today: date

    @property
    def role(self) -> str:
        return self.principal.roles[0][0]

    def entry(self, form_id: str, about: About, on: date, wishes: Mapping[str, Any] | None = None) -> Entry:
        """One entry of this writer, made on a day."""
        home, person = about.home, about.person
        made = datetime.combine(on, FIRST_HOUR, UTC) + timedelta(minutes=self.choose.randint(0, 420))
        form = library().form(form_id)
        given = {form["date"]: on.isoformat()} if form.get("date") else {}
        context = self._context(home, person, on)
        mood = Mood(self.choose, home.hardship, tuple(p.id for p in home.people), home.village)
        answers = filling.fill(form_id, context, mood, given | dict(wishes or {}))
        return {
            "id": ids.at(self.choose, made),
            "form": form_id,
            "version": form["version"],
            "subject": about.subject,
            "group": home.id,
            "place": self.place_id,
            "dossier": about.dossier,
            "author": self.principal.user_id,
            "role": self.role,
            "made_at": made.isoformat(),
            "app": "demo",
            "answers": answers,
        }

    def _context(self, home: Home, person: Somebody | None, on: date) -> dict[str, Any]:
        known = (
            {"id": person.id, "sex": person.sex, "birth_date": person.birth_date.isoformat()}
            if person
            else {}
        )
        return {
            "today": on.isoformat(),
            "date": on.isoformat(),
            "role": self.role,
            "place": self.place_id,
            "person": known,
            "household": {"size": len(home.people)},
        }


def registration(writer: Writer, home: Home, on: date) -> Iterator[Entry]:
    """The household and its people enter the evidence."""
    family = home.people[0].family_name
    told = {
        "locality": home.village,
        "street": home.street,
        "number": home.number,
        "household_name": f"Familia {family}",
    }
    yield writer.entry("registry/household", About(home), on, told)
    for person in home.people:
        born = max(on, person.birth_date)
        facts = {
            "family_name": person.family_name,
            "given_name": person.given_name,
            "sex": person.sex,
            "birth_date": person.birth_date.isoformat(),
            "id_state": person.id_state,
            "cnp": person.cnp,
            "relation": person.relation,
        }
        yield writer.entry("registry/person", About(home, person), born, facts)


def assessment(writer: Writer, home: Home, on: date) -> Iterator[Entry]:
    """The dwelling and each person are assessed."""
    children = sum(person.age(on) < 18 for person in home.people)
    told = {"persons_living": len(home.people), "children_living": children}
    yield writer.entry(f"{PACK}/household_assessment", About(home), on, told)
    for person in home.people:
        if person.birth_date <= on:
            yield writer.entry(f"{PACK}/person_assessment", About(home, person), on)


def visit(writer: Writer, home: Home, on: date, dossier: str | None) -> Entry:
    """A home visit, with the next one agreed."""
    told = {
        "outcome": "done",
        "urgent_found": False,
        "first_contact": dossier is None,
        "household_state": "same",
        "next_visit_on": (on + timedelta(days=28)).isoformat(),
    }
    return writer.entry(f"{PACK}/home_visit", About(home, dossier=dossier), on, told)


def signal(writer: Writer, home: Home, on: date) -> Entry:
    """Somebody of the team tells of the household."""
    is_urgent = writer.choose.random() < home.hardship / 4
    told = {
        "violence_suspected": "no",
        "urgent": is_urgent,
        "urgent_reason": "Familia nu are hrană și căldură pentru zilele următoare." if is_urgent else None,
        "description": "Familia are nevoie de sprijin; vecinii au cerut să mergem.",
    }
    return writer.entry(f"{PACK}/signal", About(home), on, told)


def casework(
    writer: Writer, home: Home, dossier: str, needs: list[tuple[str, str, str | None]], on: date
) -> Iterator[Entry]:
    """The social worker's part: risks, initial assessment, first plan. ``needs``: area, code, person."""
    about = About(home, dossier=dossier, in_case=True)
    told: dict[str, Any] = {"urgent": False, "risks_state": "none", "protection_state": "none"}
    yield writer.entry(f"{PACK}/risk_assessment", about, on, told)
    by_area = {area: [need for need in needs if need[0] == area] for area in AREAS}
    states: dict[str, Any] = {}
    for area, found in by_area.items():
        states[f"{area}_state"] = "needs" if found else "none"
        if found:
            rows = [{f"{area}_need": code, f"{area}_person": person} for _, code, person in found]
            states[f"{area}_needs"] = [{k: v for k, v in row.items() if v} for row in rows]
    states["causes"] = "Venituri mici și nesigure."
    yield writer.entry(f"{PACK}/initial_assessment", about, on, states)
    if needs:
        yield plan(writer, home, dossier, needs, on + timedelta(days=7))


def plan(
    writer: Writer, home: Home, dossier: str, needs: list[tuple[str, str, str | None]], on: date
) -> Entry:
    """The initial plan: for each need an objective and something that somebody does by a day."""
    objectives, interventions = [], []
    for number, (area, code, person) in enumerate(needs[:4], start=1):
        objectives.append(
            {
                "objective_no": number,
                "objective_need": code,
                "objective_person": person,
                "objective_priority": number,
                "objective_text": "Nevoia este acoperită și rămâne așa.",
            }
        )
        term = on + timedelta(days=writer.choose.choice((14, 30, 60)))
        interventions.append(
            {
                "intervention_no": number,
                "intervention_objective": number,
                "intervention_person": person,
                "intervention_text": TODO.get(area, "Sprijin pentru familie"),
                "service_group": "information",
                "responsible_role": DOES.get(area, "social_worker"),
                "start_on": on.isoformat(),
                "term_on": term.isoformat(),
                "expected_result": "Nevoia este rezolvată la următoarea vizită.",
            }
        )
    told = {
        "objectives": [_present(row) for row in objectives],
        "interventions": [_present(row) for row in interventions],
        "agreement": "agrees",
    }
    return writer.entry(f"{PACK}/initial_plan", About(home, dossier=dossier, in_case=True), on, told)


TODO: Final = {
    "social_assistance": "Depunerea cererii pentru drepturi și legătura cu primăria",
    "health": "Înscriere la medicul de familie și urmărirea tratamentului",
    "education": "Întâlnire cu școala și sprijin la înscriere",
    "employment": "Înscriere la agenția de ocupare",
    "housing": "Sprijin pentru repararea locuinței",
    "identity_documents": "Programare la evidența persoanelor",
}
DOES: Final = {"health": "community_nurse", "education": "school_mediator"}


def _present(row: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in row.items() if value is not None}

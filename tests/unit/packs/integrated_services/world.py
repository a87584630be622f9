"""Histories of a household written by names (`sanda`, `c17`), folded with the real pack."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from vatra.kit import forms, journal
from vatra.kit.dossiers import DossierView, Entry, Finding, GroupView, Item, Member, Task
from vatra.kit.findings import findings_history
from vatra.kit.packs import Library, library
from vatra.packs.integrated_services import dossiers, names

PEOPLE = ("ana", "radu", "dan", "maria")
HOUSE = "casa"
PLACE, COUNTY = 35731, 5


def uid(name: str) -> str:
    """The id behind a name."""
    return str(uuid5(NAMESPACE_URL, name))


def named(value: Any) -> Any:
    """The same answers with each `@name` replaced by its id."""
    if isinstance(value, str):
        return uid(value[1:]) if value.startswith("@") else value
    if isinstance(value, Mapping):
        return {key: named(inner) for key, inner in value.items()}
    return [named(inner) for inner in value] if isinstance(value, list) else value


def packs() -> Library:
    return library()


@dataclass
class History:
    """Records of one household, in the order in which the server took them."""

    entries: list[Entry] = field(default_factory=list)
    findings: tuple[Finding, ...] | None = None
    conflicts: tuple[tuple[str, ...], ...] = ()

    def add(
        self,
        form: str,
        on: str,
        answers: Mapping[str, Any] | None = None,
        *,
        by: str = "sanda",
        role: str = names.SOCIAL_WORKER,
        called: str | None = None,
        dossier: str | None = None,
        person: str | None = None,
        prev: str | None = None,
    ) -> Entry:
        """One more record, called by a name. `dossier` names a case by the record that opened it."""
        compiled = packs().form(form if "/" in form else f"{names.CODE}/{form}")
        day = date.fromisoformat(on)
        own = uid(called or f"{form} {on} {len(self.entries)}")
        case = uid(dossier) if dossier else None
        subjects = {
            "dossier": case or own,
            "household": uid(HOUSE),
            "person": uid(person or "ana"),
            "place": str(PLACE),
        }
        entry = Entry(
            id=own,
            form=compiled["id"],
            version=compiled["version"],
            stage=compiled.get("stage"),
            subject_type=compiled["subject"],
            subject_id=subjects[compiled["subject"]],
            group_id=uid(HOUSE),
            dossier_id=case or (own if compiled["subject"] == "dossier" else None),
            place_id=PLACE,
            author_id=uid(by),
            role=role,
            occurred_on=day,
            made_at=datetime.combine(day, time(10), UTC),
            seq=len(self.entries) + 1,
            answers={compiled["date"]: on, **named(answers or {})},
            prev_id=uid(prev) if prev else None,
        )
        self.entries.append(entry)
        return entry

    def without(self, entry: Entry) -> "History":
        return replace(self, entries=[e for e in self.entries if e is not entry])

    def view(self) -> GroupView:
        effective = journal.effective(
            journal.Journalled(e, "correction" if e.prev_id else "new", e.made_at) for e in self.entries
        ).entries
        members = tuple(Member(uid(name), None, None) for name in PEOPLE)
        found = self.findings
        if found is None:
            found = findings_history(effective, packs().rulebook, members)
        return GroupView(uid(HOUSE), PLACE, COUNTY, effective, members, found, self.conflicts)

    def cases(self) -> tuple[DossierView, ...]:
        return dossiers.derive(self.view(), packs().parameters[names.CODE])

    def case(self) -> DossierView:
        """The only case."""
        (case,) = self.cases()
        return case

    def issues(self) -> list[str]:
        """What the real forms say against the records' answers."""
        return [
            f"{entry.form} {entry.occurred_on}: {issue.path}:{issue.code}"
            for entry in self.entries
            for issue in _checked(entry)
        ]


def _checked(entry: Entry) -> tuple[forms.Issue, ...]:
    form = packs().form(entry.form)
    context = {"today": "2030-01-01", "date": entry.occurred_on.isoformat(), "role": entry.role}
    return forms.check(form, entry.answers, context, packs().parameters_of(entry.form)).issues


def items(case: DossierView, kind: str, **facts: Any) -> list[Item]:
    return [i for i in case.items if i.kind == kind and _has(i, facts)]


def tasks(case: DossierView, form: str | None = None, **facts: Any) -> list[Task]:
    full = f"{names.CODE}/{form}" if form else None
    return [t for t in case.tasks if (full is None or t.form == full) and _has(t, facts)]


def _has(thing: Item | Task, facts: Mapping[str, Any]) -> bool:
    return all(getattr(thing, name) == value for name, value in facts.items())


def finding(
    code: str, opened: str, closed: str | None = None, *, person: str | None = None, urgency: int = 1
) -> Finding:
    """A finding made by hand, for histories that need no form to find it."""
    known = packs().catalogue.vulnerabilities[code]
    return Finding(
        key=f"{code}:{person}:{opened}",
        code=code,
        person_id=uid(person) if person else None,
        area=known.area,
        urgency=urgency,
        favourable=known.favourable,
        sensitivity=known.sensitivity,
        opened_on=date.fromisoformat(opened),
        closed_on=date.fromisoformat(closed) if closed else None,
        record_id=uid("somebody's record"),
        closed_by=None,
        who_role=names.NURSE,
    )


# ---- answers that the forms accept, for tests that look elsewhere ----

SIGNAL = {
    "source": "neighbour",
    "kinds": ["no_income"],
    "description": "Nu au venit.",
    "violence_suspected": "no",
    "urgent": False,
}
RISKS = {"urgent": False, "risks_state": "none", "protection_state": "none"}


def assessed(**needs: list[dict[str, Any]]) -> dict[str, Any]:
    """A complete initial assessment: the named areas have needs, the others none."""
    answers: dict[str, Any] = {"exclusion_risks": ["none"]}
    for area in ("social_assistance", "health", "education", "employment", "housing", "identity_documents"):
        rows = [{f"{area}_{key}": value for key, value in row.items()} for row in needs.get(area, [])]
        answers[f"{area}_state"] = "needs" if rows else "none"
        if rows:
            answers[f"{area}_needs"] = rows
    return answers


def objective(no: int, need: str, person: str | None = None, **more: Any) -> dict[str, Any]:
    given = {"objective_no": no, "objective_need": need, "objective_text": "Să se rezolve.", **more}
    return given | ({"objective_person": f"@{person}"} if person else {})


def line(no: int, objective: int = 1, **more: Any) -> dict[str, Any]:
    return {
        "intervention_no": no,
        "intervention_objective": objective,
        "intervention_text": f"Activitatea {no}",
        "service_group": "social_support",
        "responsible_role": names.SOCIAL_WORKER,
        "start_on": "2026-05-10",
        "term_on": "2026-06-10",
        "expected_result": "S-a făcut.",
        **more,
    }


def plan(*lines: dict[str, Any], objectives: list[dict[str, Any]] | None = None) -> dict[str, Any]:
    return {
        "objectives": objectives or [objective(1, "NID_01", "ana")],
        "interventions": list(lines),
        "agreement": "not_present",
    }


REVISED = {
    "revision_reason": "new_need",
    "revision_note": "S-a schimbat ceva.",
    "contributors": [{"contributor_role": names.SOCIAL_WORKER}],
}

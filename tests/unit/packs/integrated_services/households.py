"""Households of a commune with their people and records, counted by the pack's own indicators."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from typing import Any

from tests.unit.packs.integrated_services.world import COUNTY, PLACE, uid
from vatra.kit import forms, indicators, months
from vatra.kit.dossiers import DossierView, Entry, GroupView, Member
from vatra.kit.findings import context_of, findings_history
from vatra.kit.packs import library
from vatra.packs.integrated_services import dossiers, names

ALL = library()
BY_CODE = {one.code: one for one in ALL.indicators}


@dataclass
class Household:
    """`people`: name -> (sex, birth date). Records are checked by the real forms when they are added."""

    name: str = "casa"
    people: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    locality: int | None = None
    entries: list[Entry] = field(default_factory=list)

    @property
    def members(self) -> tuple[Member, ...]:
        return tuple(Member(self._id(name), sex, born) for name, (sex, born) in self.people.items())

    def _id(self, name: str) -> str:
        return uid(f"{self.name}/{name}")

    def add(self, form: str, on: str, answers: Mapping[str, Any], **who: Any) -> Entry:
        """One more record; who: person (its subject), role, case (the record that opened it)."""
        compiled = ALL.form(f"{names.CODE}/{form}")
        case, own = who.get("case"), uid(f"{self.name}/{form}/{len(self.entries)}")
        subjects = {"household": uid(self.name), "dossier": case or own, "place": own}
        subject = self._id(who["person"]) if "person" in who else subjects[compiled["subject"]]
        entry = Entry(
            id=own,
            form=compiled["id"],
            version=compiled["version"],
            stage=compiled["stage"],
            subject_type=compiled["subject"],
            subject_id=subject,
            group_id=uid(self.name),
            dossier_id=case,
            place_id=PLACE,
            author_id=uid("author"),
            role=who.get("role", names.SOCIAL_WORKER),
            occurred_on=date.fromisoformat(on),
            made_at=datetime.combine(date.fromisoformat(on), time(10), UTC),
            seq=len(self.entries) + 1,
            answers={compiled["date"]: on, **answers},
            prev_id=None,
        )
        context = context_of(entry, self.members)
        checked = forms.check(compiled, entry.answers, context, ALL.parameters_of(entry.form))
        wrong = [issue for issue in checked.issues if issue.code not in ("required", "unknown_item")]
        assert wrong == [], wrong
        self.entries.append(entry)
        return entry

    def view(self) -> GroupView:
        entries = tuple(sorted(self.entries, key=lambda entry: (entry.occurred_on, entry.seq)))
        found = findings_history(entries, ALL.rulebook, self.members)
        return GroupView(
            uid(self.name), PLACE, COUNTY, entries, self.members, found, locality_id=self.locality
        )

    def dossiers(self, view: GroupView) -> tuple[DossierView, ...]:
        return dossiers.derive(view, ALL.parameters[names.CODE])


@dataclass(frozen=True)
class Figure:
    """Numerator and denominator at the end of a month (stock) or within it (flow)."""

    value: int
    of: int
    by_code: Mapping[str | None, int]


def figure(code: str, month: str, *households: Household) -> Figure:
    definition = BY_CODE[code]
    wanted = months.month_of(date.fromisoformat(f"{month}-01"))
    parts: dict[str, Counter[str | None]] = {"n": Counter(), "d": Counter()}
    for household in households:
        view = household.view()
        cells = indicators.contributions(view, household.dossiers(view), [definition])
        for cell, number in cells.items():
            if cell.month == wanted or (definition.is_stock and cell.month < wanted):
                parts[cell.part][cell.code] += number
    by_code = {key: number for key, number in parts["n"].items() if number}
    return Figure(sum(parts["n"].values()), sum(parts["d"].values()), by_code)


def dwelling(name: str, **answers) -> Household:
    home = Household(name)
    given = {"persons_living": 2, "children_living": 0, "dwelling": "house", **answers}
    home.add("household_assessment", "2026-03-10", given)
    return home


def person(
    name: str, sex: str, born: str, form: str = "person_assessment", role: str = names.NURSE, **answers
) -> Household:
    home = Household(name, {"x": (sex, born)})
    home.add(form, "2026-03-10", answers, person="x", role=role)
    return home

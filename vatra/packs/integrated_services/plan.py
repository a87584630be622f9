"""The plan of a case: its versions, and the lines of the newest one (art. 3 (3) b, g, h; 4 (4) f).

Each plan record is a whole plan. The newest one counts; the former ones stay readable. Objectives
and interventions are called by their numbers, which a revision keeps.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from vatra.kit.dossiers import Answers, Entry, Item
from vatra.kit.vocabulary import Sensitivity
from vatra.packs.integrated_services import answers, mentions, names, order
from vatra.packs.integrated_services.episodes import Episode
from vatra.packs.integrated_services.mentions import Ref
from vatra.packs.integrated_services.things import Context, facts, thing

OUTSIDE: Final = "outside"  # responsible is somebody who is not of the team


@dataclass(frozen=True, slots=True)
class Objective:
    name: str  # its number; a row without one is called by its record and place
    need: Ref | None
    text: str | None
    term_on: date | None
    priority: int | None
    number: int | None
    row: Answers


@dataclass(frozen=True, slots=True)
class Line:
    """One intervention of a plan."""

    name: str
    number: int | None
    objective: str | None
    person_id: str | None
    service_code: str | None
    service_group: str | None
    role: str | None
    user_id: str | None
    outside: str | None
    start_on: date
    term_on: date | None
    every_days: int | None
    row: Answers


@dataclass(frozen=True, slots=True)
class Plan:
    """One version of the plan."""

    entry: Entry
    version: int
    objectives: tuple[Objective, ...]
    lines: tuple[Line, ...]

    def objective(self, name: str | None) -> Objective | None:
        return next((one for one in self.objectives if one.name == name), None)

    def need_of(self, line: Line) -> Ref | None:
        """The need a line answers; a line about one person may answer a household's need."""
        objective = self.objective(line.objective)
        return objective.need if objective else None


def versions(episode: Episode) -> tuple[Plan, ...]:
    """All versions, oldest first; a plan dated after the closing is the last word as well."""
    return tuple(_plan(entry, number) for number, entry in enumerate(episode.of(*names.PLANS), start=1))


def _plan(entry: Entry, version: int) -> Plan:
    objectives = {one.name: one for one in reversed(tuple(_objectives(entry)))}
    lines = {line.name: line for line in reversed(tuple(_lines(entry)))}
    return Plan(entry, version, tuple(reversed(objectives.values())), tuple(reversed(lines.values())))


def _objectives(entry: Entry) -> Iterator[Objective]:
    for place, row in enumerate(answers.rows(entry.answers, "objectives"), start=1):
        yield Objective(
            name=_name(entry, answers.number(row, "objective_no"), place),
            need=mentions.ref(row, "objective_need", "objective_person"),
            text=answers.text(row, "objective_text"),
            term_on=answers.day(row, "objective_term_on"),
            priority=answers.small(row, "objective_priority"),
            number=answers.number(row, "objective_no"),
            row=row,
        )


def _lines(entry: Entry) -> Iterator[Line]:
    for place, row in enumerate(answers.rows(entry.answers, "interventions"), start=1):
        number = answers.number(row, "intervention_no")
        objective = answers.number(row, "intervention_objective")
        every = answers.number(row, "repeat_every_days")
        role = answers.text(row, "responsible_role")
        yield Line(
            name=_name(entry, number, place),
            number=number,
            objective=None if objective is None else str(objective),
            person_id=answers.identity(row, "intervention_person"),
            service_code=answers.text(row, "service_code"),
            service_group=answers.text(row, "service_group"),
            role=None if role == OUTSIDE else role,
            user_id=answers.identity(row, "responsible_user"),
            outside=answers.text(row, "responsible_outside"),
            start_on=answers.day(row, "start_on") or entry.occurred_on,
            term_on=answers.day(row, "term_on"),
            every_days=every if every and every > 0 else None,
            row=row,
        )


def _name(entry: Entry, number: int | None, place: int) -> str:
    return f"{order.origin(entry)}-{place}" if number is None else str(number)


def items(plans: tuple[Plan, ...]) -> Iterator[Item]:
    """One item a version: the newest is current, the former ones superseded."""
    for plan, after in zip(plans, [*plans[1:], None], strict=False):
        given = plan.entry.answers
        yield thing(
            plan.entry,
            "plan",
            f"{names.PLAN_TITLES[plan.entry.form]}, versiunea {plan.version}",
            "current" if after is None else "superseded",
            closed_on=None if after is None else after.entry.occurred_on,
            extra=facts(
                version=plan.version,
                form=plan.entry.form,
                reason=answers.text(given, "revision_reason"),
                agreement=answers.text(given, "agreement"),
                contributors=_contributors(plan),
                objectives=len(plan.objectives),
                interventions=len(plan.lines),
            ),
        )


def _contributors(plan: Plan) -> list[dict[str, str]]:
    """Who drew the plan up: those it names, and those it gives work to (art. 3 (3) h)."""
    rows = answers.rows(plan.entry.answers, "contributors")
    given = [(answers.text(r, "contributor_role"), answers.text(r, "contributor_user")) for r in rows]
    given += [(line.role, line.user_id) for line in plan.lines]
    people = dict.fromkeys((role, user) for role, user in given if role not in (None, OUTSIDE))
    return [{"role": role or "", "user": user or ""} for role, user in people]


def objectives(case_id: str, plan: Plan | None, about: Context) -> Iterator[Item]:
    """The newest plan's objectives; one is reached when its need is met."""
    if plan is None:
        return
    for one in plan.objectives:
        need = about.need(one.need) if one.need else None
        spell = about.needs.spells[one.need][-1] if one.need in about.needs.spells else None
        reached = spell is not None and spell.closed_on is not None
        yield thing(
            plan.entry,
            "objective",
            one.text or (need.title if need else "Obiectiv"),
            "reached" if reached else "open",
            key=objective_key(case_id, one.name),
            area=(need.area or None) if need else None,
            code=one.need.code if one.need else None,
            person_id=one.need.person_id if one.need else None,
            due_on=one.term_on,
            closed_on=spell.closed_on if spell else None,
            priority=one.priority,
            sensitivity=need.sensitivity if need else Sensitivity.social,
            links=about.link(one.need),
            extra=facts(
                number=one.number,
                term_on=answers.text(one.row, "objective_term_on"),
                resource=answers.text(one.row, "objective_resource"),
            ),
        )


def objective_key(case_id: str, name: str) -> str:
    return f"{case_id}/objective/{name}"

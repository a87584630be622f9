"""The interventions of a case, over all versions of its plan, each with the need it answers."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from vatra.kit.dossiers import Entry, Item
from vatra.kit.vocabulary import Sensitivity
from vatra.packs.integrated_services import answers, catalogue, execution, plan
from vatra.packs.integrated_services.episodes import Episode
from vatra.packs.integrated_services.execution import Progress, Word
from vatra.packs.integrated_services.plan import Line, Plan
from vatra.packs.integrated_services.things import Context, facts, thing


@dataclass(frozen=True, slots=True)
class Intervention:
    """A line of the newest plan that has it, and how far it went."""

    key: str
    line: Line
    plan: Plan
    progress: Progress
    item: Item


def read(
    episode: Episode, plans: tuple[Plan, ...], replied: Mapping[str, Entry], about: Context
) -> tuple[Intervention, ...]:
    said = execution.words(episode, replied)
    return tuple(
        _intervention(episode.id, placed, said.get(placed.line.name, ()), about) for placed in _newest(plans)
    )


@dataclass(frozen=True, slots=True)
class _Placed:
    """A line as its last plan has it, the day it was first planned, the plan that dropped it."""

    line: Line
    plan: Plan
    since: date
    dropped_by: Plan | None


def _newest(plans: tuple[Plan, ...]) -> Iterator[_Placed]:
    last: dict[str, tuple[Line, Plan]] = {}
    since: dict[str, date] = {}
    for version in plans:
        for line in version.lines:
            last[line.name] = (line, version)
            since.setdefault(line.name, version.entry.occurred_on)
    for name, (line, version) in last.items():
        dropped_by = plans[version.version] if version.version < len(plans) else None
        yield _Placed(line, version, since[name], dropped_by)


def _intervention(case_id: str, placed: _Placed, said: tuple[Word, ...], about: Context) -> Intervention:
    line, of = placed.line, placed.plan
    done = execution.progress(line, said, placed.dropped_by)
    ref = of.need_of(line)
    links = about.link(ref)
    need = about.need(ref) if ref else None
    is_open = done.state in execution.IS_OPEN
    title = (
        answers.text(line.row, "intervention_text")
        or answers.text(line.row, "service_other")
        or catalogue.service_title(about.known, line.service_code)
    )
    item = thing(
        of.entry,
        "intervention",
        title or "Intervenție",
        "without_need" if is_open and not links else done.state,
        key=f"{case_id}/intervention/{line.name}",
        area=(need.area or None) if need else None,
        code=line.service_code,
        person_id=line.person_id,
        opened_on=placed.since,
        due_on=done.due_on,
        closed_on=done.closed_on,
        role=line.role,
        user_id=line.user_id,
        priority=_priority(of, line),
        sensitivity=need.sensitivity if need else Sensitivity.social,
        links=(*links, *_objective_link(case_id, of, line)),
        extra=_facts(line, of, done),
    )
    return Intervention(item.key, line, of, done, item)


def _priority(of: Plan, line: Line) -> int | None:
    objective = of.objective(line.objective)
    return objective.priority if objective else None


def _objective_link(case_id: str, of: Plan, line: Line) -> tuple[str, ...]:
    known = line.objective is not None and of.objective(line.objective) is not None
    return (plan.objective_key(case_id, line.objective or ""),) if known else ()


def _facts(line: Line, of: Plan, done: Progress) -> Mapping[str, object]:
    return {
        **answers.present(
            line.row,
            "service_group",
            "service_other",
            "start_time",
            "expected_result",
            "provider_name",
            "provider_institution",
            "resource_name",
            "resource_kind",
            "overlap_reason",
        ),
        **facts(
            version=of.version,
            number=line.number,
            objective=answers.number(line.row, "intervention_objective"),
            start_on=line.start_on.isoformat(),
            term_on=line.term_on.isoformat() if line.term_on else None,
            every_days=line.every_days,
            outside_name=line.outside,
            times_done=sum(word.times for word in done.words if word.state == "done"),
            last_on=done.words[-1].on.isoformat() if done.words else None,
        ),
    }

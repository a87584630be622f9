"""Which needs a record speaks of: found, planned for, reached, put first."""

from collections.abc import Iterator
from typing import Any, Final, NamedTuple

from vatra.kit.dossiers import Answers, Entry
from vatra.kit.vocabulary import AREAS
from vatra.packs.integrated_services import answers, names


class Ref(NamedTuple):
    """How records name a need."""

    code: str
    person_id: str | None


def ref(row: Answers, need: str, person: str) -> Ref | None:
    code = answers.text(row, need)
    return Ref(code, answers.identity(row, person)) if code else None


def found_in(entry: Entry) -> Iterator[tuple[Ref, str | None]]:
    """Needs that an assessment found; an "other" need comes with its own words."""
    if entry.form == names.INITIAL_ASSESSMENT:
        for area in AREAS:
            yield from _rows(entry, f"{area}_needs", area, f"{area}_need")
    elif entry.form in names.NEED_ROWS:
        yield from _rows(entry, "needs", "need", "need")


def _rows(entry: Entry, rows: str, prefix: str, need: str) -> Iterator[tuple[Ref, str | None]]:
    for row in answers.rows(entry.answers, rows):
        about = ref(row, need, f"{prefix}_person")
        if about is not None:
            yield about, answers.text(row, f"{prefix}_other")


def planned_in(entry: Entry) -> Iterator[Ref]:
    """Needs that a plan's objectives answer."""
    rows = answers.rows(entry.answers, "objectives")
    given = (ref(row, "objective_need", "objective_person") for row in rows)
    return (found for found in given if found is not None)


def results_of(entry: Entry) -> Iterator[tuple[Ref, str | None, dict[str, Any]]]:
    """(need, result, facts) that a record says were reached."""
    if entry.form == names.OUTCOME:
        about = ref(entry.answers, "need", "about_person")
        if about is not None:
            result = answers.text(entry.answers, "outcome")
            yield about, result, {"result": result, "result_on": entry.occurred_on.isoformat()}
    if entry.form == names.IMPACT_EVALUATION:
        for row in answers.rows(entry.answers, "evaluated_needs"):
            about = ref(row, "impact_need", "impact_person")
            if about is not None:
                result = answers.text(row, "impact_result")
                yield about, result, {"impact": result, "impact_on": entry.occurred_on.isoformat()}


_PRIORITY_ROWS: Final = (
    ("priorities", "priority_need", "priority_person", "priority"),
    ("next_priorities", "next_need", "next_person", "next_priority"),
    ("objectives", "objective_need", "objective_person", "objective_priority"),
)


def priorities_of(entry: Entry) -> Iterator[tuple[Ref, int | None]]:
    """Which needs come first: set by the team, the plan or the impact evaluation."""
    if entry.form not in (names.TEAM_MEETING, names.IMPACT_EVALUATION, *names.PLANS):
        return
    for rows, need, person, priority in _PRIORITY_ROWS:
        for row in answers.rows(entry.answers, rows):
            about = ref(row, need, person)
            if about is not None:
                yield about, answers.small(row, priority)


def is_small_risk(row: Answers) -> bool:
    """A risk that only needs to be watched."""
    return answers.text(row, "risk_level") == "low" and not answers.flag(row, "risk_urgent")

"""The order in which a case is read: by day, and within a day as the law orders the steps.

Two phones may send the assessment and the plan of one day in any order: the plan still comes after
the assessment it rests on (art. 4 alin. (2)). Only two records of one kind on one day are read in
the order in which the server took them.
"""

from collections.abc import Iterable
from datetime import date
from typing import Final

from vatra.kit.dossiers import Entry, Finding
from vatra.packs.integrated_services import names

Moment = tuple[date, int, int, str]

_BY_STAGE: Final = {
    "identification": 0,
    "assessment": 10,
    "coordination": 30,
    "planning": 50,
    "intervention": 60,
    "monitoring": 70,
    "impact_evaluation": 80,
    "closure": 90,
}
_BY_FORM: Final = {
    names.MANAGER_CHANGE: 5,
    names.RISK_ASSESSMENT: 12,
    names.INITIAL_ASSESSMENT: 14,
    names.SPECIFIC_REQUEST: 20,
    names.SPECIFIC_ASSESSMENT: 22,
    names.OUTSIDE_ASSESSMENT: 22,
    names.INITIAL_PLAN: 40,
    names.COMPLEX_REQUEST: 42,
    names.COMPLEX_RESULT: 44,
    names.TEAM_MEETING: 46,
    names.SUPPORT_ANSWER: 32,
    names.CONTACT_ANSWER: 65,
    names.SCHOOL_PROPOSAL_ANSWER: 65,
    names.CAREER_DECISION: 65,
    names.EMPLOYMENT_PARTICIPATION: 65,
    names.SUSTAINABILITY_REVIEW: 95,
    names.REOPENING: 98,
}
FINDING: Final = 10


def moment(entry: Entry) -> Moment:
    rank = _BY_FORM.get(entry.form, _BY_STAGE.get(entry.stage or "", 30))
    return entry.occurred_on, rank, entry.seq, entry.id


def ordered(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    return tuple(sorted(entries, key=moment))


def found(finding: Finding) -> Moment:
    return finding.opened_on, FINDING, 0, finding.key


def cleared(finding: Finding, on: date) -> Moment:
    return on, FINDING, 1, finding.key


def aliases(entry: Entry) -> frozenset[str]:
    """Ids by which other records may call this one: corrected records keep their first id."""
    named = (entry.id, entry.prev_id, entry.root_id)
    return frozenset(name for name in named if name)


def origin(entry: Entry) -> str:
    """The id that stays the same when the record is corrected."""
    return entry.root_id or entry.prev_id or entry.id

"""The closed lists that rule every screen, query, export and print.

Numbers are stored (smallint), codes are written in packs and JSON. A number never changes its
meaning: a new mark takes a new number.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum
from functools import cache
from types import MappingProxyType
from typing import Any, Final

# protocol-2017/1.2.1: the law orders the areas so; tables and charts keep that order.
AREA_TITLES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "social_assistance": "Asistență socială",
        "health": "Sănătate",
        "education": "Educație",
        "employment": "Ocupare",
        "housing": "Locuire",
        "identity_documents": "Documente de identitate",
    }
)
AREAS: Final[tuple[str, ...]] = tuple(AREA_TITLES)


class Sensitivity(IntEnum):
    """How closely a field is kept; exactly one mark per field."""

    ordinary = 1
    personal = 2
    social = 3
    medical = 4
    medical_special = 5  # HIV, mental health, substance use
    violence = 6
    psychology = 7  # children's psychology
    ethnicity = 8
    medical_words = 9  # medical, and typed freely: may name people, so the county does not read it
    pay = 10  # staff: who they are to payroll, what they earn and why


class Urgency(IntEnum):
    """How soon somebody must act on a finding; a case takes the greatest of its open findings."""

    none = 0  # favourable, or no problem
    routine = 1
    soon = 2
    urgent = 3


class Level(IntEnum):
    system = 0
    local = 1
    county = 2
    central = 3


SENSITIVITY: Final[Mapping[str, int]] = MappingProxyType({s.name: int(s) for s in Sensitivity})
SENSITIVITY_TITLES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "ordinary": "Obișnuite",
        "personal": "De identificare",
        "social": "Sociale",
        "medical": "Medicale",
        "medical_special": "Medicale speciale",
        "violence": "Violență",
        "psychology": "Psihologice",
        "ethnicity": "Etnie",
        "medical_words": "Medicale, scrise liber",
        "pay": "Salariale",
    }
)
URGENCY: Final[Mapping[str, int]] = MappingProxyType({u.name: int(u) for u in Urgency})
URGENCY_TITLES: Final[Mapping[str, str]] = MappingProxyType(
    {"none": "Fără urgență", "routine": "Obișnuit", "soon": "Curând", "urgent": "Urgent"}
)
LEVELS: Final[tuple[str, ...]] = ("local", "county", "central")


@dataclass(frozen=True, slots=True)
class Role:
    """Who somebody is by law. `reads` is what the role alone gives; openings add to it."""

    code: str
    title: str
    level: Level
    reads: frozenset[int]
    active: bool = True
    casework: bool = True  # works with the people of a place; False: with papers of a desk of its own


def _role(
    code: str, title: str, level: Level, *reads: int, active: bool = True, casework: bool = True
) -> Role:
    return Role(code, title, level, frozenset(reads), active, casework)


_LOCAL, _COUNTY, _CENTRAL, _SYSTEM = Level.local, Level.county, Level.central, Level.system

# At county and central level identity (2) is never given by the role: only by an opening.
_ROLES: Final[tuple[Role, ...]] = (
    _role("social_worker", "Asistent social", _LOCAL, 1, 2, 3, 6),
    _role("community_nurse", "Asistent medical comunitar", _LOCAL, 1, 2, 3, 4, 5, 6, 9),
    _role("roma_health_mediator", "Mediator sanitar", _LOCAL, 1, 2, 3, 4, 8, 9),
    _role("school_counsellor", "Consilier școlar", _LOCAL, 1, 2, 3, 7),
    _role("school_mediator", "Mediator școlar", _LOCAL, 1, 2, 3),
    _role("county_social_coordinator", "Coordonator județean social", _COUNTY, 1, 3),
    _role("county_health_coordinator", "Coordonator județean de sănătate", _COUNTY, 1, 3, 4),
    _role("county_school_coordinator", "Coordonator județean de educație", _COUNTY, 1, 3),
    _role("ministry_labour", "Ministerul Muncii", _CENTRAL, 1, 3),
    _role("ministry_health", "Ministerul Sănătății", _CENTRAL, 1, 3, 4),
    _role("ministry_education", "Ministerul Educației", _CENTRAL, 1, 3),
    _role("administrator", "Administrator", _SYSTEM, 1),
    _role("data_protection_officer", "Responsabil cu protecția datelor", _SYSTEM, 1),
    _role("family_doctor", "Medic de familie", _LOCAL, active=False),
    _role("mayors_office", "Primărie", _LOCAL, active=False),
    _role("tb_campaign_coordinator", "Coordonator de campanie TB", _COUNTY, active=False),
    _role("finance_officer", "Responsabil financiar", _COUNTY, active=False),
    _role("laboratory", "Laborator", _COUNTY, active=False),
    _role("dispensary", "Dispensar TB", _COUNTY, active=False),
    _role("county_technical_coordinator", "Coordonator tehnic județean", _COUNTY, active=False),
    _role("institute", "Institut național", _CENTRAL, active=False),
    _role("payroll_officer", "Responsabil de salarizare", _LOCAL, 1, 10, casework=False),
    _role("training_organiser", "Organizator de formare", _CENTRAL, casework=False),
    _role("applicant_nurse", "Asistent medical candidat", _LOCAL, casework=False),
    _role("training_employer", "Angajator care înscrie la formare", _LOCAL, casework=False),
)
ROLES: Final[Mapping[str, Role]] = MappingProxyType({role.code: role for role in _ROLES})
ACTIVE_ROLES: Final[tuple[str, ...]] = tuple(role.code for role in _ROLES if role.active)


def readable(*roles: str) -> frozenset[int]:
    """Sensitivities that the given roles may read together; an inactive role reads nothing."""
    return frozenset().union(*(ROLES[code].reads for code in roles if ROLES[code].active))


def readers(mark: int) -> frozenset[str]:
    """The active roles that read a sensitivity."""
    return frozenset(code for code in ACTIVE_ROLES if mark in ROLES[code].reads)


@cache
def covering(marks: frozenset[int]) -> int:
    """The mark for what is of several sensitivities at once.

    Whoever reads it may read each of `marks`; of such marks the one most roles read. Where no
    role reads them all, the mark of `marks` that the fewest read.
    """
    if len(marks) == 1:
        return next(iter(marks))
    may = frozenset.intersection(*(readers(mark) for mark in marks))
    fitting = [mark for mark in Sensitivity if readers(mark) and readers(mark) <= may]
    if not fitting:
        return min(marks, key=lambda mark: (len(readers(mark)), -mark))
    return int(max(fitting, key=lambda mark: (len(readers(mark)), mark in marks, -mark)))


def as_json() -> dict[str, Any]:
    """The vocabulary as the phone gets it."""
    return {
        "areas": [{"code": code, "title": title} for code, title in AREA_TITLES.items()],
        "sensitivity": dict(SENSITIVITY),
        "sensitivity_titles": dict(SENSITIVITY_TITLES),
        "urgency": dict(URGENCY),
        "urgency_titles": dict(URGENCY_TITLES),
        "levels": list(LEVELS),
        "roles": {
            role.code: {"title": role.title, "level": role.level.name, "reads": sorted(role.reads)}
            for role in _ROLES
            if role.active
        },
    }

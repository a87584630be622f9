"""Which county body watches over which profession's services. Plain data.

The protocol names the bodies of health and education and leaves that of social assistance
open ("county services", art. 7 letter j): the list below is the project's reading.
"""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final

BUCHAREST: Final = 403
"""SIRUTA of the municipality of Bucharest as a county."""

SUPERVISES: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "county_social_coordinator": ("social_worker",),
        "county_health_coordinator": ("community_nurse", "roma_health_mediator"),
        "county_school_coordinator": ("school_counsellor", "school_mediator"),
        "ministry_labour": ("social_worker",),
        "ministry_health": ("community_nurse", "roma_health_mediator"),
        "ministry_education": ("school_counsellor", "school_mediator"),
    }
)
PROFESSIONS: Final = tuple(dict.fromkeys(role for roles in SUPERVISES.values() for role in roles))

_BODIES: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    {
        "social_worker": (
            "Agenția Județeană pentru Plăți și Inspecție Socială",
            "Agenția pentru Plăți și Inspecție Socială a Municipiului București",
        ),
        "community_nurse": (
            "Direcția de Sănătate Publică",
            "Direcția de Sănătate Publică a Municipiului București",
        ),
        "school_mediator": (
            "Inspectoratul Școlar Județean",
            "Inspectoratul Școlar al Municipiului București",
        ),
    }
)
_SAME_AS: Final = {"roma_health_mediator": "community_nurse", "school_counsellor": "school_mediator"}


def supervised_by(roles: Iterable[str]) -> tuple[str, ...]:
    """Professions that the given roles watch over together, in the order of the protocol."""
    watched = {profession for role in roles for profession in SUPERVISES.get(role, ())}
    return tuple(profession for profession in PROFESSIONS if profession in watched)


def body(profession: str, county_id: int, county_name: str) -> str:
    """The name of the body that supervises a profession in a county."""
    county, bucharest = _BODIES[_SAME_AS.get(profession, profession)]
    return bucharest if county_id == BUCHAREST else f"{county} {county_name}"

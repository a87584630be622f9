"""Institutions every county or commune is bound by law to have, named by rule.

Only what follows from the register: no address, no telephone, no person. Offices add
those, and the institutions no rule can know (practices, schools, organisations).
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple
from uuid import UUID, uuid5

from vatra.places.kinds import InstitutionKind, PlaceKind
from vatra.places.register import PlaceRow

_NAMESPACE = UUID("6f0a3f0e-5d5a-4c57-9d0e-2a6f5a1d7c11")

IN_A_COUNTY = {
    InstitutionKind.PUBLIC_HEALTH: "DSP {name}",
    InstitutionKind.CHILD_PROTECTION: "DGASPC {name}",
    InstitutionKind.SCHOOL_INSPECTORATE: "ISJ {name}",
    InstitutionKind.EMPLOYMENT: "AJOFM {name}",
    InstitutionKind.PAYMENTS: "AJPIS {name}",
}
# The capital has a municipal office where counties have a county one; child protection
# there is the sectors' task.
IN_THE_CAPITAL = {
    InstitutionKind.PUBLIC_HEALTH: "DSP București",
    InstitutionKind.SCHOOL_INSPECTORATE: "ISMB București",
    InstitutionKind.EMPLOYMENT: "AMOFM București",
    InstitutionKind.PAYMENTS: "AMPIS București",
}
UAT_WORDS = {
    PlaceKind.MUNICIPALITY: "Municipiul",
    PlaceKind.TOWN: "Orașul",
    PlaceKind.COMMUNE: "Comuna",
}
CAPITAL = "B"


class Derived(NamedTuple):
    """`id` comes from kind and place: loading again finds the same row."""

    id: UUID
    kind: InstitutionKind
    name: str
    place: int
    county: int


def institutions(rows: Iterable[PlaceRow]) -> Iterator[Derived]:
    for row in rows:
        for kind, name in _names(row):
            id_ = uuid5(_NAMESPACE, f"{kind}:{row.siruta}")
            yield Derived(id_, kind, name, row.siruta, row.county)


def _names(row: PlaceRow) -> Iterator[tuple[InstitutionKind, str]]:
    if row.kind == PlaceKind.COUNTY:
        offices = IN_THE_CAPITAL if row.county_code == CAPITAL else IN_A_COUNTY
        yield from ((kind, name.format(name=row.name)) for kind, name in offices.items())
    elif row.kind == PlaceKind.SECTOR:
        yield InstitutionKind.CHILD_PROTECTION, f"DGASPC {row.name.removeprefix('București ')}"
    elif row.kind in UAT_WORDS:
        words = UAT_WORDS[PlaceKind(row.kind)]
        yield InstitutionKind.SOCIAL_SERVICE, f"SPAS {words} {row.name}"

"""Lists the law asks to be kept: census, no family doctor, mediation, children outside school.

Each is as known on a day: a finding counts from the day it opened to the eve of the day it
closed, a person from the day of entry. Codes are those of the ministry's uniform list.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

from vatra.accounts.principals import Principal
from vatra.kit.vocabulary import ROLES, Sensitivity
from vatra.office.forms import explaining, numbers
from vatra.office.queries import rows
from vatra.office.queries.rows import Row
from vatra.office.templatetags.people import age_on

PREGNANT: Final = ("VGR_01", "VGR_04")
NO_KINDERGARTEN: Final = ("VEC_02",)
NEVER_ENROLLED: Final = ("EDU_01",)
KINDS: Final = {"health": "medicală", "employment": "economică"}
OTHER_KIND: Final = "socială"

# Present on the day: living, and in a household from that day or before.
PRESENT: Final = """
SELECT p.id, p.sex, p.birth_year, p.family_doctor, i.family_name, i.given_name, i.birth_date, i.phone,
       m.household_id, m.from_on, a.name AS household, a.street, a.number, h.locality_id,
       v.name AS village, coalesce(f.codes, '{{}}') AS codes, coalesce(f.sources, '{{}}') AS sources
FROM people_membership m JOIN people_person p ON p.id = m.person_id
JOIN people_identity i ON i.person_id = p.id JOIN people_household h ON h.id = m.household_id
LEFT JOIN people_address a ON a.household_id = h.id LEFT JOIN places_place v ON v.siruta = h.locality_id
LEFT JOIN LATERAL (
    SELECT array_agg(DISTINCT f.code) AS codes, array_agg(DISTINCT f.who_role) AS sources
    FROM dossiers_finding f WHERE f.group_id = p.home_id AND (f.person_id = p.id OR f.person_id IS NULL)
    AND NOT f.favourable AND f.opened_on <= %(on)s AND (f.closed_on IS NULL OR f.closed_on > %(on)s)) f ON true
WHERE m.from_on <= %(on)s AND (m.to_on IS NULL OR m.to_on > %(on)s) AND NOT p.is_void
AND p.merged_into_id IS NULL AND (p.alive OR p.died_on > %(on)s) AND ({where})
ORDER BY i.search, p.id
"""
# A correction replaces the entry it corrects, whatever it says of mediation.
MEDIATED: Final = """
EXISTS (SELECT 1 FROM records_record r JOIN records_part s ON s.record_id = r.id AND s.sensitivity = 8
    WHERE r.subject_id = p.id AND r.occurred_on <= %(on)s
    AND (s.answers ->> 'mediation_beneficiary') = 'true'
    AND NOT EXISTS (SELECT 1 FROM records_record n WHERE n.prev_id = r.id))
"""
DISTRICT: Final = """
SELECT c.institution_id, i.name, array_agg(c.place_id) AS places FROM places_catchment c
JOIN places_institution i ON i.id = c.institution_id
WHERE i.kind = 'school' AND i.place_id = ANY (%s) GROUP BY 1, 2 ORDER BY 2, 1
"""


@dataclass(frozen=True, slots=True)
class Kept:
    """One list. ``sensitivity``: the mark one must be given to see the list at all."""

    code: str
    title: str
    lead: str
    cites: tuple[str, ...]
    read: Callable[[date], list[Row]]
    sensitivity: int = int(Sensitivity.personal)
    has_district: bool = False

    def is_for(self, principal: Principal) -> bool:
        return principal.level == "local" and self.sensitivity in principal.sensitivities


def census(on: date) -> list[Row]:
    """Persons with a vulnerability on the day; what each is, and who says so."""
    found = [_told(row, on) for row in _present(on, "f.codes IS NOT NULL")]
    return [row for row in found if any(each.urgency > 0 for each in row["about"])]


def without_doctor(on: date) -> list[Row]:
    """Not registered with any family doctor: children and pregnant women first."""
    found = [_told(row, on) for row in _present(on, "p.family_doctor = 'no'")]
    adult_from = numbers.number("adult_age", on)
    for row in found:
        is_child = adult_from is not None and row["age"] is not None and row["age"] < adult_from
        is_pregnant = bool(set(row["codes"]) & set(PREGNANT))
        row["first"] = "copil" if is_child else "gravidă" if is_pregnant else ""
    return sorted(found, key=lambda row: not row["first"])


def mediated(on: date) -> list[Row]:
    """Persons who have the help of the health mediator, on his own word."""
    return [_told(row, on) for row in _present(on, MEDIATED)]


def outside_kindergarten(on: date) -> list[Row]:
    """Children of pre-school age known not to go to kindergarten."""
    first, last = numbers.number("preschool_age_from", on), numbers.number("school_age_from", on)
    found = _with_codes(on, NO_KINDERGARTEN)
    return [row for row in found if row["age"] is not None and (first or 0) <= row["age"] < (last or 0)]


def never_enrolled(on: date) -> list[Row]:
    return _with_codes(on, NEVER_ENROLLED)


LISTS: Final[Mapping[str, Kept]] = {
    kept.code: kept
    for kept in (
        Kept(
            "catagrafie",
            "Catagrafia persoanelor vulnerabile",
            "Persoanele cu o vulnerabilitate medicală, socială sau economică, așa cum se știa în ziua aleasă.",
            ("protocol-2017/3.4.a.2", "protocol-2017/3.4.a.1"),
            census,
        ),
        Kept(
            "fara-medic",
            "Persoane fără medic de familie",
            "Copiii și gravidele sunt primii.",
            ("protocol-2017/3.4.g.1",),
            without_doctor,
        ),
        Kept(
            "mediere",
            "Catagrafia medierii sanitare",
            "Persoanele care beneficiază de mediere sanitară. O vede numai mediatorul sanitar.",
            ("protocol-2017/3.5.a",),
            mediated,
            sensitivity=int(Sensitivity.ethnicity),
        ),
        Kept(
            "gradinita",
            "Copii preșcolari neînscriși la grădiniță",
            "Copiii de vârstă preșcolară despre care se știe că nu merg la grădiniță.",
            ("protocol-2017/3.7.c.1",),
            outside_kindergarten,
        ),
        Kept(
            "niciodata-inscrisi",
            "Copii niciodată înscriși la școală",
            "Copiii de vârstă școlară care nu au fost înscriși niciodată.",
            ("protocol-2017/3.7.d.1",),
            never_enrolled,
            has_district=True,
        ),
    )
}


def districts(places: tuple[int, ...]) -> list[Row]:
    """Schools of the places, each with the places of its district."""
    return rows.many(DISTRICT, [list(places)])


def within(found: list[Row], district: UUID | None, schools: list[Row]) -> list[Row]:
    """Only who lives in the school's district."""
    school = next((row for row in schools if row["institution_id"] == district), None)
    return found if school is None else [row for row in found if row["locality_id"] in school["places"]]


HEAD: Final = ("Numele", "Prenumele", "Data nașterii", "Vârsta", "Sexul", "Satul", "Strada", "Numărul",
               "În evidență din", "Întâi", "Felul", "Vulnerabilități", "Înscris de")  # fmt: skip


def table(found: list[Row]) -> list[tuple[Any, ...]]:
    """The rows of a list as its file has them, under HEAD."""
    return [
        (
            *(row["family_name"], row["given_name"], row["birth_date"], row["age"], row["sex"]),
            *(row["village"], row["street"], row["number"], row["from_on"], row.get("first", "")),
            *(", ".join(row["kinds"]), "; ".join(each.title for each in row["about"])),
            ", ".join(row["sources_told"]),
        )
        for row in found
    ]


def _with_codes(on: date, codes: tuple[str, ...]) -> list[Row]:
    return [_told(row, on) for row in _present(on, "f.codes && %(codes)s", codes=list(codes))]


def _present(on: date, where: str, **more: Any) -> list[Row]:
    return rows.many(PRESENT.format(where=where), {"on": on} | more)


def _told(row: Row, on: date) -> Row:
    known = (explaining.explain(code) for code in row["codes"])
    about = sorted((each for each in known if each), key=lambda each: (-each.urgency, each.title))
    kinds = sorted({KINDS.get(each.area, OTHER_KIND) for each in about if each.urgency > 0})
    sources = [ROLES[code].title for code in row["sources"] if code in ROLES]
    return row | {"age": age_on(row, on), "about": about, "kinds": kinds, "sources_told": sources}

"""What each report counts. Figures come from readings; activity from the journal's heads."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final, cast

from django.db import connection

from vatra.indicators import definitions, queries
from vatra.indicators.queries import By, Reading, Territory
from vatra.kit import months
from vatra.kit.vocabulary import AREA_TITLES, ROLES
from vatra.office import figures, impact, tables
from vatra.office.figures import View
from vatra.office.tables import Table, shown

LOCAL, COUNTY, CENTRAL = "local", "county", "central"
ALL: Final = (LOCAL, COUNTY, CENTRAL)
HIDDEN: Final = tables.HIDDEN


@dataclass(frozen=True, slots=True)
class Report:
    """A report: for which levels, by which clauses, and how its table is made."""

    name: str
    title: str
    about: str
    cites: tuple[str, ...]
    levels: tuple[str, ...]
    make: Callable[[View], Table]


def _read(view: View, role: str, by: Sequence[By], where: dict[str, Any] | None = None) -> Reading:
    """The indicator that a pack gives the role; `area` stands where that indicator keeps it."""
    one = definitions.with_role(role, view.period.ends_on)
    placed: list[By] = [cast(By, one.area_in) if part == "area" else part for part in by]
    reading = queries.reading(
        one.code, territory=view.territory, period=view.period, by=placed, where=where, hides=view.hides
    )
    if reading is None:
        raise LookupError(one.code)
    return reading


def summary(view: View) -> Table:
    """Open cases once; vulnerabilities, needs and services by each of the six areas."""
    columns = ("problems_by_area", "open_needs", "solved_needs", "services")
    found = {role: {row.key[0]: shown(row) for row in _read(view, role, ["area"]).rows} for role in columns}
    cases = _read(view, "open_cases", [])
    rows: list[tuple[Any, ...]] = [
        (title, *(found[role].get(area, 0) for role in columns)) for area, title in AREA_TITLES.items()
    ]
    rows.append(("Cazuri deschise", HIDDEN if cases.is_hidden else cases.numerator, "", "", ""))
    head = ("Aria", "Vulnerabilități deschise", "Nevoi deschise", "Nevoi rezolvate", "Servicii oferite")
    return Table(head, rows)


def needs(view: View) -> Table:
    """Open needs by place and kind, the largest first; no names."""
    reading = _read(view, "open_needs", [view.below, "area", "code"])
    ordered = sorted(reading.rows, key=lambda row: (row.is_hidden, -(row.numerator or 0), row.key))
    names = figures.labels(view.below, (row.key[0] for row in ordered))
    rows = [
        (
            names[row.key[0]],
            AREA_TITLES.get(row.key[1], row.key[1]),
            figures.title_of(row.key[2]),
            shown(row),
        )
        for row in ordered
    ]
    return Table(("Locul", "Aria", "Nevoia", "Câte"), rows)


def services(view: View) -> Table:
    """Services of the period: six rows that add to the total."""
    reading = _read(view, "services", ["area"])
    found = {row.key[0]: shown(row) for row in reading.rows}
    rows: list[tuple[Any, ...]] = [(title, found.get(area, 0)) for area, title in AREA_TITLES.items()]
    rows.append(("Total", HIDDEN if reading.is_hidden else reading.numerator))
    return Table(("Aria", "Servicii oferite"), rows)


ACTIVITY: Final = """
SELECT u.full_name, r.role, r.place_id, count(*) FILTER (WHERE r.form LIKE '%%/home_visit'
        OR r.form LIKE '%%_visit'),
    count(*) FILTER (WHERE r.form LIKE '%%_plan' OR r.form LIKE '%%/plan_revision'),
    count(*) FILTER (WHERE r.form LIKE '%%assessment'), count(*)
FROM records_record r JOIN accounts_user u ON u.id = r.author_id
WHERE r.occurred_on >= %s AND r.occurred_on <= %s AND r.intent <> 'void'
    AND NOT EXISTS (SELECT 1 FROM records_record n WHERE n.prev_id = r.id){where}
GROUP BY 1, 2, 3 ORDER BY 2, 1
"""


def activity(view: View) -> Table:
    """Visits, plans and assessments by worker; the centre gets sums by county instead."""
    first, last = months.first_day(view.period.first), view.period.ends_on
    where, arguments = _within(view.territory)
    with connection.cursor() as cursor:
        cursor.execute(ACTIVITY.format(where=where), [first, last, *arguments])
        found = cursor.fetchall()
    if view.principal.level == CENTRAL:
        return _summed(found)
    names = figures.labels("place_id", (place for _, _, place, *_ in found))
    rows = [(name, ROLES[role].title, names[place], *counts) for name, role, place, *counts in found]
    return Table(("Cine", "Profesia", "Unde", "Vizite", "Planuri", "Evaluări", "Intrări"), rows)


def _summed(found: list[tuple[Any, ...]]) -> Table:
    sums: dict[str, list[int]] = {}
    for _, role, _, *counts in found:
        into = sums.setdefault(role, [0] * (len(counts) + 1))
        for index, count in enumerate((1, *counts)):
            into[index] += count
    rows = [(ROLES[role].title, *counts) for role, counts in sorted(sums.items())]
    return Table(("Profesia", "Câți", "Vizite", "Planuri", "Evaluări", "Intrări"), rows)


def _within(territory: Territory) -> tuple[str, list[Any]]:
    if territory.place_id is not None:
        return " AND r.place_id = %s", [territory.place_id]
    if territory.county_id is not None:
        return " AND r.county_id = %s", [territory.county_id]
    return "", []


_READY: Final = (
    Report(
        "sinteza",
        "Sinteza serviciilor integrate",
        "Cifre pe cele șase arii, pentru strategia de dezvoltare locală",
        ("protocol-2017/1.3", "protocol-2017/2.1"),
        ALL,
        summary,
    ),
    Report(
        "nevoi",
        "Nevoile comunităților",
        "Nevoile deschise, cele mai multe întâi, fără nume",
        ("protocol-2017/6.3.4", "protocol-2017/8.h"),
        ALL,
        needs,
    ),
    Report(
        "servicii",
        "Servicii oferite, pe arii",
        "Șase rânduri care dau totalul",
        ("protocol-2017/6.3.5",),
        ALL,
        services,
    ),
    Report(
        "impact",
        "Analiza de impact",
        "Vulnerabilități la începutul perioadei, rămase din ele și la sfârșit, fără nume",
        ("protocol-2017/7.g", "protocol-2017/9.e"),
        ALL,
        impact.vulnerabilities,
    ),
    Report(
        "impact-indicatori",
        "Analiza de impact: indicatori",
        "Câți din câți la începutul perioadei și la sfârșit, la fiecare indicator cu numitor",
        ("protocol-2017/7.g", "protocol-2017/8.e", "protocol-2017/9.e"),
        ALL,
        impact.indicators,
    ),
    Report(
        "activitate",
        "Activitatea echipelor",
        "Vizite, planuri și evaluări în perioadă",
        ("protocol-2017/7.l", "protocol-2017/8.k.2", "protocol-2017/9.j"),
        ALL,
        activity,
    ),
)
REPORTS: Final = {report.name: report for report in _READY}

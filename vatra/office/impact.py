"""What became of what was there at the beginning of a period: counts only, no names."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from django.db import connection

from vatra.indicators import definitions, queries
from vatra.indicators.periods import Period
from vatra.indicators.queries import Reading, Territory
from vatra.kit import months
from vatra.kit.catalogue import Vulnerability
from vatra.office.figures import View
from vatra.office.tables import HIDDEN, Table, shown
from vatra.records.queries import library

NOT_SEEN: Final = "nu se vede"
# The period's first eve and its last day: found by the one, not ended by the other.
LEFT: Final = """
SELECT code, count(*) FROM dossiers_finding
WHERE NOT favourable AND opened_on <= %s AND (closed_on IS NULL OR closed_on > %s){where} GROUP BY code
"""


def vulnerabilities(view: View) -> Table:
    """Each vulnerability: at the beginning, how many of those remain, and at the end with the new ones."""
    before = {row.key[0]: row for row in _reading(view, view.period.first - 1).rows}
    after = {row.key[0]: row for row in _reading(view, view.period.last).rows}
    left = _left(view)
    least = queries.threshold(view.period) if view.hides else 0
    known = library().catalogue.vulnerabilities
    rows = [
        (
            known[code].title if code in known else code,
            shown(before[code]) if code in before else 0,
            _remaining(view, known.get(code), left.get(code, 0), least) if code in before else 0,
            shown(after[code]) if code in after else 0,
        )
        for code in sorted({*before, *after})
        if code
    ]
    return Table(("Vulnerabilitatea", "La început", "Rămase din ele", "La sfârșit"), rows)


def indicators(view: View) -> Table:
    """Every share that stands at a moment: so many of so many at the beginning and at the end."""
    every = [each for each in definitions.current() if each.kind == "stock" and each.denominator is not None]
    ends = [
        queries.overview(every, view.territory, Period(month, month), hides=view.hides)
        for month in (view.period.first - 1, view.period.last)
    ]
    rows = [
        (each.code, each.title, *(_share(readings[each.code]) for readings in ends))
        for each in every
        if any(readings[each.code].denominator for readings in ends)
    ]
    return Table(("Cod", "Indicatorul", "La început", "La sfârșit"), rows)


def _reading(view: View, month: int) -> Reading:
    period = Period(month, month)
    code = definitions.with_role("problems", period.ends_on).code
    reading = queries.reading(code, territory=view.territory, period=period, by=["code"], hides=view.hides)
    if reading is None:
        raise LookupError(code)
    return reading


def _left(view: View) -> dict[str, int]:
    where, arguments = _within(view.territory)
    days: list[date] = [months.last_day(view.period.first - 1), view.period.ends_on]
    with connection.cursor() as cursor:
        cursor.execute(LEFT.format(where=where), [*days, *arguments])
        return dict(cursor.fetchall())


def _within(territory: Territory) -> tuple[str, list[Any]]:
    if territory.place_id is not None:
        return " AND place_id = %s", [territory.place_id]
    if territory.county_id is not None:
        # By places, because findings are indexed by place.
        return " AND place_id IN (SELECT siruta FROM places_place WHERE county_id = %s)", [
            territory.county_id
        ]
    return "", []


def _remaining(view: View, known: Vulnerability | None, left: int, least: int) -> Any:
    """The count, unless the reader's role does not see the findings themselves or they are few."""
    if known is None or int(known.sensitivity) not in view.principal.sensitivities:
        return NOT_SEEN
    return HIDDEN if 0 < left < least else left


def _share(reading: Reading) -> str:
    return HIDDEN if reading.is_hidden else f"{reading.numerator} din {reading.denominator}"

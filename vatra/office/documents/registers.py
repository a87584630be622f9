"""Lists and figures of a place: registers as known on a day, reports, the sheet of problems."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, Final

from django.http import Http404

from vatra.documents import words
from vatra.documents.making import MOST, Asked, Matter
from vatra.indicators import definitions, periods, suppression
from vatra.indicators import queries as readings
from vatra.indicators.queries import Territory
from vatra.kit.vocabulary import AREA_TITLES
from vatra.office import figures, reporting
from vatra.office.documents import Source, casework
from vatra.office.queries import lists
from vatra.places import maps
from vatra.places import queries as places
from vatra.records.queries import library

PROBLEMS: Final = "problems"  # open vulnerabilities by code
PEOPLE: Final = "people"
HIDDEN_NOTE: Final = (
    "Cifrele sub 5 nu se arată la nivel de județ și de țară; de aceea unele sume nu se potrivesc."
)
LEGEND: Final = (
    "Cu cât hașura este mai deasă, cu atât sunt mai multe probleme. Cercul alb: nicio persoană în evidență."
)
OF_LIST: Final = (
    ("Nr.", 0), ("Numele și prenumele", 6), ("Data nașterii", 3), ("Adresa", 5), ("Felul", 3),
    ("Vulnerabilități cunoscute", 9), ("Înscris de", 4),
)  # fmt: skip


def gather_list(asked: Asked) -> Matter:
    """A list of persons as known on the day; long ones in parts (`?parte=2`)."""
    kept = lists.LISTS.get(asked.declared.texts["list"])
    place = _own_place(asked)
    if kept is None or not kept.is_for(asked.principal):
        raise Http404
    every = _of_place(asked, place, kept.read(asked.on))
    part = _part(asked, len(every))
    shown = every[(part - 1) * MOST : part * MOST]
    body = [_person(number, row) for number, row in enumerate(shown, start=(part - 1) * MOST + 1)]
    total = words.count(len(every), "o persoană", "persoane")
    return Matter(
        _table(
            asked,
            body,
            facts=[
                ("La data de", words.day(asked.on)),
                ("Cuprinde", total),
                ("Partea", _parts(part, len(every))),
            ],
        ),
        place_id=place,
        title=kept.title,
        cites=kept.cites,
        rows=len(body),
    )


def _of_place(asked: Asked, place: int, found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Who lives there; where somebody works in one place only, nobody lives elsewhere."""
    if asked.principal.places == (place,):
        return found
    villages = {spot.siruta for spot in places.spots_of(place)}
    return [row for row in found if row["locality_id"] in villages]


def _own_place(asked: Asked) -> int:
    """The place of the address: one of the principal's own, or within his county or country."""
    place = int(asked.subject)
    principal = asked.principal
    county = places.county_of(place)
    if principal.level == "local" and place in principal.places:
        return place
    if principal.level == "county" and county in principal.counties:
        return place
    if principal.level == "central" and places.path(place):
        return place
    raise Http404


def _part(asked: Asked, rows: int) -> int:
    text = asked.more.get("parte", "1")
    part = int(text) if text.isascii() and text.isdigit() else 0
    if not 1 <= part <= max(1, -(-rows // MOST)):
        raise Http404
    return part


def _parts(part: int, rows: int) -> str:
    every = -(-rows // MOST)
    return f"{part} din {every}" if every > 1 else ""


def _person(number: int, row: dict[str, Any]) -> list[str]:
    street = " ".join(
        part for part in (row["street"], f"nr. {row['number']}" if row["number"] else "") if part
    )
    return [
        str(number),
        f"{row['family_name']} {row['given_name']}",
        words.short(row["birth_date"]),
        ", ".join(part for part in (row["village"], street) if part),
        ", ".join(row["kinds"]),
        "; ".join(each.title for each in row["about"] if each.urgency > 0),
        ", ".join(row["sources_told"]),
    ]


def _table(asked: Asked, body: list[list[str]], **more: Any) -> dict[str, Any]:
    made_by = (asked.principal.name, ", ".join(asked.principal.role_titles))
    return {
        "is_wide": True,
        "lead": asked.declared.lead,
        "columns": [title for title, _ in OF_LIST],
        "widths": [width for _, width in OF_LIST],
        "numbers": [0],
        "rows": body,
        "none_words": "Nicio persoană la această dată.",
        "signatures": casework.signing([made_by]),
        **more,
    }


def gather_report(asked: Asked) -> Matter:
    """A ready report of figures (`subject`: its name) for the territory and period of the address."""
    report = reporting.REPORTS.get(asked.subject)
    if report is None or asked.principal.level not in report.levels:
        raise Http404
    view = figures.looking(asked.principal, asked.more)
    table = report.make(view)
    body = [[_figure(cell) for cell in row] for row in table.rows]
    content = {
        "is_wide": len(table.head) > 5,
        "lead": report.about + ".",
        "facts": [("Perioada", view.period.title), ("Teritoriul", view.title)],
        "columns": list(table.head),
        "widths": [4 if index == 0 else 2 for index in range(len(table.head))],
        "numbers": [index for index in range(1, len(table.head)) if _is_of_numbers(table.rows, index)],
        "rows": body,
        "none_words": "Nicio cifră în această perioadă.",
        "signatures": casework.signing([(asked.principal.name, ", ".join(asked.principal.role_titles))]),
    }
    return Matter(
        content,
        place_id=view.territory.place_id or view.territory.county_id or 0,
        title=report.title,
        cites=report.cites,
        left_out=(HIDDEN_NOTE,) if any(reporting.HIDDEN in row for row in body) else (),
        rows=len(body),
    )


def _figure(cell: Any) -> str:
    return "" if cell is None else words.amount(cell) if isinstance(cell, Decimal) else str(cell)


def _is_of_numbers(rows: Any, index: int) -> bool:
    cells = [row[index] for row in rows]
    return any(not isinstance(cell, str) for cell in cells)


def gather_problems(asked: Asked) -> Matter:
    """The map of problems of a community by village, with its figures (6.5.3). No household shows."""
    place = _own_place(asked)
    period = periods.month_of(asked.on)
    hides = asked.principal.level != "local"
    over = _counts(PEOPLE, place, period, "locality_id")
    counted = _counts(PROBLEMS, place, period, "locality_id")
    of_kinds = _counts(PROBLEMS, place, period, "code")
    least = readings.threshold(period) if hides else 0
    # Both tables stand on one sheet and add to one total: what one shows may not give the other's away.
    hidden, kinds = suppression.hide_together(counted, of_kinds, least)
    rates = {
        key: None if key in hidden else _rate(counted.get(key, 0), over.get(key)) for key in {*over, *counted}
    }
    look = maps.Look("Problemele comunității", unit="la 100 de persoane", hidden=tuple(hidden))
    drawing = maps.commune_map(places.spots_of(place), rates, look)
    content = {
        "facts": [("Luna", period.title), ("Comunitatea", places.name_of(place))],
        "map": _standing(drawing),
        "map_words": "Probleme la 100 de persoane în evidență, pe localități; aceleași cifre stau în tabel",
        "legend": LEGEND,
        "credit": maps.discs.CREDIT,
        "places": [
            [
                figures.label("locality_id", key),
                _count(counted.get(key, 0), key in hidden),
                str(over.get(key, 0)),
                "ascuns" if key in hidden else _shown(rates[key]),
            ]
            for key in sorted(rates, key=lambda key: (-(rates[key] or 0), figures.label("locality_id", key)))
        ],
        "problems": _kinds(of_kinds, kinds),
        "note": HIDDEN_NOTE
        if hides
        else "Cifrele mici sunt numai pentru echipa locală: nu se afișează public.",
    }
    return Matter(content, place_id=place, number=f"{place}/{period.title}")


def _shown(rate: Decimal | None) -> str:
    return "–" if rate is None else words.amount(rate)


def _standing(figure: str) -> str:
    """The picture out of the page's figure, as a file by itself: with its namespace and our letters."""
    picture = figure[figure.index("<svg") : figure.index("</svg>") + len("</svg>")]
    picture = picture.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)
    return picture.replace("system-ui, sans-serif", "Libertinus Serif")


def _counts(role: str, place: int, period: periods.Period, by: Any) -> dict[Any, int]:
    """The counts of one breakdown as they are, not yet covered."""
    code = definitions.with_role(role, period.ends_on).code
    found = readings.reading(code, territory=Territory(place_id=place), period=period, by=[by], hides=False)
    return {row.key[0]: row.numerator or 0 for row in found.rows} if found else {}


def _rate(count: int | None, people: int | None) -> Decimal | None:
    if count is None or not people:
        return None
    return (Decimal(count) * 100 / people).quantize(Decimal("0.1"), ROUND_HALF_UP)


def _count(number: int, is_hidden: bool) -> str:
    return reporting.HIDDEN if is_hidden else str(number)


def _kinds(counts: Mapping[Any, int], hidden: frozenset[Any]) -> list[list[str]]:
    """The kinds, the most frequent first; those hidden at the end, in an order that tells nothing."""
    known = library().catalogue.vulnerabilities
    shown = [code for code in counts if code in known and not known[code].favourable]
    shown.sort(key=lambda code: (code in hidden, 0 if code in hidden else -counts[code], code))
    return [
        [AREA_TITLES[known[code].area], known[code].title, _count(counts[code], code in hidden)]
        for code in shown
    ]


SOURCES: Final[dict[str, Source]] = {
    "list": gather_list,
    "report": gather_report,
    "problem_sheet": gather_problems,
}

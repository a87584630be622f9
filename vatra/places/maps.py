"""Maps drawn on the server as SVG: the country by county, a county by commune, a commune.

Pure: figures and names come in, markup goes out, the same for the same input. Class
shading always comes with a hatching, so that a map is read without colour and printed
in black; every shape says its figure in words. Show the same figures in a table beside.
"""

import csv
import json
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from vatra.places import discs, svg
from vatra.places.discs import Spot
from vatra.places.drawing import Drawing, Look
from vatra.places.names import order
from vatra.places.scales import Number

__all__ = ["Look", "Spot", "choropleth", "commune_map", "county_map", "county_names"]

DATA = Path(__file__).parent / "data"

INSET_WORDS = ("", "București și Ilfov stau și mărite, în colțul din dreapta sus")


def choropleth(values: Mapping[str, Number | None], look: Look) -> str:
    """The country, each county shaded by its figure; keys are car codes ("BT", "B").

    București and Ilfov stand a second time, larger, in the corner: only there can they
    be pressed and read.
    """
    drawing = Drawing.of(values, look)
    country = _sheets()["country"]
    small = country["inset"]
    large = {code: path for code, path in country["paths"].items() if code not in small}
    parts = [_area(drawing, code, country["paths"][code]) for code in small]
    parts += _counties(drawing, large)
    parts += _counties(drawing, small)
    if look.chosen in country["paths"]:
        parts.append(svg.outline(small.get(look.chosen) or large[look.chosen]))
    marks = {**country["marks"], **country["inset_marks"]}
    parts.append(svg.marks({code: tuple(at) for code, at in marks.items()}, size=30))
    return drawing.figure(parts, tuple(country["box"]), [INSET_WORDS])


def county_map(
    code: str,
    values: Mapping[int, Number | None],
    look: Look,
    *,
    names: Mapping[int, str],
    sizes: Mapping[int, Number] | None = None,
    sizes_words: str = "",
) -> str:
    """One county, a disc for each commune and town of `names` (SIRUTA to name).

    Equal discs with the figure written inside; with `sizes` a disc's area follows the
    size and `sizes_words` says of what ("persoane evaluate"). Discs stand as near to
    the commune as they can without touching, so one commune is always at one spot.
    """
    drawing = Drawing.of(values, look)
    county = _sheets()["counties"][code]
    room = county["radius"]
    grown = discs.Sizes(sizes, room) if sizes is not None else None
    parts = [svg.ground(county["path"])]
    for siruta, name in names.items():
        x, y = county["discs"][str(siruta)]
        shape = discs.draw(drawing, siruta, (x, y), room=room, sizes=grown)
        parts.append(drawing.linked(siruta, name, shape))
    legend = grown.legend(sizes_words) if grown else []
    return drawing.figure(parts, tuple(county["box"]), legend, credit=discs.CREDIT)


def commune_map(spots: Sequence[Spot], values: Mapping[int, Number | None], look: Look) -> str:
    """One commune by village: discs where the villages lie; those without a place below."""
    drawing = Drawing.of(values, look)
    shapes, height = discs.villages(drawing, spots)
    return drawing.figure(shapes, (discs.WIDTH, height), credit=discs.CREDIT)


@cache
def county_names() -> dict[str, str]:
    with (DATA / "counties.csv").open(encoding="utf-8", newline="") as file:
        return {row["code"]: row["name"] for row in csv.DictReader(file, delimiter=";")}


@cache
def _sheets() -> dict[str, Any]:
    sheets: dict[str, Any] = json.loads((DATA / "sheets.json").read_text(encoding="utf-8"))
    return sheets


def _counties(drawing: Drawing, paths: Mapping[str, str]) -> list[str]:
    names = county_names()
    by_name = sorted(paths, key=lambda code: order(names[code]))
    return [drawing.linked(code, names[code], _area(drawing, code, paths[code])) for code in by_name]


def _area(drawing: Drawing, code: str, path: str) -> str:
    look = svg.fill(drawing.look.ident, drawing.shade(code))
    return f'<path {look} d="{path}" stroke="{svg.INK}" stroke-width="1.6" fill-rule="evenodd"/>'

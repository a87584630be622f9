"""The drawn sheets: one of the country, one of each county, with paths and disc places.

All that does not depend on the figures is worked out here, once, so that a map is
drawn in the time it takes to join text.
"""

import json
import math
from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path
from typing import Any

from vatra.places.projection import to_km
from vatra.places.regenerate import outline, seating
from vatra.places.regenerate.outline import Ring, Spot
from vatra.places.regenerate.points import Points
from vatra.places.regenerate.register import Row

COUNTRY_WIDTH = 1000
COUNTRY_MARGIN = 8
COUNTRY_BENDS_KM2 = 5.0
# București and Ilfov are too small to read or to press on: drawn again, larger, in the
# corner of the sheet where the country is not.
INSET = ("IF", "B")
INSET_SCALE = 2.5
INSET_CENTRE = (904, 128)

COUNTY_WIDTH = 720
COUNTY_HEIGHT = 880
COUNTY_BENDS_KM2 = 0.3


class Frame:
    """Kilometres to sheet units."""

    def __init__(self, scale: float, left: float, top: float) -> None:
        self.scale, self.left, self.top = scale, left, top

    def __call__(self, spot: Spot) -> Spot:
        return (spot[0] * self.scale + self.left, spot[1] * self.scale + self.top)


def write(rows: list[Row], points: Points, topology: outline.Topology, folder: Path) -> None:
    sheets = {
        "country": _country(topology),
        "counties": _counties(rows, points, topology),
    }
    text = json.dumps(sheets, ensure_ascii=False, separators=(",", ":"))
    # A line a county: small changes stay small in the history.
    (folder / "sheets.json").write_text(text.replace('},"', '},\n"') + "\n", encoding="utf-8")


def _country(topology: outline.Topology) -> dict[str, Any]:
    shapes = topology.rings(drop_below_km2=COUNTRY_BENDS_KM2)
    left, top, right, bottom = _bounds(ring for rings in shapes.values() for ring in rings)
    scale = (COUNTRY_WIDTH - 2 * COUNTRY_MARGIN) / (right - left)
    frame = Frame(scale, COUNTRY_MARGIN - left * scale, COUNTRY_MARGIN - top * scale)
    height = math.ceil((bottom - top) * scale + 2 * COUNTRY_MARGIN)
    fine = topology.rings(drop_below_km2=0.4)
    larger = _around(INSET_CENTRE, fine["IF"], scale * INSET_SCALE)
    return {
        "box": [COUNTRY_WIDTH, height],
        "paths": {code: _path(rings, frame) for code, rings in sorted(shapes.items())},
        "marks": {code: _mark(rings, frame) for code, rings in sorted(shapes.items())},
        "inset": {code: _path(fine[code], larger) for code in INSET},
        "inset_marks": {code: _mark(fine[code], larger) for code in INSET},
    }


def _around(centre: Spot, rings: list[Ring], scale: float) -> Frame:
    left, top, right, bottom = _bounds(rings)
    return Frame(scale, centre[0] - scale * (left + right) / 2, centre[1] - scale * (top + bottom) / 2)


def _counties(rows: list[Row], points: Points, topology: outline.Topology) -> dict[str, Any]:
    shapes = topology.rings(drop_below_km2=0)
    return {code: _county(code, shapes[code], rows, points) for code in sorted(shapes)}


def _county(code: str, rings: list[Ring], rows: list[Row], points: Points) -> dict[str, Any]:
    left, top, right, bottom = _bounds(rings)
    scale = min(COUNTY_WIDTH / (right - left), COUNTY_HEIGHT / (bottom - top))
    uats = [row for row in rows if row.level == 2 and row.county == code]
    margin = seating.LARGEST + 2
    frame = Frame(scale, margin - left * scale, margin - top * scale)
    land = [outline.simplify(ring, COUNTY_BENDS_KM2) for ring in rings]
    radius, spots = seating.seat(
        [frame(to_km(*points[uat.siruta])) for uat in uats],
        [[frame(spot) for spot in ring] for ring in land],
    )
    return {
        "box": [
            math.ceil((right - left) * scale + 2 * margin),
            math.ceil((bottom - top) * scale + 2 * margin),
        ],
        "path": _path(land, frame),
        "radius": radius,
        "discs": {uat.siruta: spot for uat, spot in zip(uats, spots, strict=True)},
    }


def _bounds(rings: Iterable[Ring]) -> tuple[float, float, float, float]:
    spots = [spot for ring in rings for spot in ring]
    xs, ys = [x for x, _ in spots], [y for _, y in spots]
    return min(xs), min(ys), max(xs), max(ys)


def _mark(rings: list[Ring], frame: Frame) -> list[int]:
    x, y = frame(outline.middle(rings))
    return [round(x), round(y)]


def _path(rings: list[Ring], frame: Frame) -> str:
    """Whole units, each step from the last drawn point, so that rounding never adds up."""
    parts = []
    for ring in rings:
        grid = [(round(x), round(y)) for x, y in map(frame, ring)]
        steps = [(bx - ax, by - ay) for (ax, ay), (bx, by) in pairwise(grid) if (ax, ay) != (bx, by)]
        text = " ".join(f"{dx},{dy}" for dx, dy in steps).replace(",-", "-").replace(" -", "-")
        parts.append(f"M{grid[0][0]},{grid[0][1]}l{text}z")
    return "".join(parts)

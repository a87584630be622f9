"""County outlines: from the packaged TopoJSON to rings in kilometres.

Outlines are simplified arc by arc, before they are joined to rings, so that two
neighbours keep one border.
"""

import json
import math
from pathlib import Path
from typing import Any

from vatra.places.projection import to_km

Spot = tuple[float, float]
Ring = list[Spot]


class Topology:
    def __init__(self, source: Path) -> None:
        self._raw = json.loads(source.read_text(encoding="utf-8"))
        self._arcs = [self._arc(arc) for arc in self._raw["arcs"]]

    def rings(self, *, drop_below_km2: float) -> dict[str, list[Ring]]:
        """The rings of each county by car code, without bends smaller than the area given."""
        arcs = [simplify(arc, drop_below_km2) for arc in self._arcs]
        shapes = self._raw["objects"]["rou"]["geometries"]
        return {_code(shape): [_ring(indices, arcs) for indices in _loops(shape)] for shape in shapes}

    def _arc(self, steps: list[list[int]]) -> Ring:
        (sx, sy), (tx, ty) = (self._raw["transform"][key] for key in ("scale", "translate"))
        x = y = 0
        line = []
        for dx, dy in steps:
            x, y = x + dx, y + dy
            line.append(to_km(ty + y * sy, tx + x * sx))
        return line


def simplify(line: Ring, drop_below: float) -> Ring:
    """Visvalingam's method: the corner with the smallest triangle goes first; ends stay."""
    kept = list(line)
    least = 4 if kept[0] == kept[-1] else 2
    while len(kept) > least:
        areas = [_triangle(*kept[i - 1 : i + 2]) for i in range(1, len(kept) - 1)]
        smallest = min(range(len(areas)), key=areas.__getitem__)
        if areas[smallest] >= drop_below:
            break
        del kept[smallest + 1]
    return kept


def area(ring: Ring) -> float:
    pairs = zip(ring, ring[1:] + ring[:1], strict=True)
    return abs(sum(ax * by - bx * ay for (ax, ay), (bx, by) in pairs)) / 2


def contains(rings: list[Ring], spot: Spot) -> bool:
    """Even-odd rule over all rings, so that București is not inside Ilfov."""
    x, y = spot
    inside = False
    for ring in rings:
        for (ax, ay), (bx, by) in zip(ring, ring[1:] + ring[:1], strict=True):
            if (ay > y) != (by > y) and x < (bx - ax) * (y - ay) / (by - ay) + ax:
                inside = not inside
    return inside


def to_border(rings: list[Ring], spot: Spot) -> float:
    return min(
        _to_segment(spot, a, b) for ring in rings for a, b in zip(ring, ring[1:] + ring[:1], strict=True)
    )


def middle(rings: list[Ring]) -> Spot:
    """The point deepest inside, on a fine grid: where a label has most room."""
    xs, ys = zip(*rings[0], strict=True)
    steps = 40
    grid = [
        (min(xs) + (max(xs) - min(xs)) * i / steps, min(ys) + (max(ys) - min(ys)) * j / steps)
        for i in range(1, steps)
        for j in range(1, steps)
    ]
    return max((s for s in grid if contains(rings, s)), key=lambda s: to_border(rings, s))


def _code(shape: dict[str, Any]) -> str:
    return "B" if shape["id"] == "RO.BI" else str(shape["id"]).removeprefix("RO.")


def _loops(shape: dict[str, Any]) -> list[list[int]]:
    if shape["type"] == "Polygon":
        return list(shape["arcs"])
    return [loop for polygon in shape["arcs"] for loop in polygon]


def _ring(indices: list[int], arcs: list[Ring]) -> Ring:
    ring: Ring = []
    for index in indices:
        arc = arcs[index] if index >= 0 else arcs[~index][::-1]
        ring += arc[1:] if ring else arc
    return ring[:-1] if ring[0] == ring[-1] else ring


def _triangle(a: Spot, b: Spot, c: Spot) -> float:
    return abs((b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1])) / 2


def _to_segment(spot: Spot, a: Spot, b: Spot) -> float:
    dx, dy = b[0] - a[0], b[1] - a[1]
    length = dx * dx + dy * dy
    share = 0.0
    if length:
        share = min(1.0, max(0.0, ((spot[0] - a[0]) * dx + (spot[1] - a[1]) * dy) / length))
    return math.hypot(spot[0] - a[0] - share * dx, spot[1] - a[1] - share * dy)

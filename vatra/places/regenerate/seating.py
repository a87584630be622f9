"""The place of each commune's disc on its county's sheet, and the size all discs share."""

import math
from collections.abc import Callable

from vatra.places import layout
from vatra.places.regenerate import outline
from vatra.places.regenerate.outline import Ring, Spot

LARGEST = 34.0
SHRINK = 0.95
GAP = 2.0
MEAN_SHIFT = 0.85
"""How far the discs may move on average, in radii: beyond, the map no longer tells where."""
CELL = 8.0


def seat(homes: list[Spot], land: list[Ring]) -> tuple[float, list[tuple[float, float]]]:
    """The largest common radius at which all find room near home, and their places."""
    keep = _land_keeper(land, margin=LARGEST * 2)
    radius = LARGEST
    while True:
        spots = layout.spread(homes, apart=2 * radius + GAP, keep=keep)
        if _fits(homes, spots, radius):
            return round(radius, 1), [(round(x, 1), round(y, 1)) for x, y in spots]
        radius *= SHRINK


def _fits(homes: list[Spot], spots: list[Spot], radius: float) -> bool:
    if layout.nearest(spots) < 2 * radius + GAP / 2:
        return False
    shift = sum(math.dist(a, b) for a, b in zip(homes, spots, strict=True)) / len(homes)
    return shift <= MEAN_SHIFT * radius


def _land_keeper(land: list[Ring], margin: float) -> Callable[[Spot], Spot]:
    """A `keep` that leads a disc's centre back half-way to the nearest land.

    On a grid worked out once: asking the polygon in every round would take minutes.
    """
    columns = int((max(x for ring in land for x, _ in ring) + margin) / CELL) + 1
    lines = int((max(y for ring in land for _, y in ring) + margin) / CELL) + 1
    middles = {(i, j): ((i + 0.5) * CELL, (j + 0.5) * CELL) for i in range(columns) for j in range(lines)}
    dry = {cell for cell, middle in middles.items() if outline.contains(land, middle)}
    shore = [
        middles[i, j] for i, j in sorted(dry) if not {(i - 1, j), (i + 1, j), (i, j - 1), (i, j + 1)} <= dry
    ]
    nearest = {
        cell: min(shore, key=lambda s, m=middle: math.dist(s, m))  # type: ignore[misc]  # mypy does not see m's default
        for cell, middle in middles.items()
        if cell not in dry
    }

    def keep(spot: Spot) -> Spot:
        cell = (
            min(max(int(spot[0] / CELL), 0), columns - 1),
            min(max(int(spot[1] / CELL), 0), lines - 1),
        )
        if cell in dry:
            return spot
        goal = nearest[cell]
        return ((spot[0] + goal[0]) / 2, (spot[1] + goal[1]) / 2)

    return keep

"""Discs on a map that never hide each other. Pure geometry, the same result every time."""

import math
from collections.abc import Callable, Sequence

Spot = tuple[float, float]

ROUNDS = 300
LOOSE = 0.7
"""Share of the rounds in which the discs are still drawn home; then they only separate."""
HOMEWARD = 0.06
"""Share of the way back to its true place that a disc goes in the first round."""


def spread(spots: Sequence[Spot], *, apart: float, keep: Callable[[Spot], Spot]) -> list[Spot]:
    """Move the spots as little as needed so that any two are at least `apart` from each other.

    Neighbours push each other away in equal parts while each is drawn back home; the
    draw fades, so that the last rounds only separate. `keep` brings a spot back that
    left the land. Where there is no room for all, some stay too near: ask `nearest`.
    """
    home = [_unstacked(spot, number) for number, spot in enumerate(spots)]
    now = list(home)
    for number in range(ROUNDS):
        draw = HOMEWARD * max(0.0, 1 - number / (ROUNDS * LOOSE))
        now = [keep(_toward(spot, origin, draw)) for spot, origin in zip(now, home, strict=True)]
        if not _separate(now, apart) and not draw:
            break
    return now


def nearest(spots: Sequence[Spot]) -> float:
    """The distance of the two spots that are nearest to each other."""
    return min(
        (math.dist(a, b) for number, a in enumerate(spots) for b in spots[:number]),
        default=math.inf,
    )


def frame(width: float, height: float, margin: float) -> Callable[[Spot], Spot]:
    """A `keep` for a sheet without land: stay in the sheet, `margin` from its edge."""

    def keep(spot: Spot) -> Spot:
        return (
            min(max(spot[0], margin), width - margin),
            min(max(spot[1], margin), height - margin),
        )

    return keep


def _separate(spots: list[Spot], apart: float) -> bool:
    """One pass over the close pairs, left to right; True if something had to move."""
    order = sorted(range(len(spots)), key=lambda i: spots[i])
    moved = False
    for position, i in enumerate(order):
        for j in order[position + 1 :]:
            if spots[j][0] - spots[i][0] >= 1.5 * apart:
                break
            moved |= _push(spots, i, j, apart)
    return moved


def _push(spots: list[Spot], i: int, j: int, apart: float) -> bool:
    (ax, ay), (bx, by) = spots[i], spots[j]
    far = math.hypot(bx - ax, by - ay)
    if far >= apart:
        return False
    # A hair more than needed, or the pair would creep towards the limit for ever.
    step = (apart - far) / 2 + 0.02
    ux, uy = ((bx - ax) / far, (by - ay) / far) if far else (1.0, 0.0)
    spots[i] = (ax - ux * step, ay - uy * step)
    spots[j] = (bx + ux * step, by + uy * step)
    return True


def _unstacked(spot: Spot, number: int) -> Spot:
    """A hair off, each in its own direction: equal points could not push each other."""
    angle = number * 2.399963  # the golden angle, in radians
    return (spot[0] + 0.01 * math.cos(angle), spot[1] + 0.01 * math.sin(angle))


def _toward(spot: Spot, origin: Spot, share: float) -> Spot:
    return (spot[0] + (origin[0] - spot[0]) * share, spot[1] + (origin[1] - spot[1]) * share)

"""Discs for communes and villages: their sizes, the figures inside, their places."""

import math
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from vatra.places import layout, svg
from vatra.places.drawing import Drawing
from vatra.places.projection import to_km
from vatra.places.scales import Number, fit

SMALLEST = 6.0
TEXT_SIZE = 17
LINE = 20
DIGIT_WIDTH = 10.0

WIDTH = 720
VILLAGE_DISC = 30.0
VILLAGE_APART = 102.0
NAME_ROOM = 1.5
"""A village needs this much more room sideways than upwards: its name stands below it."""
LONG_NAME = 13
HEIGHT_A_VILLAGE = 36
LOWEST, HIGHEST = 320, 1400
VILLAGE_ROW = 116
LARGEST_SCALE = 60.0
"""Units a kilometre: two hamlets 500 m apart must not look like two ends of the commune."""


CREDIT = "Locul pe hartă: GeoNames, CC BY 4.0"
THIN, THICK = 1.4, 4.5


class Spot(NamedTuple):
    """A locality; without coordinates it is drawn in the row below the map."""

    siruta: int
    name: str
    lat: float | None = None
    lon: float | None = None


class Sizes:
    """Areas in proportion to the sizes, the largest filling the room there is."""

    def __init__(self, sizes: Mapping[int, Number], room: float) -> None:
        self._sizes, self._room = sizes, room
        self._largest = max((float(v) for v in sizes.values()), default=0.0)

    def radius(self, siruta: int) -> float:
        size = float(self._sizes.get(siruta, 0))
        share = size / self._largest if self._largest else 0.0
        return round(max(SMALLEST, self._room * math.sqrt(share)), 1)

    def legend(self, words: str) -> list[tuple[str, str]]:
        """What the area means, and what the largest disc stands for."""
        largest = fit([self._largest]).figure(self._largest)
        rings = _ring(14.0) + _ring(7.0)
        return [(rings, f"suprafața cercului: {words}; cel mai mare: {largest}")]


def draw(drawing: Drawing, siruta: int, at: tuple[float, float], *, room: float, sizes: Sizes | None) -> str:
    """A disc with its figure if that fits; a small disc keeps the whole room for pressing."""
    x, y = at
    if sizes is None:
        return _disc(drawing, siruta, at, room) + _figure(drawing, siruta, at, room)
    disc = _disc(drawing, siruta, at, sizes.radius(siruta))
    return f'<circle class="map-room" cx="{x}" cy="{y}" r="{room}" fill="none" pointer-events="all"/>{disc}'


def villages(drawing: Drawing, spots: Sequence[Spot]) -> tuple[list[str], int]:
    """The discs with their names below, and the height of the sheet."""
    placed = [spot for spot in spots if spot.lat is not None and spot.lon is not None]
    others = [spot for spot in spots if spot.lat is None or spot.lon is None]
    height = min(HIGHEST, max(LOWEST, HEIGHT_A_VILLAGE * len(placed))) if placed else 0
    at = dict(zip(placed, _on_the_ground(tuple(placed), height), strict=True))
    parts = []
    if others:
        parts.append(svg.words("Fără loc cunoscut pe hartă:", (WIDTH / 2, height + 28), size=TEXT_SIZE))
        at |= _in_rows(others, top=height + 44)
        height += 44 + VILLAGE_ROW * math.ceil(len(others) / _a_row())
    parts += [_village(drawing, spot, spot_at) for spot, spot_at in at.items()]
    return parts, height


def _village(drawing: Drawing, spot: Spot, at: tuple[float, float]) -> str:
    shape = draw(drawing, spot.siruta, at, room=VILLAGE_DISC, sizes=None)
    top = at[1] + VILLAGE_DISC + TEXT_SIZE
    lines = [
        svg.words(line, (at[0], round(top + number * LINE, 1)), size=TEXT_SIZE)
        for number, line in enumerate(_two_lines(spot.name))
    ]
    # The lower line first: its light rim must not wipe out the commas of ș and ț above it.
    return drawing.linked(spot.siruta, spot.name, shape + "".join(reversed(lines)))


def _two_lines(name: str) -> list[str]:
    """A long name broken at the space nearest its middle."""
    spaces = [i for i, letter in enumerate(name) if letter == " "]
    if len(name) <= LONG_NAME or not spaces:
        return [name]
    at = min(spaces, key=lambda i: abs(i - len(name) / 2))
    return [name[:at], name[at + 1 :]]


@lru_cache(maxsize=512)
def _on_the_ground(spots: tuple[Spot, ...], height: int) -> tuple[tuple[float, float], ...]:
    """Remembered: the villages of a commune stay where they are, and spreading takes a while."""
    km = [to_km(spot.lat or 0.0, spot.lon or 0.0) for spot in spots]
    if not km:
        return ()
    (left, right), (top, bottom) = ((min(axis), max(axis)) for axis in zip(*km, strict=True))
    scale = min(
        LARGEST_SCALE,
        (WIDTH - 2 * VILLAGE_APART) / max(right - left, 0.01),
        (height - VILLAGE_APART) / max(bottom - top, 0.01),
    )
    # Squeezed sideways while they are spread, so that names find room; then drawn out again.
    found = layout.spread(
        [
            (
                (WIDTH / 2 + scale * (x - (left + right) / 2)) / NAME_ROOM,
                height / 2 + scale * (y - (top + bottom) / 2),
            )
            for x, y in km
        ],
        apart=VILLAGE_APART,
        keep=layout.frame(WIDTH / NAME_ROOM, height - TEXT_SIZE, VILLAGE_APART / 2),
    )
    return tuple((round(x * NAME_ROOM, 1), round(y, 1)) for x, y in found)


def _a_row() -> int:
    return int(WIDTH // (NAME_ROOM * VILLAGE_APART))


def _in_rows(spots: Sequence[Spot], *, top: float) -> dict[Spot, tuple[float, float]]:
    """Rows from the left, as wide together as the longest of them, in the middle of the sheet."""
    step = WIDTH / _a_row()
    left = (WIDTH - step * min(len(spots), _a_row())) / 2
    first = top + VILLAGE_DISC + 6
    found = {}
    for number, spot in enumerate(spots):
        row, column = divmod(number, _a_row())
        found[spot] = (round(left + step * (column + 0.5), 1), first + VILLAGE_ROW * row)
    return found


def _disc(drawing: Drawing, siruta: int, at: tuple[float, float], radius: float) -> str:
    look = svg.fill(drawing.look.ident, drawing.shade(siruta))
    line = THICK if siruta == drawing.look.chosen else THIN
    return f'<circle {look} cx="{at[0]}" cy="{at[1]}" r="{radius}" stroke="{svg.INK}" stroke-width="{line}"/>'


def _figure(drawing: Drawing, siruta: int, at: tuple[float, float], radius: float) -> str:
    text = drawing.figure_of(siruta)
    if not text or len(text) * DIGIT_WIDTH > 2 * radius:
        return ""
    return svg.words(text, (at[0], at[1] + TEXT_SIZE * 0.36), size=TEXT_SIZE)


def _ring(radius: float) -> str:
    return f'<circle cx="24" cy="16" r="{radius}" fill="none" stroke="{svg.INK}" stroke-width="1.5"/>'

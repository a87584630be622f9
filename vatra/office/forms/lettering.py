"""A typed name as strokes: for who signs at a desk without a pen, the name in plain letters.

The box is the phone's: 600 x 300. Letters stand on a grid of 5 x 7 points.
"""

from __future__ import annotations

from typing import Final

from vatra.kit.answers import CLEANERS
from vatra.people.names import fold

WIDTH: Final = 600
BASE: Final = 180
MOST: Final = 60  # letters
LETTERS: Final = {
    "a": "06 20 46|14 34",
    "b": "03 00 30 41 42 33 03 06 36 45 44 33",
    "c": "41 30 10 01 05 16 36 45",
    "d": "00 06 26 44 42 20 00",
    "e": "40 00 06 46|03 33",
    "f": "40 00 06|03 33",
    "g": "41 30 10 01 05 16 36 45 43 23",
    "h": "00 06|40 46|03 43",
    "i": "20 26",
    "j": "40 45 36 16 05",
    "k": "00 06|40 03 46",
    "l": "00 06 46",
    "m": "06 00 23 40 46",
    "n": "06 00 46 40",
    "o": "10 30 41 45 36 16 05 01 10",
    "p": "06 00 30 41 42 33 03",
    "q": "10 30 41 45 36 16 05 01 10|34 46",
    "r": "06 00 30 41 42 33 03|23 46",
    "s": "41 30 10 01 02 13 33 44 45 36 16 05",
    "t": "00 40|20 26",
    "u": "00 05 16 36 45 40",
    "v": "00 26 40",
    "w": "00 16 23 36 40",
    "x": "00 46|40 06",
    "y": "00 23 40|23 26",
    "z": "00 40 06 46",
}

Strokes = list[list[list[int]]]


def strokes(name: str) -> Strokes:
    """The name as strokes of ``[x, y, t]``; empty where it has no letter."""
    letters = fold(name)[:MOST]
    step = min(40, (WIDTH - 20) // max(1, len(letters)))
    drawn: Strokes = []
    for place, letter in enumerate(letters):
        for stroke in filter(None, LETTERS.get(letter, "").split("|")):
            points = [(int(point[0]), int(point[1])) for point in stroke.split()]
            drawn.append([_at(10 + place * step, step, x, y) for x, y in points])
    return drawn


def path(drawn: object) -> str:
    """The strokes as the path of a drawing; empty when they are none."""
    strokes_in_box = CLEANERS["signature"]({}, drawn) or []
    lines = [" ".join(f"{point[0]} {point[1]}" for point in stroke) for stroke in strokes_in_box]
    return " ".join(f"M{line}" for line in lines)


def _at(left: int, step: int, x: int, y: int) -> list[int]:
    return [left + x * step // 6, BASE - (6 - y) * step // 6, 0]

"""Projection, spreading of discs, outlines."""

import json
import math
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vatra.places import layout, register
from vatra.places.kinds import Level
from vatra.places.projection import to_km
from vatra.places.regenerate import outline

SPOT = st.tuples(st.floats(0, 700), st.floats(0, 500))


def test_projection_has_its_centre_at_46_north_25_east() -> None:
    assert to_km(46.0, 25.0) == pytest.approx((0.0, 0.0))


def test_projection_keeps_distances_within_a_hundredth() -> None:
    east, south = to_km(44.4323, 26.1063)  # București

    assert math.hypot(east, south) == pytest.approx(194.8, rel=0.01)
    assert east > 0
    assert south > 0


def test_spread_leaves_distant_spots_alone() -> None:
    spots = [(100.0, 100.0), (300.0, 100.0)]

    moved = layout.spread(spots, apart=50, keep=layout.frame(700, 500, 25))
    assert all(math.dist(a, b) < 0.1 for a, b in zip(spots, moved, strict=True))


@settings(max_examples=30, deadline=None)
@given(st.lists(SPOT, min_size=2, max_size=12))
def test_spread_separates_whatever_it_is_given(spots: list[tuple[float, float]]) -> None:
    moved = layout.spread(spots, apart=60, keep=layout.frame(700, 500, 30))

    assert layout.nearest(moved) >= 59
    assert all(30 <= x <= 670 and 30 <= y <= 470 for x, y in moved) or len(spots) > 8


def test_simplify_keeps_the_ends_and_drops_small_bends() -> None:
    line = [(0.0, 0.0), (1.0, 0.01), (2.0, 0.0), (3.0, 5.0), (4.0, 0.0)]

    assert outline.simplify(line, 0.5) == [(0.0, 0.0), (2.0, 0.0), (3.0, 5.0), (4.0, 0.0)]


def test_contains_minds_the_hole() -> None:
    square = [(0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (0.0, 10.0)]
    hole = [(4.0, 4.0), (6.0, 4.0), (6.0, 6.0), (4.0, 6.0)]

    assert outline.contains([square, hole], (2.0, 2.0))
    assert not outline.contains([square, hole], (5.0, 5.0))
    assert outline.middle([square, hole]) != (5.0, 5.0)


def test_every_uat_lies_in_its_county_or_on_its_border() -> None:
    """On the country's sheet, where a unit is 0.75 km: the outlines there are simplified."""
    country = json.loads((register.DATA / "sheets.json").read_text(encoding="utf-8"))["country"]
    rings = {code: rings_of(path) for code, path in country["paths"].items()}
    seat = {row.county_code: row for row in register.places() if row.level == Level.COUNTY}
    placed = frame_of(country, rings)

    far = [
        (row.name, row.county_code)
        for row in register.places()
        if row.level == Level.UAT
        and not outline.contains(rings[row.county_code], placed(row))
        and outline.to_border(rings[row.county_code], placed(row)) > 6.5
    ]
    assert len(seat) == 42
    assert far == []


def rings_of(path: str) -> list[list[tuple[float, float]]]:
    rings = []
    for part in path.split("z")[:-1]:
        numbers = [float(n) for n in re.findall(r"-?\d+", part)]
        x, y = numbers[:2]
        ring = [(x, y)]
        for dx, dy in zip(numbers[2::2], numbers[3::2], strict=True):
            x, y = x + dx, y + dy
            ring.append((x, y))
        rings.append(ring)
    return rings


def frame_of(country, rings):
    """Kilometres to sheet units, from what the sheet itself spans."""
    xs = [x for county in rings.values() for ring in county for x, _ in ring]
    ys = [y for county in rings.values() for ring in county for _, y in ring]
    # The westernmost and northernmost kilometre of the outlines, as in the source.
    west, east, north = -366.62, 368.37, -254.33
    scale = (max(xs) - min(xs)) / (east - west)

    def placed(row):
        x, y = to_km(row.lat, row.lon)
        return ((x - west) * scale + min(xs), (y - north) * scale + min(ys))

    return placed

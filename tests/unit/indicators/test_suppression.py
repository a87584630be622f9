"""Nobody works out a small number from what two tables of one sheet show."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import permutations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from vatra.indicators import suppression

LEAST = 5
PARTS = st.lists(st.integers(0, 9), min_size=1, max_size=4)


def keyed(values: list[int]) -> dict[int, int]:
    return dict(enumerate(values))


def fillings(counts: Mapping[int, int], hidden: frozenset[int]) -> Iterator[dict[int, int]]:
    """Ways to fill the hidden parts that add to the same total and hide just those.

    What is there, any two of them exchanged, or one taken from a part and given to another: who
    works backwards cannot tell these from the truth.
    """
    for one, other in permutations(sorted(hidden), 2):
        exchanged = {one: counts[other], other: counts[one]}
        moved = {one: counts[one] - 1, other: counts[other] + 1}
        for change in ({}, exchanged, moved):
            filled = {**counts, **change}
            if filled[one] > 0 and suppression.hide(filled, LEAST) == hidden:
                yield filled


def test_parts_that_are_all_one_are_hidden_with_another() -> None:
    counts = keyed([1, 1, 1, 1, 1, 7, 9])

    assert suppression.hide(counts, LEAST) == {0, 1, 2, 3, 4, 5}


def test_parts_that_are_all_the_largest_small_number_are_hidden_with_another() -> None:
    counts = keyed([5, 4, 4, 0])

    assert suppression.hide(counts, LEAST) == {0, 1, 2}


def test_equal_parts_are_hidden_together() -> None:
    """With one of the fives hidden, the four would be the only number that leads to that choice."""
    assert suppression.hide(keyed([5, 5, 4, 0]), LEAST) == {0, 1, 2}


def test_zero_and_large_parts_stay() -> None:
    assert suppression.hide(keyed([0, 5, 80]), LEAST) == frozenset()
    assert suppression.hide(keyed([3, 6, 80, 0]), LEAST) == {0, 1}


@pytest.mark.parametrize("is_turned", [False, True])
def test_a_total_shown_by_one_table_does_not_fill_the_other(is_turned: bool) -> None:
    kinds, villages = keyed([1, 1, 1, 1, 1]), {"a": 5, "b": 0}
    # The village alone says 5: five kinds hidden, each of at least one, are then one each.
    assert suppression.hide(villages, LEAST) == frozenset()

    if is_turned:
        second, first = suppression.hide_together(villages, kinds, LEAST)
    else:
        first, second = suppression.hide_together(kinds, villages, LEAST)

    assert first == {0, 1, 2, 3, 4}
    assert second == {"a"}


@given(PARTS, PARTS)
@example([5, 4, 4, 0], [0, 13])
@example([5, 5, 4, 0], [0, 14])
def test_no_small_number_follows_from_both(left: list[int], right: list[int]) -> None:
    """Two tables with one total: where a gap is left, its table alone or its total leaves it open."""
    right = [*right, max(0, sum(left) - sum(right))]
    left = [*left, max(0, sum(right) - sum(left))]
    one, other = keyed(left), keyed(right)
    first, second = suppression.hide_together(one, other, LEAST)

    small = {key for key, n in one.items() if 0 < n < LEAST}
    assert small <= first
    if not second:  # the other table tells the total
        ways = list(fillings(one, first))
        for key in small:
            assert len({filled[key] for filled in ways}) > 1

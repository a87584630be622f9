"""Small numbers hidden where they could point at a person.

A count of 1 to ``threshold - 1`` is hidden. If a table's total stands beside it and the hidden
parts could be worked out from it, the next smallest part is hidden too, with those equal to it. Two tables of one
matter share their total: what one of them tells may not fill the gaps of the other.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

K = TypeVar("K")
L = TypeVar("L")


def hide(counts: Mapping[K, int], threshold: int, *, has_total: bool = True) -> frozenset[K]:
    """Keys whose count must not be shown. Zero says nothing of anybody and stays."""
    hidden = frozenset(key for key, count in counts.items() if 0 < count < threshold)
    while has_total and hidden and not is_safe(counts, hidden, threshold):
        more = _smallest(counts, hidden)
        if not more:
            break
        hidden |= more
    return hidden


def hide_together(
    one: Mapping[K, int], other: Mapping[L, int], threshold: int
) -> tuple[frozenset[K], frozenset[L]]:
    """The same for two tables that divide one total: where the gaps of one follow from it, the other hides it."""
    first, second = hide(one, threshold), hide(other, threshold)
    if first and not second and not is_safe(one, first, threshold):
        second = _smallest(other, second)
    if second and not first and not is_safe(other, second, threshold):
        first = _smallest(one, first)
    return first, second


def is_safe(counts: Mapping[K, int], hidden: frozenset[K], threshold: int) -> bool:
    """Whether the total less what is shown leaves the hidden parts open.

    At least two are hidden, together they are not small themselves, and they are neither all one
    nor all the largest number that is hidden.
    """
    together = sum(counts[key] for key in hidden)
    least, most = len(hidden), len(hidden) * (threshold - 1)
    return len(hidden) > 1 and together >= threshold and together not in (least, most)


def _smallest(counts: Mapping[K, int], hidden: frozenset[K]) -> frozenset[K]:
    """The smallest parts still shown that are not zero; empty where every part is hidden.

    Equal ones go together: which of them was taken would tell that the others are no smaller.
    """
    rest = {key: count for key, count in counts.items() if key not in hidden and count}
    least = min(rest.values(), default=0)
    return frozenset(key for key, count in rest.items() if count == least)

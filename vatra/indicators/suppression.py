"""Small numbers hidden where they could point at a person.

A count of 1 to ``threshold - 1`` is hidden. If a table's total stands beside it and only
one part is hidden, the total gives it away: then the next smallest part is hidden too.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

K = TypeVar("K")


def hide(counts: Mapping[K, int], threshold: int, *, has_total: bool = True) -> frozenset[K]:
    """Keys whose count must not be shown. Zero says nothing of anybody and stays."""
    hidden = {key for key, count in counts.items() if 0 < count < threshold}
    if has_total and hidden and not _is_safe(counts, hidden, threshold):
        rest = sorted((count, str(key), key) for key, count in counts.items() if key not in hidden and count)
        if rest:
            hidden.add(rest[0][2])
    return frozenset(hidden)


def _is_safe(counts: Mapping[K, int], hidden: set[K], threshold: int) -> bool:
    """Whether at least two parts are hidden and together they are not small themselves."""
    return len(hidden) > 1 and sum(counts[key] for key in hidden) >= threshold

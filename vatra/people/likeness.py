"""How much two names, dates or addresses are alike. Pure; what is compared is folded first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import Any, Final

from rapidfuzz.distance import OSA

from vatra.people.names import fold

SLIP: Final = 0.8  # weight of something that agrees but for a slip of the finger
LONG_NAME, MIDDLING_NAME = 8, 4  # letters: from these on two slips, one slip are forgiven
FULL_DATE: Final = len("2026-01-01")


@dataclass(frozen=True, slots=True)
class Names:
    """Likeness (0 = another name) of the family and of the given name."""

    family: float
    given: float
    are_swapped: bool = False


def names(family: str, given: str, other_family: str, other_given: str) -> Names:
    """The names compared as written, and the one for the other where that fits better."""
    straight = Names(name(family, other_family), name(given, other_given))
    swapped = Names(name(family, other_given), name(given, other_family), are_swapped=True)
    is_better = bool(swapped.family and swapped.given) and not (straight.family and straight.given)
    return swapped if is_better else straight


def name(one: str, other: str) -> float:
    """1 the same, a part of it ("Ion" of "Ion Vasile") or spelt otherwise; 0.8 a slip; 0 another."""
    first, second = fold(one), fold(other)
    if not first or not second:
        return 0
    words, others = set(first.split()), set(second.split())
    if words <= others or others <= words:
        return 1
    if first.replace(" ", "") == second.replace(" ", ""):
        return 1
    return SLIP if OSA.distance(first, second) <= _slips(max(len(first), len(second))) else 0


def word(one: str, other: str) -> float:
    """The same as :func:`name` of two single words that are folded already: for hundreds at a time."""
    if one == other:
        return 1.0
    slips = _slips(max(len(one), len(other)))
    if abs(len(one) - len(other)) > slips:
        return 0.0
    return SLIP if OSA.distance(one, other) <= slips else 0.0


def _slips(letters: int) -> int:
    if letters >= LONG_NAME:
        return 2
    return 1 if letters >= MIDDLING_NAME else 0


def birth(one: str, other: str) -> float:
    """1 equal, or equal as far as the shorter tells; 0.8 day and month exchanged or one digit wrong."""
    if not one or not other:
        return 0
    short, long = sorted((one, other), key=len)
    if long == short or long.startswith(f"{short}-"):
        return 1
    if len(short) < FULL_DATE:
        return 0
    return SLIP if other in set(births_near(one)) else 0


def births_near(text: str) -> Iterator[str]:
    """Dates that a slip makes of a full date, the date itself and what is known less exactly first."""
    if text:
        yield text
    if len(text) != FULL_DATE:
        return
    yield from (text[:4], text[:7])
    year, month, day = text.split("-")
    yield f"{year}-{day}-{month}"
    places = [at for at, sign in enumerate(text) if sign.isdigit()]
    for at in places:
        yield from (f"{text[:at]}{digit}{text[at + 1 :]}" for digit in "0123456789" if digit != text[at])
    for left, right in combinations(places, 2):
        if right - left == 1:
            yield f"{text[:left]}{text[right]}{text[left]}{text[right + 1 :]}"


def is_same_address(one: tuple[Any, str, str], other: tuple[Any, str, str]) -> bool:
    """Same village and house number, and the same street where both have one."""
    (village, street, number), (other_village, other_street, other_number) = one, other
    if village is None or village != other_village or not fold(number):
        return False
    if fold(number) != fold(other_number):
        return False
    return not (fold(street) and fold(other_street)) or bool(name(street, other_street))

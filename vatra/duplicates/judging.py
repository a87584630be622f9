"""What a clerk would say of a pair: pure rules over the weights, so that each pair has its reasons.

The weights alone take twins for one person: a name, a birth date and a house in common weigh
more than a given name that differs. A pair must therefore pass what no weight may outvote.
"""

from __future__ import annotations

from collections.abc import Iterator
from types import MappingProxyType
from typing import Final

from vatra.duplicates.entered import Entered
from vatra.people import likeness

REASONS: Final = MappingProxyType(
    {
        "same_number": "același CNP sau act străin",
        "other_number": "dar CNP-ul este altul",
        "same_names": "același nume",
        "swapped_names": "numele și prenumele sunt inversate",
        "alike_names": "nume scris puțin altfel",
        "other_family": "alt nume de familie (căsătorie?)",
        "same_birth": "aceeași dată a nașterii",
        "near_birth": "o dată a nașterii apropiată",
        "birth_year": "același an al nașterii",
        "same_household": "aceeași gospodărie",
        "same_address": "aceeași adresă",
        "same_place": "aceeași localitate",
        "other_place": "altă localitate din județ",
    }
)


def reasons(one: Entered, other: Entered) -> tuple[str, ...]:
    """Codes of ``REASONS`` in the order read aloud; empty when it cannot be one person."""
    names = likeness.names(one.family, one.given, other.family, other.given)
    born = likeness.birth(one.birth, other.birth)
    if _same_number(one, other):
        return ("same_number", *_names(names), *_born(one, other, born), *_lives(one, other))
    is_named_alike = names.given > 0 and (names.family > 0 or one.sex == other.sex == "f")
    if not is_named_alike or (one.birth and other.birth and not born):
        return ()
    is_other = bool(one.cnp and other.cnp)
    told = (*_names(names), *_born(one, other, born), *_lives(one, other))
    return (*told, "other_number") if is_other else told


def _same_number(one: Entered, other: Entered) -> bool:
    return bool(one.cnp and one.cnp == other.cnp) or bool(one.foreign and one.foreign == other.foreign)


def _names(names: likeness.Names) -> Iterator[str]:
    if not names.given:
        return
    if not names.family:
        yield "other_family"
    elif names.are_swapped:
        yield "swapped_names"
    else:
        yield "same_names" if names.family == names.given == 1 else "alike_names"


def _born(one: Entered, other: Entered, born: float) -> Iterator[str]:
    if born == 1:
        is_whole = len(one.birth) == len(other.birth)
        yield "same_birth" if is_whole else "birth_year"
    elif born:
        yield "near_birth"


def _lives(one: Entered, other: Entered) -> Iterator[str]:
    if one.household == other.household:
        yield "same_household"
    elif likeness.is_same_address(_address(one), _address(other)):
        yield "same_address"
    else:
        yield "same_place" if one.place == other.place else "other_place"


def _address(person: Entered) -> tuple[int | None, str, str]:
    return (person.locality, person.street, person.number)

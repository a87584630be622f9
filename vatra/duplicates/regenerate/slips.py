"""The same person entered a second time, as clerks do it: diacritics, swaps, slips, moves."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from string import ascii_lowercase
from uuid import UUID

from vatra.duplicates.entered import Entered
from vatra.duplicates.regenerate.people import County
from vatra.people.names import fold

Slip = Callable[[random.Random, Entered, County], Entered]


def again(choose: random.Random, person: Entered, county: County) -> Entered:
    """A second file of the person: a new id, now and then without diacritics, with up to two slips."""
    made = replace(person, id=str(UUID(int=choose.getrandbits(128))))
    if choose.random() < 0.5:
        made = replace(made, family=fold(made.family).title(), given=fold(made.given).title())
    for slip in choose.choices(SLIPS, WEIGHTS, k=choose.choice((0, 1, 1, 2))):
        made = slip(choose, made, county)
    if choose.random() < 0.4:
        made = replace(made, cnp="")
    return made


def _typing(text: str, choose: random.Random) -> str:
    """One letter lost, doubled, another, or exchanged with its neighbour."""
    if len(text) < 3:
        return text
    at = choose.randrange(len(text) - 1)
    return choose.choice(
        (
            text[:at] + text[at + 1 :],
            text[:at] + text[at] + text[at:],
            text[:at] + choose.choice(ascii_lowercase) + text[at + 1 :],
            text[:at] + text[at + 1] + text[at] + text[at + 2 :],
        )
    )


def _family_slip(choose: random.Random, one: Entered, _: County) -> Entered:
    return replace(one, family=_typing(one.family, choose))


def _given_slip(choose: random.Random, one: Entered, _: County) -> Entered:
    return replace(one, given=_typing(one.given, choose))


def _swapped(_: random.Random, one: Entered, __: County) -> Entered:
    return replace(one, family=one.given, given=one.family)


def _one_of_two(choose: random.Random, one: Entered, _: County) -> Entered:
    """The second given name left out."""
    return replace(one, given=choose.choice(one.given.replace("-", " ").split()))


def _married(_: random.Random, one: Entered, county: County) -> Entered:
    return replace(one, family=county.family()) if one.sex == "f" else one


def _year_only(_: random.Random, one: Entered, __: County) -> Entered:
    return replace(one, birth=one.birth[:4])


def _day_and_month(_: random.Random, one: Entered, __: County) -> Entered:
    year, month, day = [*one.birth.split("-"), "", ""][:3]
    is_date = day and int(day) <= 12
    return replace(one, birth=f"{year}-{day}-{month}") if is_date else one


def _date_slip(choose: random.Random, one: Entered, _: County) -> Entered:
    if len(one.birth) < 10:
        return one
    return replace(one, birth=one.birth[:-1] + choose.choice("0123456789"))


def _wrong_cnp(choose: random.Random, one: Entered, _: County) -> Entered:
    return replace(one, cnp=f"{choose.getrandbits(128):032x}" if one.cnp else "")


def _moved(_: random.Random, one: Entered, county: County) -> Entered:
    home = county.home()
    return replace(
        one, household=home.household, place=home.place, locality=home.locality, street=home.street,
        number=home.number,
    )  # fmt: skip


def _other_house(_: random.Random, one: Entered, county: County) -> Entered:
    """In the same commune, in another household: a child with its grandmother."""
    home = county.home()
    village = one.place * 100 + (home.locality or 0) % 100
    return replace(one, household=home.household, street=home.street, number=home.number, locality=village)


def _same_house(choose: random.Random, one: Entered, _: County) -> Entered:
    """The household itself entered twice."""
    return replace(one, household=str(UUID(int=choose.getrandbits(128))))


def _wrong_sex(_: random.Random, one: Entered, __: County) -> Entered:
    return replace(one, sex="m" if one.sex == "f" else "f")


# How often each happens is our own estimate: no study of Romanian registers was at hand.
SLIPS: tuple[Slip, ...] = (
    *(_family_slip, _given_slip, _swapped, _one_of_two, _married, _year_only, _day_and_month),
    *(_date_slip, _wrong_cnp, _moved, _other_house, _same_house, _wrong_sex),
)
WEIGHTS = (6, 6, 4, 4, 2, 2, 2, 4, 2, 10, 6, 4, 1)

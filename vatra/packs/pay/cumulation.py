"""Supplements that meet: what the text forbids, what it adds, and what a person must decide."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from itertools import combinations

from vatra.packs.pay.catalogue import Law, Rule
from vatra.packs.pay.facts import Choice


@dataclass(frozen=True, slots=True)
class Candidate:
    """A supplement whose conditions hold, with its percentage. `rank`: its place in the text."""

    post: str
    rank: int
    code: str
    care: str
    percent: Decimal
    workplace: str


@dataclass(frozen=True, slots=True)
class Meeting:
    """Two candidates that a rule speaks of, and what became of them. `dropped`: codes not paid."""

    rule: Rule
    one: Candidate
    other: Candidate
    dropped: tuple[Candidate, ...]
    choice: Choice | None

    @property
    def is_undecided(self) -> bool:
        """Whether a person still has to decide."""
        if self.choice is not None:
            return False
        return self.rule.kind == "open" or (self.rule.kind == "forbidden" and not self.rule.keep)


Chosen = Callable[[Rule, Candidate, date], Choice | None]


def settle(
    law: Law, candidates: Sequence[Candidate], chosen: Chosen, on: date
) -> tuple[list[Candidate], list[Meeting]]:
    """Those that stand, and every meeting on the way. The order of `candidates` does not matter."""
    ordered = sorted(candidates, key=_order)
    # The pairs come in the order of the text; the sort by rule keeps it.
    pairs = sorted(_pairs(law, ordered), key=lambda pair: pair[0].rank)
    dropped: set[Candidate] = set()
    meetings: list[Meeting] = []
    for rule, one, other in pairs:
        if {one, other} & dropped or rule.kind == "added":
            continue
        meeting = _decide(rule, one, other, chosen(rule, one, on))
        dropped |= set(meeting.dropped)
        meetings.append(meeting)
    return [one for one in ordered if one not in dropped], meetings


def rule_for(law: Law, one: Candidate, other: Candidate) -> Rule | None:
    """The first rule that speaks of the two."""
    if one.code == other.code and one.post == other.post:
        return None  # a line for each child, or the same supplement in two stretches
    is_same_care = one.care != "" and one.care == other.care
    return _rule(law, one.code, other.code, one.post == other.post, is_same_care)


@lru_cache(maxsize=4096)
def _rule(law: Law, one: str, other: str, is_same_post: bool, is_same_care: bool) -> Rule | None:
    for rule in law.rules:
        is_met = rule.scope == "person" or (is_same_post and (rule.scope == "post" or is_same_care))
        if is_met and rule.fits(one, other):
            return rule
    return None


def _pairs(law: Law, ordered: Sequence[Candidate]) -> Iterator[tuple[Rule, Candidate, Candidate]]:
    for one, other in combinations(ordered, 2):
        rule = rule_for(law, one, other)
        if rule is not None:
            yield rule, one, other


def _order(one: Candidate) -> tuple[str, int, str]:
    return one.post, one.rank, one.care


def _decide(rule: Rule, one: Candidate, other: Candidate, choice: Choice | None) -> Meeting:
    first, second = (one, other) if rule.is_first(one.code, other.code) else (other, one)
    kept = choice.keep if choice is not None else rule.keep or rule.proposal
    if rule.kind == "forbidden" and choice is None and not rule.keep:
        return Meeting(rule, one, other, (one, other), None)
    dropped: tuple[Candidate, ...]
    match kept:
        case "both":
            dropped = ()
        case "first":
            dropped = (second,)
        case "second":
            dropped = (first,)
        case "higher" | "ask":
            dropped = (_lower(first, second),)
        case _:
            dropped = tuple(each for each in (one, other) if each.code != kept)
    return Meeting(rule, one, other, dropped, choice)


def _lower(one: Candidate, other: Candidate) -> Candidate:
    """Of equals the later in the text gives way."""
    return min((one, other), key=lambda each: (each.percent, -each.rank))


def possible(rule: Rule) -> str:
    """Why a decision may not be taken, in words; empty if it may."""
    return "" if rule.kind == "open" or (rule.kind == "forbidden" and not rule.keep) else rule.text

"""Which supplements fit the facts of a post on a day, condition by condition."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from vatra.packs.pay import words
from vatra.packs.pay.catalogue import Condition, Supplement, covers
from vatra.packs.pay.edition import Edition

Facts = Mapping[str, Any]
# They work at home with whom they care for: what a unit gives its staff is not meant for them.
AT_HOME: Final = ("foster_carer", "personal_assistant", "family_assistant")
IN_UNIT: Final = Condition(
    op="not_in",
    fact="post.position",
    value=AT_HOME,
    text="lucrează în personalul unității (nu îngrijește acasă)",
)


@dataclass(frozen=True, slots=True)
class Check:
    """One condition and what was found. `text` says what would have to be true."""

    text: str
    found: str
    holds: bool
    cites: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    """One supplement against the facts."""

    supplement: Supplement
    checks: tuple[Check, ...]

    @property
    def holds(self) -> bool:
        return all(check.holds for check in self.checks)

    @property
    def lacking(self) -> tuple[Check, ...]:
        return tuple(check for check in self.checks if not check.holds)


def judge(edition: Edition, facts: Facts) -> tuple[Verdict, ...]:
    """Every supplement of the edition, in the order of the text."""
    fitting: list[str] = []
    verdicts = []
    for one in edition.supplements:
        asked = (*edition.common, *((IN_UNIT,) if one.is_of_unit else ()), *one.conditions)
        verdict = Verdict(one, tuple(_check(condition, facts, fitting) for condition in asked))
        verdicts.append(verdict)
        if verdict.holds:
            fitting.append(one.code)
    return tuple(verdicts)


def _check(condition: Condition, facts: Facts, fitting: Iterable[str]) -> Check:
    if condition.op == "none_of":
        there = [code for code in fitting if covers(condition.value, code)]
        found = f"intră la {', '.join(there)}" if there else "nu intră"
        return Check(condition.text, found, not there, condition.cites)
    value = facts.get(condition.fact)
    found = facts.get(f"{condition.fact}.told") or words.told(condition.fact, value)
    return Check(condition.text, found, _holds(condition, value), condition.cites)


def _holds(condition: Condition, value: Any) -> bool:
    if value is None:
        return False
    match condition.op:
        case "is":
            return bool(value == condition.value)
        case "in":
            return value in condition.value
        case "not_in":
            return value not in condition.value
        case "has":
            return condition.value in value
        case "at_least":
            return bool(value >= condition.value)
    raise ValueError(f"unknown comparison {condition.op}")

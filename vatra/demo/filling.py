"""A form filled plausibly: what is asked is answered, hardship decides how badly.

Nothing here knows a particular form. Which answers are bad is read from the form's own
rules: an answer that makes an unfavourable finding is chosen as often as the household's
hardship says. ``wishes`` fix the answers that a story needs.
"""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any, Final

from vatra.kit import forms, trees
from vatra.kit.parameters import Parameters
from vatra.records.queries import library

ROUNDS: Final = 12
# Hard lives are not bad in everything: how much of the hardship one answer takes.
BADNESS: Final = 0.3
Answers = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Mood:
    """How a form is filled: the dice, the hardship (0..1) and the people it may name."""

    choose: random.Random
    hardship: float
    persons: tuple[str, ...] = ()
    village: int = 0


def fill(form_id: str, context: Mapping[str, Any], mood: Mood, wishes: Mapping[str, Any]) -> Answers:
    """Answers of a form that pass its own check; the faults, if any, show in the receipt."""
    form = library().form(form_id)
    parameters = library().parameters_of(form_id)
    answers: Answers = {key: value for key, value in wishes.items() if value is not None}
    for _ in range(ROUNDS):
        enabled = set(forms.enabled_ids(form, answers, context, parameters))
        fresh = [
            item
            for item in _level(form["items"])
            if item["id"] in enabled and item["id"] not in answers and _is_asked(item, mood)
        ]
        added = {item["id"]: _value(item, form, context, mood) for item in fresh}
        added = {key: value for key, value in added.items() if value is not None}
        if not added:
            break
        answers |= added
    return _mended(form, answers, context, parameters)


def _mended(
    form: Mapping[str, Any], answers: Answers, context: Mapping[str, Any], parameters: Parameters
) -> Answers:
    """Choices that are not offered to this person or profession changed for ones that are."""
    options = {item["id"]: item.get("options", ()) for item in _level(form["items"])}
    checked = forms.check(form, answers, context, parameters)
    for issue in checked.issues:
        for option in options.get(issue.path, ()) if issue.code == "option" else ():
            many = isinstance(answers.get(issue.path), list)
            tried = answers | {issue.path: [option["code"]] if many else option["code"]}
            now = forms.check(form, tried, context, parameters)
            if all(left.path != issue.path for left in now.issues):
                answers, checked = tried, now
                break
    return dict(checked.answers)


def _level(items: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Questions of one level; groups that do not repeat are opened."""
    found: list[dict[str, Any]] = []
    for item in items:
        is_group = item["type"] == "group" and not item.get("repeats")
        found += _level(item["items"]) if is_group else [item]
    return found


def _is_asked(item: Mapping[str, Any], mood: Mood) -> bool:
    if item["type"] in ("display", "computed", "photo", "file", "signature"):
        return False
    return bool(item.get("required")) or (
        item["type"] in ("choice", "choices", "yes_no_unknown") and mood.choose.random() < 0.5
    )


def _value(item: Mapping[str, Any], form: Mapping[str, Any], context: Mapping[str, Any], mood: Mood) -> Any:
    kind = item["type"]
    if kind == "group":
        rows = {child["id"]: _value(child, form, context, mood) for child in _level(item["items"])}
        return [{key: value for key, value in rows.items() if value is not None}]
    if kind in ("choice", "yes_no_unknown", "choices"):
        return _option(item, form, mood)
    if kind == "boolean":
        return mood.choose.random() < mood.hardship / 3
    if kind == "integer":
        return _number(item, mood)
    if kind == "date":
        return _day(context, mood) if "today" in str(item.get("max", "")) else _later(context, mood)
    if kind == "person":
        return mood.choose.choice(mood.persons) if mood.persons else None
    if kind == "place":
        return mood.village
    return {"decimal": "1", "time": "10:00", "institution": None}.get(kind, "Consemnat la fața locului.")


def _option(item: Mapping[str, Any], form: Mapping[str, Any], mood: Mood) -> Any:
    codes = [o["code"] for o in item.get("options", ())] or ["yes", "no"]
    bad = [code for code in codes if (item["id"], code) in _bad_answers(form["id"])]
    good = [code for code in codes if code not in bad and code not in ("unknown", "other")] or codes
    chosen = mood.choose.choice(bad) if bad and mood.choose.random() < mood.hardship * BADNESS else None
    if item["type"] != "choices":
        return chosen or mood.choose.choice(good)
    exclusive = [o["code"] for o in item.get("options", ()) if o.get("exclusive")]
    if chosen:
        return [chosen]
    return [mood.choose.choice([c for c in good if c in exclusive] or good)]


@lru_cache(maxsize=256)
def _bad_answers(form_id: str) -> frozenset[tuple[str, Any]]:
    """``(question, answer)`` pairs that a rule of the form takes for something unfavourable."""
    known = library().catalogue.vulnerabilities
    return frozenset(
        (comparison["q"], comparison["value"])
        for rule in library().form(form_id)["findings"]
        if not known[rule["code"]].favourable
        for comparison in trees.comparisons(rule["when"])
        if "q" in comparison and comparison["op"] in ("=", "has") and isinstance(comparison["value"], str)
    )


def _number(item: Mapping[str, Any], mood: Mood) -> int:
    low = _bound(item.get("min"), 0)
    return mood.choose.randint(low, min(_bound(item.get("max"), low + 3), low + 3))


def _bound(value: Any, otherwise: int) -> int:
    return value if isinstance(value, int) else otherwise


def _day(context: Mapping[str, Any], mood: Mood) -> str:
    day = date.fromisoformat(str(context["date"]))
    return (day - timedelta(days=mood.choose.randint(0, 20))).isoformat()


def _later(context: Mapping[str, Any], mood: Mood) -> str:
    day = date.fromisoformat(str(context["date"]))
    return (day + timedelta(days=mood.choose.randint(10, 60))).isoformat()

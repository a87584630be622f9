"""Random answers for every form, with what this engine says of them; the phone must say the same.

Seeded by the form, so that two runs write the same file.
"""

import random
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict
from typing import Any, Final

from vatra.kit import cases, forms, trees
from vatra.kit.parameters import Parameters

Choose = random.Random
SETS: Final = 40  # answer sets a form
_ABSENT, _JUNK = 0.25, 0.12
# What no item, or few, should take; and texts on which the languages differ.
JUNK: Final[tuple[Any, ...]] = (
    None, True, False, 0, 1, -1, 2**53, 1.5, "", " ", "abc", "٣٤", "1", "01", "6.20", "-0", "6,2", "1e3",
    "2026", "2026-02", "2026-02-30", "2026-13", "2026-11-02", "24:00", "08:30", "yes", "da", "\u00a0x\n",
    "\ud800", "a\u0000b", "😀😀😀", [], ["abc"], [1], [None], ["none", "none"], {}, [{}], [[]],
)  # fmt: skip
_DAYS: Final = (
    "1931-02-28",
    "1987-05-17",
    "2008-02-29",
    "2011-11-02",
    "2020-03-01",
    "2024",
    "2025-12",
    "2026-11-01",
)
_TEXTS: Final = ("Popa", "  Ștefan cel Mare  ", "12345", "0722 123 456", "ana@exemplu.ro", "x" * 300, "ă😀")


def sets(tried: Iterable[tuple[forms.Form, Parameters]], number: int = SETS) -> Iterator[dict[str, Any]]:
    """For each form so many sets: `{form, context, answers, expect}`, expect complete."""
    for form, own in tried:
        choose = random.Random(form["hash"])  # noqa: S311  (the same sets each time are wanted)
        literals = _literals(form)
        for _ in range(number):
            context = _context(choose)
            answers = _object(form["items"], choose, literals)
            said = cases.outcome(form, answers, context, own)
            yield {"form": form["id"], "context": context, "answers": answers, "expect": asdict(said)}


def _literals(form: forms.Form) -> dict[str, list[Any]]:
    """Values that conditions compare each item with: random ones alone would rarely meet them."""
    found: dict[str, list[Any]] = {}
    trees_ = [item.get("when") for item in trees.items(form["items"])]
    trees_ += [
        option.get("when") for item in trees.items(form["items"]) for option in item.get("options", ())
    ]
    trees_ += [rule["when"] for rule in form["findings"]]
    for condition in filter(None, trees_):
        for comparison in trees.comparisons(condition):
            value = comparison.get("value")
            if "q" in comparison and isinstance(value, str | int) and not isinstance(value, bool):
                found.setdefault(comparison["q"], []).append(value)
    return found


def _context(choose: Choose) -> dict[str, Any]:
    context: dict[str, Any] = {
        "date": choose.choice(["2026-11-02", "2026-02-28", "2020-01-01"]),
        "role": choose.choice(["community_nurse", "social_worker", "school_mediator"]),
        "place": 35731,
        "household": {"size": choose.randint(0, 9)},
    }
    if choose.random() < 0.5:
        context["today"] = "2026-11-03"
    if choose.random() < 0.8:
        person = {
            "id": "p1",
            "birth_date": choose.choice([*_DAYS, "2027-01-01"]),
            "sex": choose.choice("mfx"),
        }
        context["person"] = person | {"family_doctor": choose.choice(["yes", "no", "unknown"])}
    return context


def _object(items: list[dict[str, Any]], choose: Choose, literals: Mapping[str, list[Any]]) -> dict[str, Any]:
    answers: dict[str, Any] = {}
    for item in items:
        if item["type"] == "group" and not item.get("repeats"):
            answers.update(_object(item["items"], choose, literals))
        elif choose.random() > _ABSENT:
            answers[item["id"]] = _answer(item, choose, literals)
    if choose.random() < 0.05:
        answers["no_such_item"] = choose.choice(JUNK)
    return answers


def _answer(item: Mapping[str, Any], choose: Choose, literals: Mapping[str, list[Any]]) -> Any:
    if choose.random() < _JUNK:
        return choose.choice(JUNK)
    if item["type"] == "group":
        return [_object(item["items"], choose, literals) for _ in range(choose.randint(0, 3))]
    if item["id"] in literals and item["type"] != "choices" and choose.random() < 0.6:
        return _near(choose.choice(literals[item["id"]]), choose)
    maker = _MAKERS.get(item["type"])
    return maker(item, choose) if maker else choose.choice(JUNK)


def _near(value: Any, choose: Choose) -> Any:
    return value + choose.choice([-1, 0, 0, 1]) if isinstance(value, int) else value


def _number(item: Mapping[str, Any], choose: Choose) -> int:
    edges = [bound for bound in (item.get("min"), item.get("max")) if isinstance(bound, int)]
    return choose.choice(
        [0, 1, 2, 7, 120, *edges, *(edge + 1 for edge in edges), *(edge - 1 for edge in edges)]
    )


def _decimal(item: Mapping[str, Any], choose: Choose) -> str:
    return f"{_number(item, choose)}.{choose.choice(['0', '5', '05', '333', '995'])}"


def _codes(item: Mapping[str, Any], choose: Choose) -> list[str]:
    codes = [option["code"] for option in item["options"]]
    return choose.sample(codes, k=min(len(codes), choose.randint(1, 3)))


def _strokes(_item: Mapping[str, Any], choose: Choose) -> list[Any]:
    return [[[choose.randint(0, 300), choose.randint(0, 99), t] for t in range(3)] for _ in range(2)]


_MAKERS: Final[Mapping[str, Callable[[Mapping[str, Any], Choose], Any]]] = {
    "string": lambda _, choose: choose.choice(_TEXTS),
    "text": lambda _, choose: choose.choice(_TEXTS),
    "code": lambda _, choose: choose.choice(_TEXTS),
    "integer": _number,
    "decimal": _decimal,
    "date": lambda _, choose: choose.choice(_DAYS),
    "time": lambda _, choose: choose.choice(["00:00", "08:30", "23:59"]),
    "boolean": lambda _, choose: choose.random() < 0.5,
    "yes_no_unknown": lambda _, choose: choose.choice(["yes", "no", "unknown"]),
    "choice": lambda item, choose: choose.choice(item["options"])["code"],
    "choices": _codes,
    "person": lambda _, choose: choose.choice(["p1", "p2", "0190a1b2-0000-7000-8000-000000000001"]),
    "institution": lambda _, __: "i1",
    "place": lambda _, choose: choose.choice([35731, 1]),
    "photo": lambda _, __: "ab" * 32,
    "file": lambda _, __: "0f" * 32,
    "signature": _strokes,
}

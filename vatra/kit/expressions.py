"""Named functions of computed items, and the tree that calls them.

An expression is compiled once to a function of a scope (where answers are looked up).
Any missing operand makes the result missing, except where the README says so.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Final, Protocol

from vatra.kit import values
from vatra.kit.values import Kind


class Scope(Protocol):
    """Where an expression looks things up; None is missing."""

    def lookup(self, item_id: str) -> Any: ...
    def ctx(self, path: str) -> Any: ...
    def param(self, name: str) -> Any: ...


Read = Callable[[Scope], Any]
KindOf = Callable[[Mapping[str, Any]], Kind]


def years_between(start: date, end: date) -> int:
    return end.year - start.year - ((end.month, end.day) < (start.month, start.day))


def months_between(start: date, end: date) -> int:
    """Whole months from start to end; negative when the end comes first."""
    if end < start:
        return -months_between(end, start)
    return (end.year - start.year) * 12 + end.month - start.month - (end.day < start.day)


def days_between(start: date, end: date) -> int:
    return (end - start).days


def _age(measure: Callable[[date, date], int]) -> Callable[[list[Any]], Any]:
    def age(operands: list[Any]) -> int | None:
        birth, at = (values.earliest(operand) for operand in operands)
        if birth is None or at is None or birth > at:
            return None
        return measure(birth, at)

    return age


def _between(measure: Callable[[date, date], int]) -> Callable[[list[Any]], Any]:
    def between(operands: list[Any]) -> int | None:
        start, end = (values.earliest(operand) for operand in operands)
        return None if start is None or end is None else measure(start, end)

    return between


def _divide(operands: list[Any]) -> str | None:
    left, right = (values.decimal(operand) for operand in operands)
    return None if left is None or right is None else values.divided(left, right)


def _add_days(operands: list[Any]) -> str | None:
    start, days = values.earliest(operands[0]), operands[1]
    if start is None or not values.is_whole(days):
        return None
    try:
        return (start + timedelta(days=days)).isoformat()
    except OverflowError:
        return None


def _flat(operands: Iterable[Any]) -> list[Any]:
    return [
        one
        for operand in operands
        for one in (_flat(operand) if isinstance(operand, list | tuple) else [operand])
    ]


def _numbers(operands: list[Any]) -> list[Decimal] | None:
    numbers = [values.decimal(one) for one in _flat(operands)]
    present = [number for number in numbers if number is not None]
    return present if len(present) == len(numbers) else None


def _number(result: Decimal, operands: list[Any]) -> int | str | None:
    """Whole numbers stay whole; one decimal among the operands makes the result decimal text."""
    if any(isinstance(one, str) for one in _flat(operands)):
        return values.decimal_text(result)
    return int(result) if values.is_whole(int(result)) else None


def _sum(operands: list[Any]) -> int | str | None:
    numbers = _numbers(operands)
    return None if numbers is None else _number(sum(numbers, Decimal(0)), operands)


def _count(operands: list[Any]) -> int:
    return sum(1 for one in _flat(operands) if one is not None)


def _concat(operands: list[Any]) -> str | None:
    parts = [_joined(operand) for operand in operands]
    present = [part for part in parts if part is not None]
    return "".join(present) if len(present) == len(parts) else None


def _joined(value: Any) -> str | None:
    if isinstance(value, list | tuple):
        parts = [_joined(one) for one in value]
        return ", ".join(part for part in parts if part is not None)
    if isinstance(value, str):
        return value
    return str(value) if values.is_whole(value) else None


def _extreme(name: str, kind: Kind) -> Callable[[list[Any]], Any]:
    pick = min if name == "min" else max

    def of_numbers(operands: list[Any]) -> int | str | None:
        numbers = _numbers(operands)
        return _number(pick(numbers), operands) if numbers else None

    def of_dates(operands: list[Any]) -> str | None:
        texts = _flat(operands)
        if not texts or any(values.earliest(text) is None for text in texts):
            return None
        return str(pick(texts, key=lambda text: values.earliest(text) or date.min))

    return of_dates if kind == "date" else of_numbers


FUNCTIONS: Final[Mapping[str, Callable[[list[Any]], Any]]] = {
    "age_years": _age(years_between),
    "age_months": _age(months_between),
    "age_days": _age(days_between),
    "divide": _divide,
    "sum": _sum,
    "count": _count,
    "concat": _concat,
    "days_between": _between(days_between),
    "add_days": _add_days,
    "months_between": _between(months_between),
}
EXTREMES: Final = ("min", "max")
KINDS: Final[Mapping[str, Kind]] = {"add_days": "date", "concat": "text"}  # the others give numbers
# How many operands each takes; the rest take one or more. An age may leave out its date.
ARITY: Final[Mapping[str, tuple[int, ...]]] = {
    "age_years": (1, 2),
    "age_months": (1, 2),
    "age_days": (1, 2),
    "divide": (2,),
    "days_between": (2,),
    "add_days": (2,),
    "months_between": (2,),
}
AGES: Final = ("age_years", "age_months", "age_days")


def reader(expression: Any, kind_of: KindOf) -> Read:
    """A function of a scope for an expression tree (checked before); a bare value stands for itself."""
    if not isinstance(expression, Mapping) or "value" in expression:
        value = expression["value"] if isinstance(expression, Mapping) else expression
        return lambda scope: value
    if "q" in expression:
        item_id = expression["q"]
        return lambda scope: scope.lookup(item_id)
    if "ctx" in expression:
        path = expression["ctx"]
        return lambda scope: scope.ctx(path)
    if "param" in expression:
        name = expression["param"]
        return lambda scope: scope.param(name)
    return _call(expression, kind_of)


def _call(expression: Mapping[str, Any], kind_of: KindOf) -> Read:
    name, of = expression["fn"], expression["of"]
    if name in AGES and len(of) == 1:
        of = [*of, {"ctx": "date"}]
    operands = [reader(operand, kind_of) for operand in of]
    function = _extreme(name, kind_of(of[0])) if name in EXTREMES else FUNCTIONS[name]
    takes_missing = name == "count"

    def call(scope: Scope) -> Any:
        given = [operand(scope) for operand in operands]
        if not takes_missing and any(one is None for one in given):
            return None
        return function(given)

    return call

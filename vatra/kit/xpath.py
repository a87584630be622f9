"""Conditions and expressions in the XPath of ODK, for the export to XLSForm."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Final

from vatra.kit import values
from vatra.kit.nodes import Builder, Node
from vatra.kit.parameters import Parameters


class Writer:
    """Writes trees of one form as XPath; the parameters of the law are those of one day."""

    def __init__(self, builder: Builder, parameters: Parameters, on: date) -> None:
        self.builder = builder
        self.parameters = parameters
        self.on = on

    def condition(self, tree: Mapping[str, Any], site: tuple[Node, ...] = ()) -> str:
        for key, word, empty in (("all", " and ", "true()"), ("any", " or ", "false()")):
            if key in tree:
                parts = [f"({self.condition(part, site)})" for part in tree[key]]
                return word.join(parts) or empty
        if "not" in tree:
            return f"not({self.condition(tree['not'], site)})"
        return self._comparison(tree, site)

    def _comparison(self, tree: Mapping[str, Any], site: tuple[Node, ...]) -> str:
        op, kind = tree["op"], self.builder.left_kind(tree, site)
        left = self.expression({key: tree[key] for key in ("q", "ctx") if key in tree})
        if op == "exists":
            filled = f"count({left}) > 0" if kind == "list" else f"string-length({left}) > 0"
            return filled if tree.get("value", True) else f"not({filled})"
        right = self.expression(tree["value"], kind)
        if op in ("has", "has_not"):
            chosen = f"selected({left}, {right})"
            return chosen if op == "has" else f"not({chosen})"
        return f"{left} {op} {right}"

    def expression(self, tree: Any, kind: str | None = None) -> str:
        if not isinstance(tree, Mapping) or "value" in tree:
            return literal(tree["value"] if isinstance(tree, Mapping) else tree, kind)
        if "q" in tree:
            return f"${{{tree['q']}}}"
        if "ctx" in tree:
            return f"${{{context_name(tree['ctx'])}}}"
        if "param" in tree:
            return literal(self.parameters.find(tree["param"], self.on), kind)
        operands = [self.expression(operand) for operand in tree["of"]]
        return _FUNCTIONS[tree["fn"]](*operands)


def context_name(path: str) -> str:
    """Name of the hidden question that carries a part of the context."""
    return f"ctx_{path.replace('.', '_')}"


def literal(value: Any, kind: str | None = None) -> str:
    if isinstance(value, bool):
        return "'true'" if value else "'false'"
    if value is None:
        return "''"
    is_number = values.is_whole(value) or (kind == "number" and values.decimal(value) is not None)
    if is_number:
        return str(value)
    text = str(value).replace("'", "’")
    return f"date('{text}')" if values.is_day(value) else f"'{text}'"


def _years(birth: str, at: str = "${ctx_date}") -> str:
    return (
        f"format-date({at}, '%Y') - format-date({birth}, '%Y')"
        f" - if(format-date({at}, '%m%d') < format-date({birth}, '%m%d'), 1, 0)"
    )


def _months(start: str, end: str = "${ctx_date}") -> str:
    return (
        f"12 * (format-date({end}, '%Y') - format-date({start}, '%Y'))"
        f" + format-date({end}, '%n') - format-date({start}, '%n')"
        f" - if(format-date({end}, '%d') < format-date({start}, '%d'), 1, 0)"
    )


def _days(start: str, end: str = "${ctx_date}") -> str:
    return f"int(decimal-date-time({end}) - decimal-date-time({start}))"


def _sum(*operands: str) -> str:
    return f"sum({operands[0]})" if len(operands) == 1 else " + ".join(operands)


_FUNCTIONS: Final[Mapping[str, Callable[..., str]]] = {
    "age_years": _years,
    "age_months": _months,
    "age_days": _days,
    "months_between": _months,
    "days_between": _days,
    "divide": lambda left, right: f"round({left} div {right}, 2)",
    "sum": _sum,
    "count": lambda *operands: " + ".join(f"count({operand})" for operand in operands),
    "concat": lambda *operands: f"concat({', '.join(operands)})",
    "add_days": lambda day, days: f"format-date(date(decimal-date-time({day}) + {days}), '%Y-%m-%d')",
    "min": lambda *operands: f"min({', '.join(operands)})",
    "max": lambda *operands: f"max({', '.join(operands)})",
}

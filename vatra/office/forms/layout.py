"""A form laid out for the page: which questions are asked now, with value, fault and choices."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from vatra.kit import forms
from vatra.kit.parameters import Parameters
from vatra.office.forms import lettering
from vatra.office.forms.pickers import FROM_ELSEWHERE, Choice, Pickers

Item = Mapping[str, Any]
SHORT: Final = frozenset({"integer", "decimal", "time", "date"})
MODES: Final = {"integer": "numeric", "decimal": "decimal"}


@dataclass(slots=True)
class Field:
    """One question, or a group of them. ``name`` is the input's name, ``path`` the kit's."""

    item: Item
    name: str
    path: str
    value: Any = None
    message: str = ""
    choices: Sequence[Choice] = ()
    children: list[Field] = field(default_factory=list)
    repetitions: list[list[Field]] = field(default_factory=list)

    @property
    def anchor(self) -> str:
        return "f-" + self.path.replace("[", "-").replace("].", "-").replace(".", "-")

    @property
    def kind(self) -> str:
        """The partial that draws it."""
        kind: str = self.item["type"]
        if kind == "group":
            return "repeat" if self.item.get("repeats") else "group"
        if kind == "date":
            return "date" if self.item.get("precision", ["day"]) == ["day"] else "dateparts"
        if kind in ("person", "institution", "place") or (kind == "string" and self.choices):
            return "select"
        if kind == "choice":
            return "radios" if len(self.choices) <= 7 else "select"
        return kind

    @property
    def input_mode(self) -> str:
        return MODES.get(self.item["type"], "numeric" if self.item.get("format") == "cnp" else "text")

    @property
    def shown(self) -> str:
        """The value as an input shows it."""
        value = self.value
        if value is None:
            return ""
        if isinstance(value, bool):
            return "yes" if value else "no"
        if isinstance(value, list | dict):
            return json.dumps(value)
        return str(value).replace(".", ",") if self.item["type"] == "decimal" else str(value)

    @property
    def drawn(self) -> str:
        """A signature as the path of a drawing."""
        return lettering.path(self.value)

    @property
    def seeks(self) -> bool:
        """Whether the person may have to be sought in the whole commune."""
        return self.item.get("binds") in FROM_ELSEWHERE

    @property
    def date_parts(self) -> tuple[str, str, str]:
        parts = [*str(self.value or "").split("-"), "", ""]
        return parts[0], parts[1].replace("??", ""), parts[2]

    @property
    def chosen(self) -> frozenset[str]:
        many = self.value if isinstance(self.value, list) else [self.shown]
        return frozenset(str(each) for each in many)


@dataclass(frozen=True, slots=True)
class Sheet:
    """The form being filled."""

    fields: list[Field]
    issues: tuple[forms.Issue, ...]
    answers: Mapping[str, Any]
    enabled: frozenset[str]

    @property
    def faults(self) -> list[tuple[str, str]]:
        """``(anchor, message)`` for the error summary, in the order of the form."""
        return [(Field({}, "", issue.path).anchor, issue.message) for issue in self.issues]


def lay_out(
    form: Item,
    raw: Mapping[str, Any],
    context: Mapping[str, Any],
    parameters: Parameters,
    pickers: Pickers,
    *,
    is_checked: bool,
) -> Sheet:
    """The questions asked for these answers; faults only once the worker asked for the check."""
    checked = forms.check(form, raw, context, parameters)
    enabled = frozenset(forms.enabled_ids(form, raw, context, parameters))
    messages: dict[str, str] = {}
    for issue in checked.issues if is_checked else ():
        messages.setdefault(issue.path, issue.message)
    shown = {**checked.answers, **raw}
    drawer = _Drawer(enabled, messages, pickers)
    fields = drawer.level(form["items"], shown, checked.answers, "q", "")
    return Sheet(fields, checked.issues if is_checked else (), checked.answers, enabled)


def tell(fields: Sequence[Field], faults: Mapping[str, str]) -> None:
    """Put faults that the kit does not know of (those of files) beside their fields, by name."""
    for drawn in fields:
        drawn.message = faults.get(drawn.name, drawn.message)
        tell(drawn.children, faults)
        for row in drawn.repetitions:
            tell(row, faults)


@dataclass(frozen=True, slots=True)
class _Drawer:
    enabled: frozenset[str]
    messages: Mapping[str, str]
    pickers: Pickers

    def level(self, items: Sequence[Item], raw: Any, clean: Any, name: str, path: str) -> list[Field]:
        return [
            self.draw(item, raw, clean, f"{name}.{item['id']}", f"{path}{item['id']}")
            for item in items
            if f"{path}{item['id']}" in self.enabled
        ]

    def draw(self, item: Item, raw: Any, clean: Any, name: str, path: str) -> Field:
        drawn = Field(item, name, path, message=self.messages.get(path, ""))
        if item["type"] == "group" and not item.get("repeats"):
            outer_name, outer_path = name.rpartition(".")[0], path[: -len(item["id"])]
            drawn.children = self.level(item["items"], raw, clean, outer_name, outer_path)
            return drawn
        source = clean if item["type"] == "computed" else raw
        drawn.value = source.get(item["id"]) if isinstance(source, Mapping) else None
        if item["type"] == "group":
            drawn.repetitions = self._repetitions(item, drawn.value, name, path)
            return drawn
        drawn.choices = self.pickers.choices(item)
        return drawn

    def _repetitions(self, item: Item, rows: Any, name: str, path: str) -> list[list[Field]]:
        present = rows if isinstance(rows, list) else []
        return [
            self.level(item["items"], row, row, f"{name}.{index}", f"{path}[{index}].")
            for index, row in enumerate(present)
            if isinstance(row, Mapping)
        ]

"""A form as columns of a spreadsheet, and a cell as the raw answer the kit checks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any, Final, TypeVar

from vatra.people.names import fold

Item = Mapping[str, Any]
F = TypeVar("F", bound=Mapping[str, Any])

DRAWN: Final = ("photo", "file", "signature")  # what a cell cannot hold
SILENT: Final = ("display", "computed")
REFERENCES: Final = ("person", "place", "institution", "code")
YES_NO: Final = (("yes", "Da"), ("no", "Nu"))
TWO_FILES: Final = frozenset({"person.compare", "person.merge", "person.unmerge"})
BETWEEN: Final = ";"  # several answers in one cell
ROMANIAN_DATE: Final = re.compile(r"(?:(\d{1,2})\.)?(\d{1,2})\.(\d{4})", re.ASCII)
NUMBER: Final = re.compile(r"-?\d{1,12}([.,]\d{1,6})?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Column:
    """One question. ``options``: ``(code, text)`` of what may be chosen, empty where one writes freely."""

    item: Item
    options: tuple[tuple[str, str], ...]

    @property
    def id(self) -> str:
        return str(self.item["id"])

    @property
    def head(self) -> str:
        unit = f" ({self.item['unit']})" if self.item.get("unit") else ""
        several = f" (mai multe: despărțite prin {BETWEEN})" if self.item["type"] == "choices" else ""
        required = " *" if self.item.get("required") else ""
        return f"{self.item['text']}{unit}{several}{required}"


def of_form(form: Mapping[str, Any]) -> list[Column]:
    """The questions a row can hold, in order; repeating parts, pictures and signatures cannot."""
    return [Column(item, _options(item)) for item in _flat(form["items"]) if _fits(item)]


def on_paper(forms: Iterable[F]) -> list[F]:
    """Those that can be filled by hand: two files are joined or parted with both on the screen."""
    return [form for form in forms if not _is_of_two_files(form)]


def _is_of_two_files(form: Mapping[str, Any]) -> bool:
    return bool(TWO_FILES.intersection(form.get("effects") or ()))


def suits(form: Mapping[str, Any]) -> bool:
    """Whether a row can hold all that the form requires, about somebody who is on file already."""
    effects = form.get("effects") or ()
    if (
        _is_of_two_files(form)
        or form["subject"] not in ("person", "household")
        or any(e.endswith(".register") for e in effects)
    ):
        return False
    return not any(item.get("required") and not _fits(item) for item in _required_anywhere(form["items"]))


def answer(column: Column, cell: Any) -> Any:
    """The raw answer of a cell, None where it is empty. What is not understood stays as typed."""
    kind = column.item["type"]
    if isinstance(cell, str):
        cell = cell.strip()
    if cell is None or cell == "":
        return None
    if kind == "choices":
        return [_code(column, part) for part in str(cell).split(BETWEEN) if part.strip()]
    if column.options:
        chosen = _code(column, str(cell))
        return chosen == "yes" if kind == "boolean" and chosen in ("yes", "no") else chosen
    return READERS.get(kind, _text)(cell)


def _options(item: Item) -> tuple[tuple[str, str], ...]:
    if item["type"] == "boolean":
        return YES_NO
    if item["type"] == "yes_no_unknown":
        return (*YES_NO, ("unknown", "Nu știu"))
    return tuple((option["code"], option["text"]) for option in item.get("options") or ())


def _flat(items: list[dict[str, Any]]) -> Iterator[Item]:
    for item in items:
        if item["type"] == "group" and not item.get("repeats"):
            yield from _flat(item["items"])
        else:
            yield item


def _required_anywhere(items: list[dict[str, Any]]) -> Iterator[Item]:
    """Questions that may be required: a repeating part that must have a row counts as one."""
    for item in _flat(items):
        if item["type"] != "group" or item.get("required") or item.get("min"):
            yield {**item, "required": True} if item["type"] == "group" else item


def _fits(item: Item) -> bool:
    return item["type"] not in (*DRAWN, *SILENT, *REFERENCES, "group")


def _code(column: Column, text: str) -> str:
    """The option a person means by its text or its code, whatever the case and the diacritics."""
    wanted = fold(text)
    for code, title in column.options:
        if wanted in (fold(code.replace("_", " ")), fold(title)) or text.strip() == code:
            return code
    return text.strip()


def _day(cell: Any) -> str:
    """``2026-11-21`` of a date cell, of ``21.11.2026`` and, less exactly, of ``11.2026``."""
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    text = str(cell).strip()
    found = ROMANIAN_DATE.fullmatch(text)
    if found is None:
        return text
    day, month, year = found.groups()
    return "-".join([year, month.zfill(2), *([day.zfill(2)] if day else [])])


def _time(cell: Any) -> str:
    return cell.strftime("%H:%M") if isinstance(cell, time | datetime) else str(cell)


def _integer(cell: Any) -> Any:
    if isinstance(cell, float) and cell.is_integer():
        return int(cell)
    text = str(cell).strip()
    return int(text) if NUMBER.fullmatch(text) and text.lstrip("-").isdigit() else text


def _decimal(cell: Any) -> str:
    if isinstance(cell, float):
        return str(Decimal(repr(cell)))
    return str(cell).strip().replace(",", ".")


def _text(cell: Any) -> str:
    """A number typed where words stand keeps its digits: ``12``, not ``12.0``."""
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)


READERS: Final = {"date": _day, "time": _time, "integer": _integer, "decimal": _decimal}

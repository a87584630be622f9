"""The cells of a staff list as answers of the form: each fault named in words, nothing guessed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from vatra.desks.pay.spreadsheet import COLUMNS, Column, Line
from vatra.packs.pay import words

YES_NO: Final = {"da": True, "nu": False}
DAY: Final = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})", re.ASCII)
LEI: Final = re.compile(r"(\d{1,9}|\d{1,3}(\.\d{3})+)(,\d{1,2})?", re.ASCII)
POINT: Final = re.compile(r"\d{1,9}\.\d{1,2}", re.ASCII)


def answers(line: Line) -> tuple[dict[str, Any], dict[str, str]]:
    """(answers, faults by item) of one row."""
    told: dict[str, Any] = {}
    faults: dict[str, str] = {}
    for column in COLUMNS:
        text = line.cells.get(column.item, "")
        if not text:
            continue
        value, fault = _read(column, text)
        if fault:
            faults[column.item] = fault
        else:
            told[column.item] = value
    return told, faults


def _read(column: Column, text: str) -> tuple[Any, str]:
    match column.kind:
        case "day":
            return _day(text)
        case "lei":
            return _lei(text)
        case "number":
            return (
                (int(text), "")
                if text.isascii() and text.isdigit() and len(text) < 9
                else (None, "scrieți un număr")
            )
        case "yes_no":
            found = YES_NO.get(text.casefold())
            return found, "" if found is not None else "scrieți da sau nu"
        case "text":
            return text, ""
    return _listed(words.listed(column.kind), text)


def _day(text: str) -> tuple[Any, str]:
    match = DAY.fullmatch(text)
    try:
        if match:
            return date(int(match[3]), int(match[2]), int(match[1])).isoformat(), ""
        return date.fromisoformat(text).isoformat(), ""
    except ValueError:
        return None, "scrieți data ca 01.03.2026"


def _lei(text: str) -> tuple[Any, str]:
    text = text.removesuffix("lei").strip().replace("\xa0", "").replace(" ", "")
    if POINT.fullmatch(text):
        return text, ""
    if LEI.fullmatch(text):
        return text.replace(".", "").replace(",", "."), ""
    return None, "scrieți suma ca 4000,00"


def _listed(texts: Mapping[str, str], text: str) -> tuple[Any, str]:
    """A code, or the words of the list."""
    wanted = text.casefold()
    found = next(
        (code for code, shown in texts.items() if wanted in (code.casefold(), shown.casefold())), None
    )
    return found, "" if found else f"alegeți una dintre: {', '.join(texts.values())}"

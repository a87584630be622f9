"""What the browser posts as the raw answers the kit checks.

Names: ``q.<item>`` at the top level, ``q.<group>.<n>.<item>`` inside a repetition. What is
typed badly stays as typed, so that the page can show it again beside the kit's message.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from django.http import QueryDict

from vatra.office.forms import lettering

Item = Mapping[str, Any]
_INTEGER = re.compile(r"-?\d{1,15}", re.ASCII)
_DECIMAL = re.compile(r"-?\d{1,12}([.,]\d{1,6})?", re.ASCII)
MOST_REPETITIONS = 200


def answers(items: list[dict[str, Any]], posted: QueryDict, prefix: str = "q") -> dict[str, Any]:
    """Raw answers of a level; what was left empty is absent."""
    found: dict[str, Any] = {}
    for item in items:
        name = f"{prefix}.{item['id']}"
        if item["type"] == "group" and not item.get("repeats"):
            found |= answers(item["items"], posted, prefix)
            continue
        value = _repetitions(item, posted, name) if item["type"] == "group" else _value(item, posted, name)
        if value not in (None, "", []):
            found[item["id"]] = value
    return found


def _repetitions(item: Item, posted: QueryDict, name: str) -> list[dict[str, Any]]:
    text = posted.get(f"{name}.count", "0")
    is_count = text.isascii() and text.isdigit() and len(text) < 10
    count = min(int(text), MOST_REPETITIONS) if is_count else 0
    return [answers(item["items"], posted, f"{name}.{index}") for index in range(count)]


def _value(item: Item, posted: QueryDict, name: str) -> Any:
    kind = item["type"]
    if kind in ("display", "computed"):
        return None
    if kind == "choices":
        return [code for code in posted.getlist(name) if code]
    if kind == "date":
        return _date(posted, name)
    text = posted.get(name, "").replace("\r\n", "\n").strip()
    if kind == "signature" and posted.get(f"{name}-typed", "").strip():
        return lettering.strokes(posted.get(f"{name}-typed", ""))
    return _typed(kind, text)


def _typed(kind: str, text: str) -> Any:
    if kind == "boolean":
        return {"yes": True, "no": False}.get(text)
    if kind in ("integer", "place") and _INTEGER.fullmatch(text):
        return int(text)
    if kind == "decimal" and _DECIMAL.fullmatch(text):
        return text.replace(",", ".")
    if kind == "signature":
        return _strokes(text)
    return text


def _strokes(text: str) -> Any:
    try:
        return json.loads(text) if text else None
    except (ValueError, RecursionError):
        return text


def _date(posted: QueryDict, name: str) -> str:
    """One field (``YYYY-MM-DD``), or three: year, then month and day where known."""
    if name in posted:
        return posted.get(name, "").strip()
    year, month, day = (posted.get(f"{name}-{part}", "").strip() for part in ("y", "m", "d"))
    parts = [year, *(part.zfill(2) for part in (month, day) if part)]
    if day and not month:
        return "-".join((year, "??", day))
    return "-".join(parts) if any((year, month, day)) else ""

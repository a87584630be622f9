"""Questions of a form by their ids: what their options say on the screen, and an answer that alarms nobody."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from vatra.demo import filling
from vatra.records.queries import library

YES_NO_UNKNOWN = {"yes": "Da", "no": "Nu", "unknown": "Nu știu"}
Item = dict[str, Any]


def items(form_id: str) -> dict[str, Item]:
    """Every question of the form, those in repetitions too."""
    return {item["id"]: item for item in _all(library().form(form_id)["items"])}


def _all(level: list[Item]) -> Iterator[Item]:
    for item in level:
        yield item
        yield from _all(item.get("items", []))


def words(item: Item, code: object) -> str:
    """The text of an option."""
    if item["type"] == "boolean":
        return "Da" if code else "Nu"
    if item["type"] == "yes_no_unknown":
        return YES_NO_UNKNOWN[str(code)]
    return next(str(option["text"]) for option in item["options"] if option["code"] == code)


def harmless(form_id: str, item: Item) -> Any:
    """An answer that no finding rests on; None where only a person can tell."""
    if item["type"] == "boolean":
        return False
    if item["type"] not in ("choice", "choices", "yes_no_unknown"):
        return {"integer": 1, "text": "Consemnat.", "string": "Consemnat"}.get(item["type"])
    codes = [option["code"] for option in item.get("options", ())] or ["no", "yes"]
    bad = filling._bad_answers(form_id)
    good = [c for c in codes if (item["id"], c) not in bad and c not in ("unknown", "other")] or codes
    alone = [option["code"] for option in item.get("options", ()) if option.get("exclusive")]
    chosen = next((code for code in good if code in alone), good[0])
    return [chosen] if item["type"] == "choices" else chosen

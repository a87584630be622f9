"""Rows of a long form: a filled one stands as one line until somebody opens it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from django import template

from vatra.office.forms.layout import Field
from vatra.office.templatetags.office import day

register = template.Library()
PARTS: Final = 4
LETTERS: Final = 60


@register.filter
def folds(row: Sequence[Field]) -> bool:
    """Whether nothing is missing from the row and nothing stands against it."""
    flat = [*_flat(row)]
    is_whole = all(one.value not in (None, "", []) for one in flat if one.item.get("required"))
    return is_whole and not any(one.message for one in flat) and any(one.value for one in flat)


@register.filter
def in_one_line(row: Sequence[Field]) -> str:
    """The row's first answers in words, for its line."""
    said = [text for text in map(_said, _flat(row)) if text]
    return " · ".join(said[:PARTS])


def _flat(row: Sequence[Field]) -> Iterator[Field]:
    for one in row:
        yield from _flat(one.children) if one.children else (one,)
        for inner in one.repetitions:
            yield from _flat(inner)


def _said(one: Field) -> str:
    if one.value in (None, "", []) or one.kind in (
        "photo",
        "file",
        "signature",
        "display",
        "repeat",
        "boolean",
    ):
        return ""
    if one.choices:
        return ", ".join(choice.text for choice in one.choices if choice.code in one.chosen)[:LETTERS]
    text = day(one.value) if one.item["type"] == "date" else one.shown
    return text if len(text) <= LETTERS else f"{text[:LETTERS].rstrip()}…"

"""Dated numbers and option lists of whichever pack gives them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from django.utils import timezone

from vatra.kit import forms
from vatra.records.queries import library


def number(name: str, on: date | None = None) -> int | None:
    """The number that counts on a day (today); None when no installed pack gives it."""
    day = on or timezone.localdate()
    known = (own.find(name, day) for own in library().parameters.values())
    found = next((value for value in known if value is not None), None)
    return None if found is None else int(found)


def option_text(name: str, code: str) -> str:
    """The text of a code of a pack's list; the code itself where none has it."""
    for pack in library().packs:
        text = _texts(pack.root).get(name, {}).get(code)
        if text is not None:
            return text
    return code


@cache
def _texts(root: Path) -> Mapping[str, Mapping[str, str]]:
    lists: Mapping[str, list[dict[str, Any]]] = forms.load_lists(root)
    return {
        name: {str(option["code"]): str(option["text"]) for option in options}
        for name, options in lists.items()
    }

"""Answers read without surprise: a value of another shape counts as not given.

Records are checked at the door, but a fold also meets old versions, imports and tests.
"""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any, Final

Answers = Mapping[str, Any]
_IDENTITY: Final = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_GREATEST_SMALL: Final = 32767


def text(answers: Answers, key: str) -> str | None:
    value = answers.get(key)
    return value if isinstance(value, str) and value else None


def number(answers: Answers, key: str) -> int | None:
    value = answers.get(key)
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def small(answers: Answers, key: str) -> int | None:
    """A whole number that the database keeps as a small one (a priority)."""
    value = number(answers, key)
    return value if value is not None and 0 <= value <= _GREATEST_SMALL else None


def identity(answers: Answers, key: str) -> str | None:
    """Id of a person or a user; anything that is no such id counts as not given."""
    value = text(answers, key)
    return value if value is not None and _IDENTITY.fullmatch(value) else None


def flag(answers: Answers, key: str) -> bool:
    return answers.get(key) is True


def day(answers: Answers, key: str) -> date | None:
    """The day of a date; a partial one (`2026`, `2026-11`) counts from its first day."""
    value = text(answers, key)
    if value is None:
        return None
    padded = value + "-01-01"[len(value) - 4 :] if len(value) in (4, 7) else value
    try:
        return date.fromisoformat(padded)
    except ValueError:
        return None


def rows(answers: Answers, key: str) -> tuple[Answers, ...]:
    value = answers.get(key)
    if not isinstance(value, list | tuple):
        return ()
    return tuple(row for row in value if isinstance(row, Mapping))


def codes(answers: Answers, key: str) -> tuple[str, ...]:
    value = answers.get(key)
    if not isinstance(value, list | tuple):
        return ()
    return tuple(code for code in value if isinstance(code, str))


def present(answers: Answers, *keys: str) -> dict[str, Any]:
    """The given ones of these answers, for an item's extra facts."""
    return {key: answers[key] for key in keys if answers.get(key) not in (None, "", [], ())}

"""The part of regular expressions that means the same in Python and in JavaScript.

Also refused: an unbounded repeat inside an unbounded repeat, which can take exponential time.
"""

import re
from typing import Final

_TOKEN = re.compile(
    r"""(?P<class>\[\^?(?:\\[dw\\\]\[^\-./]|[^\\\]\[])+\])
      | (?P<escape>\\[dw^$\\.*+?()\[\]{}|/])
      | (?P<open>\((?:\?:)?)
      | (?P<close>\))
      | (?P<repeat>[*+?]|\{[0-9]{1,4}(?:,[0-9]{0,4})?\})
      | (?P<bar>\|)
      | (?P<literal>[^\\.^$*+?()\[\]{}|])""",
    re.VERBOSE,
)
_UNBOUNDED = re.compile(r"[*+]|\{[0-9]+,\}")
_AFTER: Final = {"class", "escape", "close", "literal"}  # what a repeat may follow


def fault(pattern: str) -> str | None:
    """Why a pattern may not stand in a form; None when it may."""
    tokens = _tokens(pattern)
    if isinstance(tokens, str):
        return tokens
    try:
        re.compile(pattern, re.ASCII)
    except re.error as error:
        return f"not a pattern: {error}"
    return _repeats_fault(tokens)


def _tokens(pattern: str) -> list[tuple[str, str]] | str:
    tokens, at = [], 0
    while at < len(pattern):
        match = _TOKEN.match(pattern, at)
        if match is None or match.lastgroup is None:
            return f"{pattern[at : at + 3]!r} is outside the allowed subset"
        tokens.append((match.lastgroup, match.group()))
        at = match.end()
    return tokens


def _repeats_fault(tokens: list[tuple[str, str]]) -> str | None:
    """A repeat needs something plain before it, and no unbounded repeat inside it."""
    unbounded_inside = [False]
    closed = False  # whether the group just closed holds an unbounded repeat
    previous = ""
    for kind, text in tokens:
        if kind == "open":
            unbounded_inside.append(False)
        elif kind == "close":
            closed = unbounded_inside.pop()
            unbounded_inside[-1] = unbounded_inside[-1] or closed
        elif kind == "repeat":
            if previous not in _AFTER:
                return f"{text!r} follows nothing that can repeat (lazy and possessive marks are not allowed)"
            if _UNBOUNDED.fullmatch(text):
                if previous == "close" and closed:
                    return "an unbounded repeat stands inside an unbounded repeat"
                unbounded_inside[-1] = True
        previous = kind
    return None

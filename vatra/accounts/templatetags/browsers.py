"""A browser as its user calls it: what it says of itself is no text for people."""

import re
from typing import Final

from django import template

register = template.Library()

# Who comes first decides: every browser names the ones it wants to pass for after its own name.
NAMES: Final = (
    (r"Edg(e|A|iOS)?/", "Microsoft Edge"),
    (r"OPR/|Opera", "Opera"),
    (r"SamsungBrowser/", "Samsung Internet"),
    (r"Firefox/|FxiOS/", "Firefox"),
    (r"(Headless)?Chrome/|CriOS/", "Chrome"),
    (r"Safari/", "Safari"),
)
MACHINES: Final = (
    (r"Android", "Android"),
    (r"iPhone|iPad", "iOS"),
    (r"Windows", "Windows"),
    (r"Mac OS X|Macintosh", "macOS"),
    (r"Linux|X11", "Linux"),
)


@register.filter
def browser(told: str) -> str:
    """``Firefox pe Windows``; a program that names neither is said to be unknown."""
    name, machine = _first(NAMES, told), _first(MACHINES, told)
    return " pe ".join(part for part in (name or "Navigator necunoscut", machine) if part)


def _first(known: tuple[tuple[str, str], ...], told: str) -> str:
    return next((title for pattern, title in known if re.search(pattern, told)), "")

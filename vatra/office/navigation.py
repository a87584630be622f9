"""The left rail: what people do, not tables. Only what the present role may reach."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, partial

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from vatra.accounts import access, guidance
from vatra.accounts.principals import Principal


@dataclass(frozen=True, slots=True)
class Entry:
    section: str
    title: str
    icon: str
    url: str
    count: Callable[[], int] | int = 0  # what waits there, asked only when the rail is drawn


# (section, title, icon, action, url name)
Section = tuple[str, str, str, str, str]
SECTIONS: list[Section] = [
    ("today", "Azi", "sun", "home.read", "today"),
    ("people", "Oameni", "users", "people.read", "people"),
    ("cases", "Dosare", "folder", "dossiers.read", "cases"),
    ("notices", "Înștiințări", "mail", "dossiers.read", "notices"),
    ("map", "Hartă", "map", "map.read", "map"),
    ("indicators", "Indicatori", "chart-line", "indicators.read", "indicators"),
    ("reports", "Rapoarte", "file-text", "reports.read", "reports"),
    ("phone", "Telefon", "smartphone", "sync.enrol", "phone"),
    ("phones", "Telefoane", "smartphone", "devices.manage", "phones"),
    ("teams", "Echipe", "handshake", "staff.read", "teams"),
]


def add(section: Section) -> None:
    """A desk's entry below those of the office, from its ``AppConfig.ready``."""
    if section not in SECTIONS:
        SECTIONS.append(section)


def rail(request: HttpRequest) -> dict[str, object]:
    """Context processor: ``rail``, the entries that the user's roles open."""
    principal = access.principal_of(request)
    if not principal.user_id:
        return {"rail": ()}
    entries = []
    for section, title, icon, action, name in SECTIONS:
        if not access.may(principal, action):
            continue
        try:
            waits = cache(partial(_unread, principal)) if section == "teams" else 0
            entries.append(Entry(section, title, icon, reverse(name), waits))
        except NoReverseMatch:
            continue
    return {"rail": tuple(entries)}


def _unread(principal: Principal) -> int:
    """Guidance the reader has not read yet: it stands under the teams."""
    return len(guidance.unread(principal))

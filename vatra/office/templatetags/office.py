"""Template words of the office pages: icons, areas, urgencies, dates, rights."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any, Final

from django import template
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from vatra.accounts import access
from vatra.kit import clauses
from vatra.kit.vocabulary import AREA_TITLES, ROLES, URGENCY_TITLES, Urgency
from vatra.records.queries import library

register = template.Library()
SHAPES: Final = Path(__file__).parents[1] / "icons.json"
# How the inventory numbers what one place asks: not a word of the law.
_PART: Final = re.compile(r", partea \d+$")
AREA_ICONS: Final = {
    "social_assistance": "hand-heart",
    "health": "heart-pulse",
    "education": "graduation-cap",
    "employment": "briefcase",
    "housing": "house",
    "identity_documents": "id-card",
}
URGENCY_LOOKS: Final = {
    Urgency.none: ("circle-check", "good", "Bine"),
    Urgency.routine: ("circle-alert", "info", URGENCY_TITLES["routine"]),
    Urgency.soon: ("clock", "warn", URGENCY_TITLES["soon"]),
    Urgency.urgent: ("siren", "urgent", URGENCY_TITLES["urgent"]),
}
MONTHS: Final = [
    "ian.",
    "feb.",
    "mar.",
    "apr.",
    "mai",
    "iun.",
    "iul.",
    "aug.",
    "sep.",
    "oct.",
    "nov.",
    "dec.",
]


@register.simple_tag
def icon(name: str) -> SafeString:
    """One icon of the set, as decoration beside a word."""
    return _drawn(name)


@cache
def _drawn(name: str) -> SafeString:
    shapes = json.loads(SHAPES.read_text())[name]
    inner = format_html_join("", "<{} {}/>", ((tag, _attributes(values)) for tag, values in shapes))
    return format_html(
        '<svg class="icon" viewBox="0 0 24 24" focusable="false" aria-hidden="true">{}</svg>', inner
    )


def _attributes(values: dict[str, str]) -> SafeString:
    return format_html_join(" ", '{}="{}"', values.items())


@register.simple_tag
def area(code: str) -> SafeString:
    """The area's icon and name, always together."""
    return format_html(
        '<span class="area area-{}">{}{}</span>',
        code.split("_", maxsplit=1)[0],
        _drawn(AREA_ICONS.get(code, "folder")),
        AREA_TITLES.get(code, code),
    )


@register.simple_tag
def urgency(level: int) -> SafeString:
    """How soon somebody must act: icon, word and tone."""
    name, tone, word = URGENCY_LOOKS[Urgency(level)]
    return format_html('<span class="tag tag-{}">{}{}</span>', tone, _drawn(name), word)


@register.filter
def role_title(code: str) -> str:
    return ROLES[code].title if code in ROLES else code


@register.filter
def day(value: Any) -> str:
    """``21 nov. 2026``; a partial date shows what is known of it."""
    text = value.isoformat() if isinstance(value, date | datetime) else str(value or "")
    parts = text[:10].split("-")
    if len(parts) == 1:
        return parts[0]
    named = f"{MONTHS[int(parts[1]) - 1]} {parts[0]}"
    return named if len(parts) == 2 else f"{int(parts[2])} {named}"


@register.filter
def moment(value: datetime | None) -> str:
    """``21 nov. 2026, 14:05``."""
    if value is None:
        return ""
    local = timezone.localtime(value)
    return f"{day(local.date())}, {local:%H:%M}"


@register.filter
def late(value: date | None) -> bool:
    """Whether a term has passed."""
    return value is not None and value < timezone.localdate()


@register.filter
def lookup(mapping: Any, key: Any) -> Any:
    """``mapping[key]``, or nothing."""
    return mapping.get(key) if hasattr(mapping, "get") else None


@register.simple_tag(takes_context=True)
def may_do(context: template.Context, action: str) -> bool:
    """Whether the signed-in user's present roles give the right."""
    return access.may(access.principal_of(context["request"]), action)


@register.simple_tag(takes_context=True)
def with_query(context: template.Context, **changes: Any) -> str:
    """The page's query string with some parameters changed; None removes one."""
    query = context["request"].GET.copy()
    for key, value in changes.items():
        query.pop(key, None)
        if value not in (None, ""):
            query[key] = str(value)
    return f"?{query.urlencode()}"


@register.filter
def articles(cites: Any) -> str:
    """Where the law says it: ``Protocol 2017, art. 6 alin. (4), (5); art. 8 lit. a)``, each place once."""
    known = _labels()
    places = dict.fromkeys(_PART.sub("", known.get(cite, cite)) for cite in cites or ())
    return "".join(_joined(places))


def _joined(labels: Iterable[str]) -> Iterator[str]:
    """Each label after the one before it: only what differs is said again."""
    before = ""
    for label in labels:
        head, _, last = label.rpartition(" ")
        act, _, place = label.partition(", ")
        if head and head == before.rpartition(" ")[0] and head.endswith("."):
            yield f", {last}"
        elif place and before.startswith(f"{act}, "):
            yield f"; {place}"
        else:
            yield f"; {label}" if before else label
        before = label


@cache
def _labels() -> dict[str, str]:
    return {clause.id: clause.label for pack in library().packs for clause in clauses.load(pack.root)}

"""What was found, in words, with the article behind it and why it matters."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from vatra.kit.findings import Found
from vatra.records.queries import library


@dataclass(frozen=True, slots=True)
class Explained:
    """One finding as the page shows it."""

    code: str
    title: str
    area: str
    urgency: int
    favourable: bool
    person_id: str | None
    why: str
    sources: tuple[str, ...]


def explained(found: Iterable[Found], form_id: str) -> list[Explained]:
    """Findings with title, area, urgency, reason and source; the most urgent first."""
    shown = [explain(each.code, each.person_id) for each in found]
    known = [each for each in shown if each is not None]
    return sorted(known, key=lambda e: (e.favourable, -e.urgency, e.area))


def explain(code: str, person_id: str | None = None) -> Explained | None:
    """One code explained; None where the catalogue does not know it."""
    about: Any = library().catalogue.vulnerabilities.get(code)
    if about is None:
        return None
    sources = tuple(about.cites) + ((about.source,) if about.source else ())
    why = why_of(code)
    return Explained(code, about.title, about.area, about.urgency, about.favourable, person_id, why, sources)


def why_of(code: str) -> str:
    """The pack's plain words on why the finding matters; empty where it has none."""
    texts = getattr(library(), "texts", {})
    text = texts.get(code, "")
    return text if isinstance(text, str) else str(text.get("why", ""))

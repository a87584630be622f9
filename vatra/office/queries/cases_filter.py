"""Which cases the list shows, as its address says it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

STATES: Final = {"deschise": "deschise", "inchise": "închise", "toate": "deschise și închise"}
HOLDERS: Final = {"oricine": "", "eu": "ale mele", "nimeni": "fără responsabil"}


@dataclass(frozen=True, slots=True)
class Filter:
    """What the address asks for. Every unknown value reads as its default."""

    state: str = "deschise"
    holder: str = "oricine"
    is_late: bool = False
    is_urgent: bool = False
    place: int | None = None
    after: tuple[bool, date, UUID] | None = None

    @property
    def sentence(self) -> str:
        """The filter as one reads it aloud."""
        said = [f"Dosare {STATES[self.state]}"]
        said += ["urgente"] if self.is_urgent else []
        said += ["cu termen depășit"] if self.is_late else []
        said += [HOLDERS[self.holder]] if HOLDERS[self.holder] else []
        return ", ".join(said)


def read(given: Mapping[str, str]) -> Filter:
    """The filter of an address."""
    state, holder = given.get("stare", ""), given.get("responsabil", "")
    place = given.get("loc", "")
    return Filter(
        state=state if state in STATES else "deschise",
        holder=holder if holder in HOLDERS else "oricine",
        is_late=given.get("termen") == "depasit",
        is_urgent=given.get("urgente") == "da",
        place=int(place) if place.isdigit() and len(place) < 8 else None,
        after=_after(given.get("dupa", "")),
    )


def _after(text: str) -> tuple[bool, date, UUID] | None:
    urgent, _, rest = text.partition("~")
    day, _, key = rest.partition("~")
    try:
        return urgent == "1", date.fromisoformat(day), UUID(key)
    except ValueError:
        return None

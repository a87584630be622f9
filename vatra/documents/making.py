"""From a declared document and its matter to a PDF, and the trace of it in the readers' list."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final
from uuid import UUID

from vatra.accounts.principals import Principal
from vatra.documents import declared, press, stamp, words
from vatra.documents.declared import Declared
from vatra.kit.procedures import Followed
from vatra.kit.vocabulary import Sensitivity
from vatra.people import access
from vatra.places.models import Place

APART: Final = 200  # rows from which a child process makes the document
MOST: Final = 2000  # rows in one document; a longer register comes in parts


@dataclass(frozen=True, slots=True)
class Asked:
    """Who wants which document, about what, as of which day. `more`: the rest of the address."""

    declared: Declared
    principal: Principal
    subject: str
    on: date
    more: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Seen:
    """Whose file the document shows: kept in the list of its readers."""

    group_id: UUID
    sensitivities: frozenset[int]
    person_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Matter:
    """What a document says. `place_id` is whose head it bears; texts that are empty are left out."""

    content: Mapping[str, Any]
    place_id: int = 0
    title: str = ""
    subtitle: str = ""
    number: str = ""
    code: str = ""  # what the code to scan says; the number of the document where empty
    cites: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()
    follows: Followed | None = None  # the procedure and its edition of the paper's matter
    left_out: tuple[str, ...] = ()
    rows: int = 0
    seen: Seen | None = None


def made(asked: Asked, matter: Matter) -> bytes:
    """The PDF. Where it shows somebody's file, that is written down first, in the same transaction."""
    if matter.seen is not None:
        access.write(
            principal=asked.principal,
            group_id=matter.seen.group_id,
            person_id=matter.seen.person_id,
            what=f"document:{asked.declared.code}",
            sensitivities=matter.seen.sensitivities,
        )
    elif asked.declared.about == "place" and asked.principal.level == "local" and matter.rows:
        access.write_list(
            principal=asked.principal,
            what=f"document:{asked.declared.code}",
            asked=f"la {asked.on.isoformat()}",
            sensitivities=[int(Sensitivity.personal)],
        )
    data = stamp.stamped({**matter.content, "doc": front(asked, matter)})
    make = press.made_apart if matter.rows >= APART else press.made
    return make(asked.declared.template, data)


def front(asked: Asked, matter: Matter) -> dict[str, Any]:
    """Head and foot: institution, title, number, day, who, articles, versions of forms."""
    roles = words.listed([title.lower() for title in asked.principal.role_titles])
    return {
        "title": matter.title or asked.declared.title,
        "subtitle": matter.subtitle,
        "number": matter.number,
        "code": matter.code,
        "head": head(matter.place_id),
        "on": asked.on.isoformat(),
        "on_words": words.day(asked.on),
        "by": f"{asked.principal.name}, {roles}" if roles else asked.principal.name,
        "cites": cited(matter.cites or asked.declared.cites),
        "forms": list(matter.forms),
        "procedure": edition(matter.follows),
        "left_out": list(matter.left_out),
    }


def edition(followed: Followed | None) -> str:
    """``Mediere școlară, ediția 1 din 6 iulie 2017``."""
    if followed is None:
        return ""
    version = followed.version
    return f"{followed.procedure.title}, ediția {version.number} din {words.day(version.since)}"


def cited(ids: Iterable[str]) -> list[str]:
    """Clauses as a reader knows them; the source is named once for those that follow one another."""
    found: list[str] = []
    before = ""
    for label in (declared.labels().get(one, one) for one in ids):
        source, _, ref = label.partition(", art.")
        found.append(f"art.{ref}" if ref and source == before else label)
        before = source
    return [f"Temei: {found[0]}", *found[1:]] if found else []


def head(place_id: int) -> list[str]:
    """Whose paper it is: the community team, the commune and the county; of the country, its name."""
    place = Place.objects.select_related("county").filter(pk=place_id).first()
    if place is None:
        return ["Servicii comunitare integrate"]
    above = place.county.title if place.county and place.county_id != place_id else ""
    return ["Servicii comunitare integrate", ", ".join(part for part in (place.title, above) if part)]

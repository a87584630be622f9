"""A letter to an institution, made from the entry that says it was sent.

Which answer goes where stands in the declaration (`texts`), so that a pack writes a letter
for its own form. Only answers that the letter names leave the house.

    texts:
      to: to_name                   # the answer that names the institution
      to_office: to_institution     # the answer that picks it from the map of services
      parts:
        - {title: De ce, text: reason}
        - {title: Despre cine, about: referred_person}    # person: name, birth date, address
        - {title: "", answers: [area, appointment_on]}
      closing: Vă rugăm ...
      reply: [A venit la data, ...]  # lines of the slip that comes back
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final
from uuid import UUID

from django.http import Http404

from vatra.documents import filled, words
from vatra.documents.making import Asked, Matter
from vatra.kit.vocabulary import ROLES
from vatra.office.documents import Source, casework, sheets
from vatra.office.documents.sheets import Entry
from vatra.office.queries import cases_names, persons
from vatra.places.models import Institution, Place
from vatra.records.queries import library

Part = dict[str, Any]


def gather(asked: Asked) -> Matter:
    found = sheets.entry(asked)
    texts = asked.declared.texts
    to = _to(found, texts)
    if not to:
        raise Http404
    row = found.row
    author = row["author"] or ""
    role = ROLES[row["role"]].title if row["role"] in ROLES else ""
    content = {
        "to": to,
        "to_lines": office(found.answers.get(texts.get("to_office", ""))),
        "parts": [part for one in texts["parts"] if (part := part_of(found, one))],
        "closing": texts.get("closing", ""),
        "signatures": casework.signing([(author, role), ("", "Primit la instituție")]),
        "reply": list(texts.get("reply", ())),
        "reply_to": f"{author}, {Place.objects.get(pk=row['place_id']).title}",
    }
    return Matter(
        content,
        place_id=row["place_id"],
        follows=library().procedure_of_form(found.form["id"], row["occurred_on"]),
        subtitle=f"din {words.day(row['occurred_on'])}",
        forms=(f"{found.form['title']} v.{words.NBSP}{found.form['version']}",),
        seen=found.seen,
    )


def _to(found: Entry, texts: Mapping[str, Any]) -> str:
    return str(found.answers.get(texts["to"]) or "")


def office(key: Any) -> list[str]:
    """Address and telephone from the map of services; nothing where the office is not on it."""
    try:
        office = Institution.objects.select_related("place").filter(pk=UUID(str(key))).first()
    except ValueError:
        return []
    if office is None:
        return []
    phone = f"tel.{words.NBSP}{office.phone}" if office.phone else ""
    return [part for part in (office.address, office.place.title, phone) if part]


def part_of(found: Entry, one: Mapping[str, Any]) -> Part | None:
    """One part of the letter; None where there is nothing to say."""
    part: Part = {"title": one.get("title", "")}
    if "say" in one:
        return part | {"text": one["say"]}
    items = {item["id"]: item for item in _items(found.form["items"])}
    if "about" in one:
        return part | {"rows": _about(found, one["about"])}
    if "text" in one:
        answer = found.answers.get(one["text"])
        return part | {"text": str(answer)} if answer else None
    asked = [items[key] for key in one["answers"] if key in found.answers and key in items]
    rows = [(item["text"], filled.said(item, found.answers[item["id"]], found.names)) for item in asked]
    return part | {"rows": rows} if rows else None


def _items(items: Sequence[Mapping[str, Any]]) -> Iterator[Mapping[str, Any]]:
    for item in items:
        if item["type"] == "group":
            yield from _items(item["items"])
        else:
            yield item


def _about(found: Entry, question: str) -> list[tuple[str, str]]:
    """Who it is about: the person the answer names, else the subject; no personal number, no phone."""
    home = cases_names.household(found.row["home_id"])
    chosen = found.answers.get(question) or found.row["subject_id"]
    is_person = found.row["subject_type"] == "person" or question in found.answers
    card = next(iter(persons.cards([UUID(str(chosen))])), None) if is_person else None
    if card is None:
        return [("Gospodăria", home.name), ("Adresa", casework.address(home))]
    return [
        ("Numele", f"{card['family_name']} {card['given_name']}"),
        ("Data nașterii", words.day(card["birth_date"])),
        ("Adresa", casework.address(home)),
    ]


SOURCES: Final[dict[str, Source]] = {"letter": gather}

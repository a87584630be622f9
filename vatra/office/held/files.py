"""A held entry as a file: for people (PDF) and for programs (JSON), as far as the reader may see it."""

from __future__ import annotations

import json
from typing import Any, Final

from django.utils import timezone

from vatra.accounts.principals import Principal
from vatra.documents import filled, making, press, words
from vatra.documents.declared import Declared
from vatra.documents.making import Asked, Matter
from vatra.kit.vocabulary import ROLES
from vatra.office.documents import casework
from vatra.office.held import queries
from vatra.office.held.reading import Seen

HIDDEN: Final = "Răspunsurile pe care rolul dumneavoastră nu le vede nu sunt în acest document."
NOT_COUNTED: Final = "Această intrare nu este primită în dosar și nu se numără."


def as_json(seen: Seen) -> bytes:
    """The entry as it came, for its author; its head and the answers he may read, for a coordinator."""
    entry = seen.entry
    told: dict[str, Any] = {
        "held": str(entry.key),
        "reasons": [{"code": code} for code in entry.codes],
        "received_at": entry.received_at.isoformat(),
        "state": entry.state,
        "is_whole": seen.is_whole,
        "record": seen.raw or _head(seen),
    }
    return json.dumps(told, ensure_ascii=False, indent=2).encode()


def as_pdf(principal: Principal, seen: Seen) -> bytes:
    """The filled sheet, with the reason it was held at its head."""
    entry, form = seen.entry, seen.form
    declared = Declared(
        code="retinuta",
        title="Înregistrare reținută",
        cites=(),
        about="record",
        source="",
        template=press.TEMPLATES / "form_sheet.typ",
    )
    asked = Asked(declared, principal, str(entry.key), timezone.localdate())
    facts = [
        ("Reținută la", words.day(timezone.localdate(entry.received_at))),
        ("Completat de", casework.who(entry.author, entry.role if entry.role in ROLES else "")),
        ("Localitatea", entry.place),
        *[("De ce nu a fost primită", one.why) for one in queries.explained(entry)],
    ]
    content = {"is_blank": False, "facts": facts, "nodes": _nodes(seen), "signatures": []}
    matter = Matter(
        content,
        place_id=entry.place_id,
        title=queries.title_for(principal, entry),
        subtitle="Înregistrare reținută",
        cites=tuple(form["cites"]) if form else (),
        left_out=(NOT_COUNTED,) if seen.is_whole else (NOT_COUNTED, HIDDEN),
    )
    return making.made(asked, matter)


def _nodes(seen: Seen) -> list[dict[str, Any]]:
    """Only what was answered: an empty question would say that it was left empty."""
    if seen.form is None or not seen.lines:
        return []
    names: dict[str, str] = {}
    return [node for node in filled.filled(seen.form, seen.answers, names) if _is_answered(node)]


def _is_answered(node: dict[str, Any]) -> bool:
    return bool(
        node.get("value") or node.get("options") or node.get("drawn") or node.get("kind") != "question"
    )


def _head(seen: Seen) -> dict[str, Any]:
    entry = seen.entry
    return {
        "id": str(entry.record_id),
        "form": entry.form,
        "place": entry.place_id,
        "role": entry.role,
        "answers": seen.answers,
    }

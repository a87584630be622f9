"""Any entry as a filled sheet, any form as an empty one, and the letters made from an entry."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django.http import Http404

from vatra.documents import filled, stamp, words
from vatra.documents.making import Asked, Matter, Seen
from vatra.kit.ids import uuid7
from vatra.kit.vocabulary import Sensitivity
from vatra.office.documents import Source, casework
from vatra.office.documents.casework import WITHOUT_IDENTITY
from vatra.office.queries import cases_filled, cases_journal, cases_names, entries, persons
from vatra.office.queries.rows import Row
from vatra.records import parts
from vatra.records.queries import library

HIDDEN_PARTS: Final = "Întrebările la care rolul dumneavoastră nu vede răspunsul nu sunt tipărite."
REPLACED: Final = "Această intrare a fost înlocuită sau anulată de alta."
WHOM: Final = {"household": "gospodăria", "place": "comunitatea", "dossier": "dosarul gospodăriei"}


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry as the reader may print it."""

    row: Row
    form: Mapping[str, Any]
    answers: Mapping[str, Any]
    names: Mapping[str, str]
    is_local: bool
    is_whole: bool

    @property
    def whose(self) -> str:
        """Who or what it is about."""
        return self.names.get(str(self.row["subject_id"])) or WHOM.get(self.row["subject_type"], "persoana")

    @property
    def left_out(self) -> tuple[str, ...]:
        lines = [] if self.is_local else [WITHOUT_IDENTITY]
        lines += [] if self.is_whole else [HIDDEN_PARTS]
        lines += [REPLACED] if self.row["is_replaced"] else []
        return tuple(lines)

    @property
    def seen(self) -> Seen:
        person = self.row["subject_id"] if self.row["subject_type"] == "person" else None
        return Seen(self.row["home_id"], frozenset(self.row["marks"] or ()), person)


def entry(asked: Asked) -> Entry:
    """Http404 for an entry that is not there for this reader, or of another form than the document's."""
    row = entries.one(UUID(asked.subject))
    form = entries.form_of(row)
    wanted = asked.declared.forms
    if form is None or (wanted and row["form"] not in wanted):
        raise Http404
    marks = frozenset(asked.principal.sensitivities)
    is_local = asked.principal.level == "local"
    answers, is_masked = cases_filled.masked(form, entries.answers_of(row["id"]), cases_journal.secret(marks))
    names = entries.names_for(row) if is_local else {}
    if not is_local:
        answers = cases_filled.untyped(form, answers)
    is_whole = not is_masked and entries.marks_of(form["items"]) <= marks
    return Entry(row, form, answers, names, is_local, is_whole)


def gather_filled(asked: Asked) -> Matter:
    """The entry as on paper: every question the reader may see, with its answer."""
    found = entry(asked)
    row, form = found.row, found.form
    about = {**form, "items": list(_readable(form["items"], asked.principal.sensitivities, found.is_local))}
    home = cases_names.household(row["home_id"]) if found.is_local else None
    content = {
        "is_blank": False,
        "facts": [
            ("Despre", found.whose if found.is_local else WHOM.get(row["subject_type"], "o persoană")),
            ("Gospodăria", home.name if home else ""),
            ("Adresa", casework.address(home) if home else ""),
            ("Data", words.day(row["occurred_on"])),
            ("Completat de", casework.who(row["author"] or "", row["role"])),
        ],
        "nodes": filled.filled(about, found.answers, found.names),
        "signatures": [],
    }
    return Matter(
        content,
        place_id=row["place_id"],
        follows=library().procedure_of_form(found.form["id"], row["occurred_on"]),
        title=form["title"],
        cites=tuple(form["cites"]),
        forms=(f"{form['title']} v.{words.NBSP}{form['version']}",),
        left_out=found.left_out,
        seen=found.seen,
    )


def _readable(items: list[Any], marks: tuple[int, ...], is_local: bool) -> list[dict[str, Any]]:
    """The form without questions whose answers the reader may not see."""
    kept = []
    for item in items:
        if item["type"] == "group":
            inner = _readable(item["items"], marks, is_local)
            kept += [{**item, "items": inner}] if inner else []
        elif item["type"] == "display" or parts.level_of(item) in marks:
            kept += [item] if is_local or item["type"] not in _TYPED else []
    return kept


_TYPED: Final = ("string", "text", "photo", "file", "signature", "person", "institution")


def gather_blank(asked: Asked) -> Matter:
    """The newest version of a form, empty, with a number of its own: typed in twice, it counts once."""
    form = library().newest().get(asked.subject)
    if form is None or not set(form["who"]) & asked.principal.role_codes:
        raise Http404
    number = _number(asked.more.get("foaie", ""))
    whom = _whom(asked, form)
    content = {
        "is_blank": True,
        "facts": [("Despre cine", whom.name), ("Completat de", ""), ("Locul", whom.address)],
        "nodes": filled.blank(form),
        "signatures": casework.signing([("", "Cine a completat"), ("", "Beneficiarul sau reprezentantul")]),
    }
    return Matter(
        content,
        place_id=asked.principal.places[0] if asked.principal.places else 0,
        follows=library().procedure_of_form(form["id"], asked.on),
        title=form["title"],
        subtitle="Foaie de completat cu mâna",
        number=number,
        code=f"{stamp.PREFIX}{form['id']}@{form['version']}:{whom.mark}{number}",
        seen=whom.seen,
        cites=tuple(form["cites"]),
        forms=(f"{form['title']} v.{words.NBSP}{form['version']}",),
    )


@dataclass(frozen=True, slots=True)
class Whom:
    """About whom a sheet is printed; ``mark`` says it in the code to scan: ``g<household>:``, ``p<person>:``."""

    name: str = ""
    address: str = ""
    mark: str = ""
    seen: Seen | None = None


def _whom(asked: Asked, form: Mapping[str, Any]) -> Whom:
    """Nobody, or the household or person of the address. Http404 for one the reader cannot see."""
    person, group = (
        _number(asked.more[key]) if asked.more.get(key) else "" for key in ("persoana", "gospodarie")
    )
    if form["subject"] == "person" and person:
        cards = persons.cards([UUID(person)])
        if not cards or asked.principal.level != "local":
            raise Http404
        card = cards[0]
        seen = Seen(card["home_id"], frozenset({int(Sensitivity.personal)}), card["id"])
        address = ", ".join(filter(None, (card["village"], card["street"], card["number"])))
        return Whom(f"{card['family_name']} {card['given_name']}", address, f"p{person}:", seen)
    if form["subject"] == "household" and group:
        home = cases_names.household(UUID(group))
        if not home.place or asked.principal.level != "local":
            raise Http404
        seen = Seen(UUID(group), frozenset({int(Sensitivity.personal)}))
        return Whom(home.name, casework.address(home), f"g{group}:", seen)
    return Whom()


def _number(text: str) -> str:
    """The number of the sheet: a new one, or that of a sheet printed again."""
    if not text:
        return uuid7()
    try:
        return str(UUID(text))
    except ValueError as error:
        raise Http404 from error


SOURCES: Final[dict[str, Source]] = {"form_filled": gather_filled, "form_blank": gather_blank}

"""The letter of a notice, as its kind declares it: no file of the pack stands beside `notices.yaml`."""

from __future__ import annotations

from vatra.documents import press, words
from vatra.documents.declared import Declared
from vatra.documents.making import Asked, Matter
from vatra.kit.notices import NoticeKind
from vatra.kit.vocabulary import ROLES
from vatra.notices.queries import Told
from vatra.office.documents import casework, letters, sheets
from vatra.office.queries import notices as around
from vatra.places.models import Place
from vatra.records.queries import library


def declared(kind: NoticeKind) -> Declared:
    """The document that such a notice is."""
    return Declared(
        code="instiintare",
        title=kind.title,
        cites=kind.cites,
        about="record",
        source="notice",
        template=press.TEMPLATES / "letter.typ",
        texts=kind.letter,
    )


def gather(asked: Asked, notice: Told) -> Matter:
    """Only what the declaration names leaves the record, and of that what its reader may see."""
    found = sheets.entry(asked)
    texts, row = asked.declared.texts, found.row
    author = row["author"] or ""
    role = ROLES[row["role"]].title if row["role"] in ROLES else ""
    term = [{"title": "", "rows": [("Răspuns așteptat până la", words.day(notice.due_on))]}]
    parts = [part for one in texts.get("parts", ()) if (part := letters.part_of(found, one))]
    content = {
        "to": around.addressee(notice.row) or "Coleg din echipă",
        "to_lines": letters.office(notice.to_institution_id),
        "parts": [*parts, *(term if notice.due_on and notice.kind and notice.kind.expects_answer else [])],
        "closing": texts.get("closing", ""),
        "signatures": casework.signing([(author, role), ("", "Primit")]),
        "reply": list(texts.get("reply", ())),
        "reply_to": f"{author}, {Place.objects.get(pk=row['place_id']).title}",
    }
    return Matter(
        content,
        place_id=row["place_id"],
        follows=library().procedure_of_form(found.form["id"], row["occurred_on"]),
        subtitle=f"din {words.day(notice.noticed_on)}",
        forms=(f"{found.form['title']} v.{words.NBSP}{found.form['version']}",),
        seen=found.seen,
    )

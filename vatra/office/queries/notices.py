"""What the pages of notices show beside the notices themselves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from vatra.accounts.principals import Principal
from vatra.kit.notices import NoticeKind
from vatra.notices import queries
from vatra.notices.queries import Told
from vatra.office.forms import links
from vatra.places.kinds import INSTITUTION_WORDS, InstitutionKind
from vatra.records.queries import library


@dataclass(frozen=True, slots=True)
class Begin:
    """A notice that may be sent now, and where."""

    title: str
    lead: str
    url: str


def begins(principal: Principal, group_id: UUID, dossier_id: UUID | None) -> list[Begin]:
    """Kinds that the reader sends by hand about this household, each with its form prefilled."""
    return [
        Begin(one.title, one.lead, _begin(one, group_id, dossier_id)) for one in queries.sendable(principal)
    ]


def _begin(kind: NoticeKind, group_id: UUID, dossier_id: UUID | None) -> str:
    return links.to(kind.form, group=group_id, dossier=dossier_id, **kind.begins)


def answers(principal: Principal, found: Told) -> list[Begin]:
    """Each answer the notice can get, as the form that records it."""
    kind = found.kind
    if kind is None or found.answered_on or not _may(principal, kind.answered_by):
        return []
    if options := queries.answers_of(kind):
        return [
            Begin(text, "", _reply(found, kind.answered_by, **{kind.answer_question: code}))
            for code, text in options.items()
        ]
    return [Begin(links.title_of(kind.answered_by), "", _reply(found, kind.answered_by))]


def handed(principal: Principal, found: Told) -> str:
    """Where one writes that it was handed over; empty when that is written or not to be written."""
    kind = found.kind
    if kind is None or found.told_on or found.answered_on or not _may(principal, kind.handed_by):
        return ""
    return _reply(found, kind.handed_by)


def _may(principal: Principal, form: str) -> bool:
    return bool(form) and links.may_begin(principal, form)


def _reply(found: Told, form_id: str, **answers_: str) -> str:
    """The form about what the notice is about. Forms of other work answer the record itself."""
    subject = library().form(form_id)["subject"]
    key = found.key if subject == "household" else str(found.cause_id)
    return links.to(
        form_id,
        group=found.group_id,
        person=found.to_person_id if subject == "person" else None,
        dossier=found.dossier_id if subject == "dossier" else None,
        answers_to=key,
        **answers_,
    )


def addressee(row: Any) -> str:
    """Whom it is for, in words the reader may see."""
    if row["to_type"] == "person":
        return "Beneficiarului"
    named = row["office"] or row["to_name"] or row["colleague"]
    if named or row["to_type"] == "user":
        return named or ""
    known = {kind.value for kind in InstitutionKind}
    return (
        INSTITUTION_WORDS[InstitutionKind(row["to_kind"])] if row["to_kind"] in known else "Unei instituții"
    )

"""A held entry sent again: by its author as the same entry, by who took it over as his own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from django.http import Http404, HttpRequest

from vatra.accounts.principals import Principal
from vatra.kit.ids import uuid7
from vatra.office.forms import targets, uploads
from vatra.office.forms.targets import Target
from vatra.office.held import queries
from vatra.office.held.reading import Seen
from vatra.office.views.entry import Desk
from vatra.records import actions, held
from vatra.records.held import Entry
from vatra.records.refusals import RefusedError

TAKEN_OVER: Final = "Preluată din înregistrările reținute"


def target(request: HttpRequest, principal: Principal, seen: Seen) -> Target:
    """What the page fills: the newest version of the form, about what the held entry was about.

    Raises Http404 for an entry that no page can show: it is read in its file.
    """
    form, raw = queries.form_of(seen.entry.form), seen.raw
    if form is None or not raw or seen.intent == "void" or not _is_shaped(raw):
        raise Http404
    subject = raw["subject"]
    own_id = targets.uuid_text(request.POST.get("entry_id", "")) or uuid7()
    return Target(
        form=form,
        entry_id=str(seen.entry.record_id) if seen.entry.is_of(principal) else own_id,
        subject_type=str(subject["type"]),
        subject_id=str(subject["id"]),
        group_id=str(raw["group"]),
        place_id=seen.entry.place_id,
        dossier_id=raw.get("dossier"),
        prev_id=raw.get("prev"),
        settles=tuple(raw.get("settles") or ()),
    )


def can_correct(seen: Seen) -> bool:
    """Whether a page can open it to be corrected."""
    return bool(seen.raw and seen.form and seen.intent != "void" and _is_shaped(seen.raw))


def filled(desk: Desk, seen: Seen) -> dict[str, Any]:
    """The record that the page makes of it."""
    answers, entry, raw = desk.sheet.answers, seen.entry, seen.raw or {}
    form = desk.target.form
    blobs = uploads.blobs(answers, form["items"], raw.get("blobs") or ())
    role = targets.role_for(desk.principal, form)
    if not entry.is_of(desk.principal):
        made = desk.target.record(desk.principal, {}, desk.reason or TAKEN_OVER)
        return made | {"answers": dict(answers), "blobs": blobs}
    better = {"answers": dict(answers), "blobs": blobs, "version": form["version"], "role": role}
    return raw | better | ({"reason": desk.reason} if desk.reason else {})


def unchanged(principal: Principal, seen: Seen) -> dict[str, Any]:
    """The same entry once more: what stood against it may have ended."""
    if not seen.entry.is_of(principal) or not seen.raw:
        raise Http404
    return seen.raw


def send(principal: Principal, entry: Entry, record: Mapping[str, Any]) -> None:
    """Write it into the journal and close the held one.

    Raises:
        RefusedError: it is still not accepted; nothing has changed.
    """
    actions.submit_one(principal=principal, record=record)
    if entry.is_of(principal):
        held.accepted(principal=principal, entry=entry)
    else:
        held.taken(principal=principal, entry=entry, record_id=str(record["id"]))
    # Sent once more as a push is: it is known by now, and what waited for it is taken.
    actions.submit(principal=principal, records=[record])


def refusals(principal: Principal, entry: Entry, record: Mapping[str, Any]) -> tuple[Any, ...]:
    """Send; the reasons if it is refused."""
    try:
        send(principal, entry, record)
    except RefusedError as refused:
        return refused.reasons
    return ()


def _is_shaped(raw: Mapping[str, Any]) -> bool:
    subject = raw.get("subject")
    return (
        isinstance(subject, Mapping)
        and targets.uuid_text(str(subject.get("id"))) is not None
        and targets.uuid_text(str(raw.get("group"))) is not None
        and isinstance(raw.get("answers"), Mapping)
    )

"""What a new entry is about: read from the address (ids only), checked against the database."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.http import Http404, HttpRequest
from django.utils import timezone

from vatra.accounts.principals import Principal
from vatra.kit.errors import UnknownFormError
from vatra.kit.ids import uuid7
from vatra.people import queries as people
from vatra.places import queries as places
from vatra.records.queries import library


@dataclass(frozen=True, slots=True)
class Target:
    """Form, subject, group and place of the entry; ``prev`` when it corrects one."""

    form: Mapping[str, Any]
    entry_id: str
    subject_type: str
    subject_id: str
    group_id: str
    place_id: int
    dossier_id: str | None
    prev_id: str | None

    def record(self, principal: Principal, answers: Mapping[str, Any], reason: str) -> dict[str, Any]:
        """The entry as the journal takes it."""
        return {
            "id": self.entry_id,
            "form": self.form["id"],
            "version": self.form["version"],
            "subject": {"type": self.subject_type, "id": self.subject_id},
            "group": self.group_id,
            "place": self.place_id,
            "dossier": self.dossier_id,
            "prev": self.prev_id,
            "intent": "correction" if self.prev_id else "new",
            "reason": reason or None,
            "author": principal.user_id,
            "role": role_for(principal, self.form),
            "made_at": datetime.now(UTC).isoformat(),
            "app": "office",
            "answers": dict(answers),
        }

    def context(self, principal: Principal) -> dict[str, Any]:
        """What the form's conditions look at."""
        today = timezone.localdate().isoformat()
        group = UUID(self.group_id)
        known = people.contexts([UUID(self.subject_id)]) if self.subject_type == "person" else {}
        person = known.get(UUID(self.subject_id), {})
        return {
            "today": today,
            "date": today,
            "role": role_for(principal, self.form),
            "place": self.place_id,
            "person": {"id": self.subject_id, **person} if person else {},
            "household": {"size": people.household_sizes([group]).get(group, 0)},
        }


def role_for(principal: Principal, form: Mapping[str, Any]) -> str:
    """The present role that may fill the form; the first one held where none may."""
    held = [role for role, _ in principal.roles]
    return next((role for role in held if role in form["who"]), held[0] if held else "")


def may_fill(principal: Principal, form: Mapping[str, Any]) -> bool:
    return any(role in form["who"] for role, _ in principal.roles)


def read(request: HttpRequest, principal: Principal, pack: str, name: str) -> Target:
    """The target an address names. Http404 for an unknown form, or a group one cannot see."""
    try:
        form = library().form(f"{pack}/{name}")
    except UnknownFormError as error:
        raise Http404 from error
    given = {key: request.GET.get(key, "") for key in ("gospodarie", "persoana", "dosar", "corecteaza")}
    ids = {key: _id(value) for key, value in given.items()}
    entry_id = _id(request.POST.get("entry_id", "")) or uuid7()
    group, place = _group(principal, form, ids, entry_id, request.POST.get("group_id", ""))
    subject = _subject(form, ids, group, request.POST.get("subject_id", ""))
    return Target(
        form=form,
        entry_id=entry_id,
        subject_type=form["subject"],
        subject_id=subject,
        group_id=group,
        place_id=place,
        dossier_id=ids["dosar"],
        prev_id=ids["corecteaza"],
    )


def _group(
    principal: Principal,
    form: Mapping[str, Any],
    ids: Mapping[str, str | None],
    entry_id: str,
    posted: str,
) -> tuple[str, int]:
    if ids["gospodarie"]:
        return ids["gospodarie"], _place_of(ids["gospodarie"])
    opens = "household.register" in form.get("effects", ()) or form["subject"] == "place"
    if not opens or not (principal.places or principal.counties):
        raise Http404
    place = principal.places[0] if principal.places else _first_place(principal)
    return _id(posted) or uuid7(), place


def _first_place(principal: Principal) -> int:
    county = next(c for c in places.counties() if c.siruta in principal.counties)
    return places.uats_of_county(county.county_code)[0].siruta


def _place_of(group_id: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT place_id FROM records_group WHERE id = %s", [group_id])
        row = cursor.fetchone()
    if row is None:
        raise Http404
    place: int = row[0]
    return place


def _subject(form: Mapping[str, Any], ids: Mapping[str, str | None], group: str, posted: str) -> str:
    if form["subject"] == "person":
        if "person.register" in form.get("effects", ()):
            return ids["persoana"] or _id(posted) or uuid7()
        if not ids["persoana"]:
            raise Http404
        return ids["persoana"]
    if form["subject"] == "dossier":
        if not ids["dosar"]:
            raise Http404
        return ids["dosar"]
    return group


def _id(text: str) -> str | None:
    try:
        return str(UUID(text))
    except ValueError:
        return None

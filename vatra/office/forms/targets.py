"""What a new entry is about: read from the address (ids only), checked against the database."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final
from uuid import UUID

from django.http import Http404, HttpRequest
from django.utils import timezone

from vatra.accounts.principals import Principal
from vatra.kit import values
from vatra.kit.errors import UnknownFormError
from vatra.kit.ids import uuid7
from vatra.office.forms import uploads
from vatra.office.queries import rows
from vatra.people import queries as people
from vatra.places import queries as places
from vatra.places.kinds import Level
from vatra.places.models import Place
from vatra.records.queries import library

GROUP: Final = "SELECT id, place_id FROM records_group WHERE id = %s"
OF_PERSON: Final = "SELECT home_id AS id, place_id FROM people_person WHERE id = %s"
OF_DOSSIER: Final = "SELECT group_id AS id, place_id FROM dossiers_dossier WHERE id = %s"
PREVIOUS: Final = """
SELECT r.id, r.form, r.version, r.subject_type, r.subject_id, r.group_id, r.dossier_id, r.place_id
FROM records_record r WHERE r.id = %s
"""
IDS: Final = ("gospodarie", "persoana", "dosar", "corecteaza")


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
    prev_id: str | None = None
    settles: tuple[str, ...] = ()

    @property
    def registers(self) -> bool:
        """Whether the entry puts a new person on file."""
        return "person.register" in (self.form.get("effects") or ()) and not self.prev_id

    @property
    def opens_group(self) -> bool:
        """Whether the entry begins something new at a place."""
        is_new = "household.register" in (self.form.get("effects") or ())
        return (is_new or self.form["subject"] == "place") and not self.prev_id

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
            "settles": list(self.settles),
            "intent": "correction" if self.prev_id else "new",
            "reason": reason or None,
            "author": principal.user_id,
            "role": role_for(principal, self.form),
            "made_at": datetime.now(UTC).isoformat(),
            "app": "office",
            "answers": dict(answers),
            "blobs": uploads.blobs(answers, self.form["items"]),
        }

    def context(self, principal: Principal, raw: Mapping[str, Any]) -> dict[str, Any]:
        """What the form's conditions look at; the day is the one the entry speaks of."""
        today = timezone.localdate().isoformat()
        told = raw.get(self.form.get("date") or "")
        group = UUID(self.group_id)
        known = people.contexts([UUID(self.subject_id)]) if self.subject_type == "person" else {}
        person = known.get(UUID(self.subject_id), {})
        return {
            "today": today,
            "date": told if values.is_day(told) else today,
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
    ids = {key: uuid_text(request.GET.get(key, "")) for key in IDS}
    # `foaie`: the number printed on a sheet filled by hand; typed in twice, it stays one entry.
    given = request.POST.get("entry_id") or request.GET.get("foaie", "")
    entry_id = uuid_text(given) or uuid7()
    if ids["corecteaza"]:
        settles = tuple(filter(None, map(uuid_text, request.GET.get("lamureste", "").split(","))))
        return correcting(form, ids["corecteaza"], entry_id, settles)
    group, place = _group(request, principal, form, ids)
    return Target(
        form=form,
        entry_id=entry_id,
        subject_type=form["subject"],
        subject_id=_subject(form, ids, group, request.POST.get("subject_id", "")),
        group_id=group,
        place_id=place,
        dossier_id=ids["dosar"],
    )


def correcting(form: Mapping[str, Any], prev_id: str, entry_id: str, settles: tuple[str, ...] = ()) -> Target:
    """A new version of an entry, about the same subject. Http404 when it is of another form."""
    row = rows.one(PREVIOUS, [prev_id])
    if row is None or row["form"] != form["id"]:
        raise Http404
    return Target(
        form=form,
        entry_id=entry_id,
        subject_type=row["subject_type"],
        subject_id=str(row["subject_id"]),
        group_id=str(row["group_id"]),
        place_id=row["place_id"],
        dossier_id=str(row["dossier_id"]) if row["dossier_id"] else None,
        prev_id=prev_id,
        settles=settles,
    )


def possible_places(principal: Principal) -> list[Place]:
    """Where the principal may begin something new: his communes, or those of his counties."""
    if principal.places:
        return list(Place.objects.filter(pk__in=principal.places).order_by("name"))
    counties = [place for place in places.counties() if place.siruta in principal.counties]
    return [uat for county in counties for uat in places.uats_of_county(county.county_code)]


def uuid_text(text: str) -> str | None:
    try:
        return str(UUID(text))
    except ValueError:
        return None


def _group(
    request: HttpRequest, principal: Principal, form: Mapping[str, Any], ids: Mapping[str, str | None]
) -> tuple[str, int]:
    for query, key in ((GROUP, "gospodarie"), (OF_DOSSIER, "dosar"), (OF_PERSON, "persoana")):
        if ids[key]:
            row = rows.one(query, [ids[key]])
            if row is None:
                raise Http404
            return str(row["id"]), row["place_id"]
    opens = "household.register" in (form.get("effects") or ()) or form["subject"] == "place"
    if not opens:
        raise Http404
    return uuid_text(request.POST.get("group_id", "")) or uuid7(), _place(request, principal)


def _place(request: HttpRequest, principal: Principal) -> int:
    """The place chosen, else the first of the principal's own."""
    text = request.POST.get("localitate") or request.GET.get("localitate") or ""
    chosen = int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None
    if chosen is not None and _is_mine(principal, chosen):
        return chosen
    found = possible_places(principal)
    if not found:
        raise Http404
    return int(found[0].siruta)


def _is_mine(principal: Principal, siruta: int) -> bool:
    if principal.places:
        return siruta in principal.places
    place = Place.objects.filter(pk=siruta, level=Level.UAT).first()
    return place is not None and (not principal.counties or place.county_id in principal.counties)


def _subject(form: Mapping[str, Any], ids: Mapping[str, str | None], group: str, posted: str) -> str:
    if form["subject"] == "person":
        if "person.register" in (form.get("effects") or ()):
            return uuid_text(posted) or uuid7()
        return _required(ids["persoana"])
    return _required(ids["dosar"]) if form["subject"] == "dossier" else group


def _required(text: str | None) -> str:
    if not text:
        raise Http404
    return text

"""May this form be written in this case now? The pack's rule answers, in Romanian."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any, Final
from uuid import UUID

from vatra.database import scope
from vatra.dossiers import derivation
from vatra.kit.dossiers import DossierKind, DossierView
from vatra.kit.errors import UnknownFormError
from vatra.records.incoming import Incoming
from vatra.records.queries import library

FREE_STAGES: Final = frozenset({"identification", "assessment", "registration"})


# The dossiers of each household looked at.
Seen = Mapping[str, Sequence[DossierView]]


def look(entries: Sequence[Incoming], county_id: int) -> Seen:
    """The dossiers of all the entries' groups; the entries are of one place."""
    groups = {entry.group for entry in entries}
    return _dossiers(groups, entries[0].place, county_id) if groups else {}


def objections(entry: Incoming, answers: Mapping[str, Any], seen: Seen) -> tuple[str, ...]:
    """Reasons why the entry cannot be taken now."""
    wanted = str(entry.dossier or entry.subject.id)
    return _reasons(entry.form, answers, entry.role, seen.get(str(entry.group), ()), wanted)


def is_guarded(entry: Incoming) -> bool:
    """Whether a case's rules may object: not to registering, assessing or telling of a need."""
    if entry.intent == "void" or entry.subject.type == "place":
        return False
    try:
        form = library().form(entry.form, entry.version)
    except UnknownFormError:
        return False
    is_free = form.get("stage") in FREE_STAGES and entry.subject.type != "dossier"
    return not form.get("effects") and not is_free


def may(
    form_id: str,
    answers: Mapping[str, Any],
    role: str,
    where: tuple[UUID, int, int],
    dossier_id: str | None,
) -> tuple[str, ...]:
    """The same for a form not sent yet. ``where`` = (group, place, county)."""
    group_id, place_id, county_id = where
    dossiers = _dossiers({group_id}, place_id, county_id)[str(group_id)]
    return _reasons(form_id, answers, role, dossiers, dossier_id)


def _dossiers(groups: Collection[UUID], place_id: int, county_id: int) -> Seen:
    with scope.system(savepoint=False):
        derived = derivation.views(groups, place_id, county_id)
    return {each.view.group_id: each.dossiers for each in derived}


def _reasons(
    form_id: str,
    answers: Mapping[str, Any],
    role: str,
    dossiers: Sequence[DossierView],
    dossier_id: str | None,
) -> tuple[str, ...]:
    return tuple(
        reason
        for kind in _kinds(form_id)
        for reason in kind.may(_of_kind(dossiers, kind, dossier_id), form_id, answers, role)
    )


def _kinds(form_id: str) -> list[DossierKind]:
    pack_code = form_id.partition("/")[0]
    return [kind for pack in library().packs if pack.code == pack_code for kind in pack.dossiers]


def _of_kind(
    dossiers: Sequence[DossierView], kind: DossierKind, dossier_id: str | None
) -> DossierView | None:
    mine = [dossier for dossier in dossiers if dossier.kind == kind.code]
    named = [dossier for dossier in mine if dossier.id == dossier_id]
    found = named or mine
    return found[-1] if found else None

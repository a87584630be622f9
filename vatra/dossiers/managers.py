"""Who answers for a dossier: the entry that names another manager (protocol-2017/3.3.i)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Final
from uuid import UUID

from vatra.accounts import teams
from vatra.accounts.principals import Principal
from vatra.accounts.teams import Member
from vatra.kit.dossiers import DossierKind
from vatra.kit.ids import uuid7
from vatra.kit.vocabulary import ROLES
from vatra.records.queries import library

MANAGES: Final = "social_worker"


def candidates(place_id: int, present: str | None) -> list[Member]:
    """Social workers of the place, but for the present manager."""
    members = teams.team(place_id).members
    return [each for each in members if each.role == MANAGES and each.user_id != present]


def form_of(kind: DossierKind) -> dict[str, Any] | None:
    """The form that names the manager of dossiers of this kind; None where they have none."""
    return library().form(kind.reading.changes_manager) if kind.reading else None


def may_change(kind: DossierKind, principal: Principal) -> bool:
    form = form_of(kind)
    return form is not None and bool(principal.role_codes & set(form["who"]))


def record(
    form: Mapping[str, Any],
    dossier: tuple[str, str, int],
    principal: Principal,
    answers: Mapping[str, Any],
) -> dict[str, Any]:
    """The entry as the journal takes it. ``dossier`` = (id, group, place)."""
    dossier_id, group_id, place_id = dossier
    role = next(code for code in ROLES if code in principal.role_codes and code in form["who"])
    return {
        "id": uuid7(),
        "form": form["id"],
        "version": form["version"],
        "subject": {"type": "dossier", "id": dossier_id},
        "group": group_id,
        "place": place_id,
        "dossier": dossier_id,
        "author": principal.user_id,
        "role": role,
        "made_at": datetime.now(UTC).isoformat(),
        "app": "office",
        "answers": dict(answers),
    }


def managed_by(user_id: str | UUID) -> list[tuple[str, str, int, int, str]]:
    """Open dossiers of a manager as (id, group, place, county, kind), in the caller's scope."""
    from vatra.dossiers.models import Dossier

    rows = Dossier.objects.filter(manager_id=user_id, closed_on=None).order_by("place_id", "opened_on", "id")
    return [(str(d.id), str(d.group_id), d.place_id, d.county_id, d.kind) for d in rows]

"""May this applicant begin one more application now? The call is open, and drafts do not pile up.

Whoever asks from outside comes through here; the call's row is locked, so that two presses are one after the other.
"""

from __future__ import annotations

from datetime import datetime
from typing import Final
from uuid import UUID

from django.utils import timezone

from vatra.accounts.principals import Principal
from vatra.database import scope
from vatra.desks.training import actions
from vatra.desks.training.errors import NotTakenError
from vatra.desks.training.models import Call, File
from vatra.packs.training import calls
from vatra.packs.training.catalogue import SELF

# Of a unit: more nurses than one sends in; of a nurse: herself.
MOST_OF_UNIT: Final = 200
ONE_DRAFT: Final = "Aveți deja o cerere începută la acest apel. Continuați-o sau ștergeți-o întâi."
MANY_DRAFTS: Final = (
    f"Sunt deja {MOST_OF_UNIT} de cereri începute și netrimise. Trimiteți-le sau ștergeți din ele."
)


def begin(
    principal: Principal, call_id: UUID, request_id: UUID | None = None, now: datetime | None = None
) -> UUID:
    """A new draft. NotTakenError: the call is not open at this moment, or there are drafts enough."""
    with scope.system():
        row = Call.objects.select_for_update().get(id=call_id)
        if why := calls.period_refusal(calls.parse(row.body), now or timezone.now()):
            raise NotTakenError([("", why)])
        is_own = principal.holds("applicant_nurse")
        drafts = File.objects.filter(call_id=call_id, owner_id=principal.user_id, state="draft")
        drafts = drafts.filter(route=SELF) if is_own else drafts.exclude(route=SELF)
        if drafts.count() >= (1 if is_own else MOST_OF_UNIT):
            raise NotTakenError([("", ONE_DRAFT if is_own else MANY_DRAFTS)])
        return actions.begin(principal, call_id, request_id)

"""An application that is being written: what it lacks, and that its owner may throw it away."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from vatra.accounts.principals import Principal
from vatra.database import scope
from vatra.desks.training.errors import NotTakenError
from vatra.desks.training.models import Document, File, Step
from vatra.desks.training.queries import Whole
from vatra.packs.training import eligibility, steps
from vatra.packs.training.eligibility import Fault

SENT = "Cererea a fost trimisă: nu se mai șterge. Dacă vă răzgândiți, alegeți Retragere."
NOTED = "Organizatorul a scris o notă la acest dosar: nu se mai șterge. Îl puteți lăsa netrimis."


def faults(whole: Whole, moment: datetime) -> list[Fault]:
    """Everything that keeps the file from being sent: questions left open, then the rules."""
    answers = whole.file.draft
    found = eligibility.faults(whole.call, whole.file.route, answers, whole.documents.keys(), moment)
    known = {one.field for one in found}
    return [*(one for one in _open(whole) if one.field not in known), *found]


def _open(whole: Whole) -> Iterator[Fault]:
    """Questions without an answer: what is typed is kept as it is, also half of it."""
    kind = steps.kinds()["details"]
    for item in kind.form["items"]:
        if item.get("required") and whole.file.draft.get(item["id"]) in (None, ""):
            yield Fault(item["id"], f"Răspundeți la „{item['text'].rstrip(':?')}”.", kind.cites)


def objection(file: File) -> str:
    """Why the file stays; empty where its owner may throw it away. Steps are never removed."""
    if file.state != "draft":
        return SENT
    return NOTED if Step.objects.filter(file_id=file.id).exists() else ""


def remove(principal: Principal, file_id: UUID) -> None:
    """Throw away a draft of the user's own with its documents. NotTakenError says why not.

    The bytes go with the sweep of left-over files, unless another file names them too.
    """
    with scope.system():
        file = File.objects.select_for_update().get(id=file_id, owner_id=principal.user_id)
        if why := objection(file):
            raise NotTakenError([("", why)])
        others = File.objects.filter(request_id=file.request_id).exclude(id=file.id).order_by("number")
        heir = others.first()
        papers = Document.objects.filter(file_id=file.id)
        if heir is not None:  # the unit's own request serves the other nurses too
            papers.filter(slot="unit_request").update(file_id=heir.id)
        papers.delete()
        file.delete()

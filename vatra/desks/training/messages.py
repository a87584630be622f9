"""Each change told to the file's owner by e-mail, where a gateway is set. No personal data leaves the house."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.urls import reverse

from vatra.notices import channels
from vatra.packs.training import steps


def tell(owner_id: UUID, file_id: UUID, name: str) -> None:
    """Queue the message of a step, in the step's own transaction."""
    if not steps.kinds().get(name) or not steps.kinds()[name].message or not channels.channel_of("user"):
        return
    from vatra.desks.training import jobs  # the job queue is not ready while the apps load

    jobs.tell.defer(owner=str(owner_id), file=str(file_id), name=name)  # written with the step, or not at all


def text_of(name: str, file_id: str) -> str:
    """The words of the step, and where to read on: an address behind the sign-in."""
    address = settings.ORIGIN + reverse("training_my_file", args=[file_id])
    return f"{steps.kinds()[name].message} Deschideți {address}"

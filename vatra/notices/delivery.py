"""One notice on its way: what is sent, to whom, and how it ended."""

from __future__ import annotations

from typing import Final

from django.conf import settings
from django.db.models import F, Func, Value
from django.utils import timezone
from django.utils.crypto import salted_hmac

from vatra.database import scope
from vatra.kit.notices import NoticeKind
from vatra.notices import addresses, channels, derivation
from vatra.notices.channels import NotSentError
from vatra.notices.models import Delivery, Notice
from vatra.places.models import Place

QUEUED, SENT, FAILED, IMPOSSIBLE = "queued", "sent", "failed", "impossible"
NO_TERM: Final = "cât mai curând"


def deliver(key: str, *, is_last: bool = False) -> str:
    """Send the notice if it still waits; its state. NotSentError when the gateway should be tried again."""
    with scope.system():
        delivery = Delivery.objects.filter(pk=key, state=QUEUED).first()
        notice = Notice.objects.filter(pk=key).first()
        kind = derivation.kind_of(notice.kind) if notice else None
        if delivery is None or notice is None or kind is None:
            return ""  # sent already, or its record was taken back
        to, why = addresses.of(notice, kind)
        text = message(kind, notice)
    if not to:
        return _end(key, IMPOSSIBLE, why)
    marks = {_mark(key, one): one for one in to}
    failed = [
        mark
        for mark in marks.keys() - set(delivery.sent_to or ())
        if not _sent(delivery, mark, marks[mark], text)
    ]
    if failed:
        _end(key, FAILED if is_last else QUEUED, "gateway")
        raise NotSentError(delivery.channel)
    return _end(key, SENT, "")


def _sent(delivery: Delivery, mark: str, to: str, text: str) -> bool:
    """Send to one; written down at once, so that trying again for the others does not reach this one twice."""
    try:
        channels.send(delivery.channel, to, text)
    except NotSentError:
        return False
    with scope.system():
        told = Func(F("sent_to"), Value(mark), function="array_append")
        Delivery.objects.filter(pk=delivery.key).update(sent_to=told)
    return True


def _mark(key: str, to: str) -> str:
    """The address as it may be kept: under the installation's key, another one in each message."""
    return salted_hmac(f"vatra.notices.{key}", to, algorithm="sha256").hexdigest()


def _end(key: str, state: str, reason: str) -> str:
    now = timezone.now()
    with scope.system():
        Delivery.objects.filter(pk=key).update(
            state=state,
            reason=reason,
            attempts=F("attempts") + (0 if state == IMPOSSIBLE else 1),
            tried_at=now,
            sent_at=now if state == SENT else None,
        )
    return state


def message(kind: NoticeKind, notice: Notice) -> str:
    """The words that leave the house: where from and until when, never about whom or what."""
    place = Place.objects.select_related("county").get(pk=notice.place_id)
    return kind.message.format(
        place=place.title,
        county=place.county.title if place.county else "",
        term=notice.due_on.strftime("%d.%m.%Y") if notice.due_on else NO_TERM,
        address=settings.ORIGIN,
    )

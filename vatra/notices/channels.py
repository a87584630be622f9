"""By which way a message leaves, and the gateway set for it.

A gateway is an address as Apprise reads it, with ``{to}`` where the addressee goes. Without one
nothing leaves: the notice is there to be printed, and to be read in the system by those who may.
"""

from __future__ import annotations

from typing import Final
from urllib.parse import quote

from django.conf import settings

EMAIL: Final = "email"
SMS: Final = "sms"
OF: Final = {"person": SMS, "institution": EMAIL, "user": EMAIL}
SUBJECT: Final = "Vatra: o înștiințare"


class NotSentError(Exception):
    """The gateway did not take the message. Says which channel, never to whom."""


def channel_of(to_type: str) -> str:
    """The channel for such an addressee if a gateway is set for it; else empty."""
    channel = OF[to_type]
    return channel if settings.NOTICE_GATEWAYS[channel] else ""


def send(channel: str, to: str, text: str) -> None:
    """Hand the message to the gateway; NotSentError when it did not take it."""
    import apprise  # slow to load, and only the worker sends

    gateway = apprise.Apprise()
    address = settings.NOTICE_GATEWAYS[channel].replace("{to}", quote(to, safe=""))
    if not gateway.add(address) or not gateway.notify(body=text, title=SUBJECT if channel == EMAIL else ""):
        raise NotSentError(channel)

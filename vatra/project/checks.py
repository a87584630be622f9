"""Checks of the set-up, run by `vatra check --deploy`."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Tags, Warning, register  # noqa: A004 — Django's name


@register(Tags.security, deploy=True)
def keys_beside_data(**_: Any) -> list[CheckMessage]:
    """Who copies the disk would have both the sealed identifiers and their key."""
    if not settings.KEYS.beside_data:
        return []
    return [
        Warning(
            "The encryption keys lie in the data folder, beside the data they protect.",
            hint="Print a fresh set with `vatra keys` before first use and give it in the environment.",
            id="vatra.W001",
        )
    ]


@register(Tags.security, deploy=True)
def not_https(**_: Any) -> list[CheckMessage]:
    if settings.IS_HTTPS:
        return []
    return [
        Warning(
            "Vatra serves this machine only, without HTTPS.",
            hint="Set VATRA_ORIGIN to the https:// address people type.",
            id="vatra.W002",
        )
    ]

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


@register(Tags.security, deploy=True)
def database_in_clear(**_: Any) -> list[CheckMessage]:
    """A database on another machine is reached by TLS, its certificate checked."""
    told = settings.DATABASES["default"]
    hosts = [host for host in str(told["HOST"]).split(",") if host]
    local = {"127.0.0.1", "::1", "localhost"}
    if all(host.startswith("/") or host in local for host in hosts):
        return []
    asked: dict[str, str] = told["OPTIONS"]  # type: ignore[assignment]  # Django's setting is of many kinds
    if asked.get("sslmode") == "verify-full":
        return []
    return [
        Warning(
            "The database is on another machine and its certificate is not checked.",
            hint="End DATABASE_URL with ?sslmode=verify-full&sslrootcert=/etc/vatra/tls/database-ca.pem.",
            id="vatra.W003",
        )
    ]

"""Typed readers of environment variables. A bad value stops the program with a hint."""

import base64
import binascii
import os
from collections.abc import Callable
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import TypeVar
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

T = TypeVar("T")
YES = {"1", "true", "yes", "on"}
NO = {"0", "false", "no", "off", ""}


def _read(name: str, default: T, parse: Callable[[str], T], hint: str) -> T:
    raw = os.environ.get(name)
    if raw is None:
        return default
    try:
        return parse(raw.strip())
    except (ValueError, KeyError) as error:
        # The value itself is not repeated: it may be a secret.
        raise ImproperlyConfigured(f"{name} cannot be read. {hint}") from error


def text(name: str, default: str = "") -> str:
    return _read(name, default, str, "")


def boolean(name: str, *, default: bool) -> bool:
    words = dict.fromkeys(YES, True) | dict.fromkeys(NO, False)
    return _read(name, default, lambda raw: words[raw.lower()], "Write 1 or 0.")


def integer(name: str, default: int) -> int:
    return _read(name, default, int, "Write a whole number, such as 4.")


def directory(name: str, default: Path) -> Path:
    return _read(name, default, lambda raw: Path(raw).expanduser().resolve(), "Write a path.")


def folder(name: str) -> Path | None:
    """A directory that may be missing from the settings."""
    return directory(name, Path()) if os.environ.get(name, "").strip() else None


def words(name: str, default: tuple[str, ...] = ()) -> tuple[str, ...]:
    """A list separated by commas."""

    def split(raw: str) -> tuple[str, ...]:
        return tuple(part.strip() for part in raw.split(",") if part.strip())

    return _read(name, default, split, "Write words separated by commas.")


def networks(name: str) -> tuple[IPv4Network | IPv6Network, ...]:
    """Addresses and networks separated by commas."""

    def split(raw: str) -> tuple[IPv4Network | IPv6Network, ...]:
        return tuple(ip_network(part.strip()) for part in raw.split(",") if part.strip())

    return _read(name, (), split, "Write addresses such as 10.0.0.5 or 10.0.0.0/24 separated by commas.")


def key(name: str, default: bytes) -> bytes:
    """32 bytes written in base64."""
    return _read(name, default, parsed, "Write 32 random bytes in base64.")


def keys(name: str, default: dict[int, bytes]) -> dict[int, bytes]:
    """Numbered keys, `1:BASE64,2:BASE64`. The highest number encrypts, the others still decrypt."""

    return _read(name, default, numbered, "Write number:base64 pairs separated by commas.")


def numbered(raw: str) -> dict[int, bytes]:
    """`1:BASE64,2:BASE64` taken apart. ValueError: it is something else."""
    pairs = [part.split(":", 1) for part in raw.split(",")]
    found = {int(number): parsed(value) for number, value in pairs}
    if not all(0 < number < 256 for number in found):
        raise ValueError  # a sealed value keeps the number of its key in one byte
    return found


def parsed_list(raw: str) -> tuple[bytes, ...]:
    return tuple(parsed(part.strip()) for part in raw.split(",") if part.strip())


def parsed(raw: str) -> bytes:
    try:
        value = base64.b64decode(raw, validate=True)
    except binascii.Error as error:
        raise ValueError from error
    if len(value) != 32:
        raise ValueError
    return value


def database(name: str, default: str) -> dict[str, object]:
    """A PostgreSQL address as Django's database settings."""
    hint = (
        "Write postgresql://user:password@host:5432/name; two servers as "
        "postgresql://user:password@first,second/name?target_session_attrs=read-write."
    )
    return _read(name, {}, _database, hint) or _database(default)


def _database(url: str) -> dict[str, object]:
    parts = urlsplit(url)
    if parts.scheme not in {"postgresql", "postgres"} or not parts.path.strip("/"):
        raise ValueError
    who, _, where = parts.netloc.rpartition("@")
    user, _, password = who.partition(":")
    # A socket folder is written percent-encoded in place of the host. With several servers the
    # driver asks one after the other, so each has its port.
    hosts = [_host(one) for one in where.split(",")]
    ports = [port for _, port in hosts]
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(user),
        "PASSWORD": unquote(password),
        "HOST": ",".join(host for host, _ in hosts),
        "PORT": ",".join(port or "5432" for port in ports) if any(ports) else "",
        "OPTIONS": dict(parse_qsl(parts.query, strict_parsing=True)) if parts.query else {},
    }


def _host(text: str) -> tuple[str, str]:
    """Name and port; an IPv6 address stands in brackets."""
    name, colon, port = text.rpartition(":")
    if not colon or text.endswith("]"):
        name, port = text, ""
    if port and not port.isdigit():
        raise ValueError
    return unquote(name.strip("[]")), port

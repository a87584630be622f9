"""Typed readers of environment variables. A bad value stops the program with a hint."""

import base64
import binascii
import os
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar
from urllib.parse import unquote, urlsplit

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


def words(name: str, default: tuple[str, ...] = ()) -> tuple[str, ...]:
    """A list separated by commas."""

    def split(raw: str) -> tuple[str, ...]:
        return tuple(part.strip() for part in raw.split(",") if part.strip())

    return _read(name, default, split, "Write words separated by commas.")


def key(name: str, default: bytes) -> bytes:
    """32 bytes written in base64."""
    return _read(name, default, _key, "Write 32 random bytes in base64.")


def keys(name: str, default: dict[int, bytes]) -> dict[int, bytes]:
    """Numbered keys, `1:BASE64,2:BASE64`. The highest number encrypts, the others still decrypt."""

    def split(raw: str) -> dict[int, bytes]:
        pairs = [part.split(":", 1) for part in raw.split(",")]
        return {int(number): _key(value) for number, value in pairs}

    return _read(name, default, split, "Write number:base64 pairs separated by commas.")


def _key(raw: str) -> bytes:
    try:
        value = base64.b64decode(raw, validate=True)
    except binascii.Error as error:
        raise ValueError from error
    if len(value) != 32:
        raise ValueError
    return value


def database(name: str, default: str) -> dict[str, object]:
    """A PostgreSQL address as Django's database settings."""
    hint = "Write postgresql://user:password@host:5432/name."
    return _read(name, {}, _database, hint) or _database(default)


def _database(url: str) -> dict[str, object]:
    parts = urlsplit(url)
    if parts.scheme not in {"postgresql", "postgres"} or not parts.path.strip("/"):
        raise ValueError
    # A socket folder is written percent-encoded in place of the host.
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
    }

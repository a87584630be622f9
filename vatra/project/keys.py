"""The system's secret keys.

On one machine they are made at first start and lie beside the data; a system of several
machines, or one whose disk may be copied, gives them in the environment instead.
"""

import base64
import hashlib
import hmac
import json
import os
import secrets
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from django.core.exceptions import ImproperlyConfigured

from vatra.project import env

NAMES = ("VATRA_SECRET_KEY", "VATRA_FIELD_KEYS", "VATRA_INDEX_KEY")
OPTIONAL = ("VATRA_SECRET_KEY_FALLBACKS", "VATRA_FIELD_KEY", "VATRA_INDEX_KEY_FALLBACKS")
FILE = "secrets.json"

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Keys:
    """Each kind has one key that writes and others that only read what was written before."""

    signing: str
    signing_fallbacks: tuple[str, ...]
    fields: dict[int, bytes]
    sealing: int  # 0: the highest number
    index: bytes
    index_fallbacks: tuple[bytes, ...]
    beside_data: bool


def load(folder: Path, *, own_database: bool) -> Keys:
    """Keys of the environment, else those kept in `folder`, made if there are none yet."""
    missing = [name for name in NAMES if not os.environ.get(name)]
    if not missing:
        return _keys(dict(os.environ), beside_data=False)
    if not own_database or len(missing) < len(NAMES):
        raise ImproperlyConfigured(
            f"Set {', '.join(missing)}. With a database of your own (DATABASE_URL) the keys "
            "must come from the environment, all three together, so that every machine has the same. "
            "`vatra keys` prints a fresh set."
        )
    return _keys(_stored(folder / FILE), beside_data=True)


def _keys(values: Mapping[str, str], *, beside_data: bool) -> Keys:
    fields = _parse(
        values, "VATRA_FIELD_KEYS", env.numbered, "Write number:base64 pairs separated by commas."
    )
    sealing = _parse(values, "VATRA_FIELD_KEY", lambda raw: int(raw or 0), "Write a key's number.")
    if sealing and sealing not in fields:
        raise ImproperlyConfigured("VATRA_FIELD_KEY names a number that VATRA_FIELD_KEYS does not have.")
    fallbacks = values.get("VATRA_SECRET_KEY_FALLBACKS", "").split(",")
    bytes_32 = "Write 32 random bytes in base64."
    return Keys(
        signing=values["VATRA_SECRET_KEY"],
        signing_fallbacks=tuple(part.strip() for part in fallbacks if part.strip()),
        fields=fields,
        sealing=sealing,
        index=_parse(values, "VATRA_INDEX_KEY", env.parsed, bytes_32),
        index_fallbacks=_parse(values, "VATRA_INDEX_KEY_FALLBACKS", env.parsed_list, bytes_32),
        beside_data=beside_data,
    )


def _parse(values: Mapping[str, str], name: str, parse: Callable[[str], T], hint: str) -> T:
    try:
        return parse(values.get(name, "").strip())
    except ValueError as error:
        raise ImproperlyConfigured(f"{name} cannot be read. {hint}") from error


def fingerprints(keys: Keys) -> dict[str, dict[str, str]]:
    """What tells keys apart and gives none away: kept in backups, shown to operators."""
    index = {"": keys.index} | {f"former {n}": key for n, key in enumerate(keys.index_fallbacks, start=1)}
    return {
        "VATRA_FIELD_KEYS": {str(number): _fingerprint(key) for number, key in sorted(keys.fields.items())},
        "VATRA_INDEX_KEY": {name: _fingerprint(key) for name, key in index.items()},
    }


def _fingerprint(key: bytes) -> str:
    return hmac.new(key, b"vatra fingerprint", hashlib.sha256).hexdigest()[:16]


def rotated(values: Mapping[str, str], kinds: Iterable[str]) -> dict[str, str]:
    """The set with a new key of each kind (`fields`, `index`, `signing`) that writes from now on."""
    made, new = dict(values), fresh()
    if "fields" in kinds:
        numbers = env.numbered(made["VATRA_FIELD_KEYS"])
        value = new["VATRA_FIELD_KEYS"].removeprefix("1:")
        made["VATRA_FIELD_KEYS"] += f",{max(numbers) + 1}:{value}"
        made.pop("VATRA_FIELD_KEY", None)
    for kind, name in (("index", "VATRA_INDEX_KEY"), ("signing", "VATRA_SECRET_KEY")):
        if kind in kinds:
            former = made.get(f"{name}_FALLBACKS", "")
            made[f"{name}_FALLBACKS"] = f"{made[name]},{former}".strip(",")
            made[name] = new[name]
    return made


def present(folder: Path) -> dict[str, str]:
    """The set in use, as the environment writes it."""
    if (folder / FILE).exists() and not all(os.environ.get(name) for name in NAMES):
        return _stored(folder / FILE)
    return {name: os.environ[name] for name in (*NAMES, *OPTIONAL) if os.environ.get(name)}


def store(folder: Path, values: Mapping[str, str]) -> None:
    """Replace the keys kept beside the data; the file is whole at every moment."""
    own = (folder / FILE).with_suffix(f".{os.getpid()}")
    with open(os.open(own, os.O_CREAT | os.O_WRONLY | os.O_EXCL, 0o600), "w") as file:
        json.dump(dict(values), file, indent=1)
        file.flush()
        os.fsync(file.fileno())
    own.replace(folder / FILE)


def fresh() -> dict[str, str]:
    """A new set of keys, written as the environment wants them."""
    return {
        "VATRA_SECRET_KEY": secrets.token_urlsafe(64),
        "VATRA_FIELD_KEYS": "1:" + base64.b64encode(secrets.token_bytes(32)).decode(),
        "VATRA_INDEX_KEY": base64.b64encode(secrets.token_bytes(32)).decode(),
    }


def _stored(path: Path) -> dict[str, str]:
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        own = path.with_suffix(f".{os.getpid()}")
        with open(os.open(own, os.O_CREAT | os.O_WRONLY | os.O_EXCL, 0o600), "w") as file:
            json.dump(fresh(), file, indent=1)
        try:
            os.link(own, path)  # two programs may start at once: the first to link wins
        except FileExistsError:
            pass
        finally:
            own.unlink()
    content: dict[str, str] = json.loads(path.read_text())
    return content

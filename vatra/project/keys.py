"""The system's secret keys.

On one machine they are made at first start and lie beside the data; a system of several
machines, or one whose disk may be copied, gives them in the environment instead.
"""

import base64
import json
import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from vatra.project import env

NAMES = ("VATRA_SECRET_KEY", "VATRA_FIELD_KEYS", "VATRA_INDEX_KEY")


@dataclass(frozen=True, slots=True)
class Keys:
    signing: str
    fields: dict[int, bytes]
    index: bytes
    beside_data: bool


def load(folder: Path, *, own_database: bool) -> Keys:
    """Keys of the environment, else those kept in `folder`, made if there are none yet."""
    missing = [name for name in NAMES if not os.environ.get(name)]
    if not missing:
        return Keys(
            signing=env.text("VATRA_SECRET_KEY"),
            fields=env.keys("VATRA_FIELD_KEYS", {}),
            index=env.key("VATRA_INDEX_KEY", b""),
            beside_data=False,
        )
    if not own_database or len(missing) < len(NAMES):
        raise ImproperlyConfigured(
            f"Set {', '.join(missing)}. With a database of your own (DATABASE_URL) the keys "
            "must come from the environment, all three together, so that every machine has the same. "
            "`vatra keys` prints a fresh set."
        )
    stored = _stored(folder / "secrets.json")
    return Keys(
        signing=stored["VATRA_SECRET_KEY"],
        fields={1: base64.b64decode(stored["VATRA_FIELD_KEYS"].removeprefix("1:"))},
        index=base64.b64decode(stored["VATRA_INDEX_KEY"]),
        beside_data=True,
    )


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

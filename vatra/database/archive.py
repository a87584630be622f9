"""What is copied away as it is written: the database's log of changes, and attachments.

With a base backup and this archive the database can be brought back to any moment in between.
The folder belongs on another disk, best on another machine.
"""

import os
import shutil
from collections.abc import Iterable
from pathlib import Path

from vatra.database import embedded

SECONDS = 60  # an unfinished piece of the log is copied after this long at the latest
ATTACHMENTS = "attachments"
LOG = "wal"


def options(archive: Path | None, cluster: Path) -> dict[str, str]:
    """PostgreSQL's settings that keep `archive` filled; none without an archive."""
    if archive is None:
        return {}
    log = archive / LOG
    embedded.own(log, like=cluster)
    return {
        "archive_mode": "on",
        "archive_timeout": str(SECONDS),
        "archive_command": _copy_command(log),
    }


def _copy_command(log: Path) -> str:
    # Never over another file; again after a crash is well if the copy is the same. The name is
    # given last, so that half a copy is never taken for a whole one.
    name, half = _quoted(log / "%f"), _quoted(log / ".%f.part")
    again = f'cmp -s "%p" {name}'
    return f'if [ -f {name} ]; then {again}; else cp "%p" {half} && sync {half} && mv {half} {name}; fi'


def fetch_command(sources: Iterable[Path]) -> str:
    """`restore_command`: the first of these folders that holds the piece asked for."""
    return " || ".join(f'cp {_quoted(source / "%f")} "%p" 2>/dev/null' for source in sources)


def _quoted(path: Path) -> str:
    if set(str(path)) & set("\"'`$\\\n"):
        raise embedded.EmbeddedError(f"The path {path} has a quote or a dollar sign: choose a plainer one.")
    return f'"{path}"'


def forget(archive: Path | None, folder: str, name: str) -> None:
    """Remove the copy of an attachment that was erased."""
    if archive is not None:
        (archive / ATTACHMENTS / folder / name).unlink(missing_ok=True)


def keep(archive: Path | None, file: Path, *, name: str) -> None:
    """Copy one sealed attachment away before its arrival is acknowledged. OSError: no room there."""
    if archive is None:
        return
    folder = archive / ATTACHMENTS / file.parent.name
    folder.mkdir(parents=True, exist_ok=True)
    half = folder / f".{name}.part"
    with file.open("rb") as source, half.open("wb") as target:
        shutil.copyfileobj(source, target)
        target.flush()
        os.fsync(target.fileno())
    half.replace(folder / name)

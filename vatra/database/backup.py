"""Base backups: the whole cluster by PostgreSQL's own `pg_basebackup`, and the attachments.

A backup is a folder named by its moment: `base/` (with PostgreSQL's manifest of checksums),
`attachments/` and `backup.json`, which says what belongs to it and which keys open it. The
keys themselves are never in it: who finds a backup must not be able to read identifiers.
"""

import hashlib
import json
import os
import shutil
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psycopg

from vatra.database import archive, embedded

BASE, FILES, MANIFEST = "base", "attachments", "backup.json"
NAME = "%Y%m%dT%H%M%SZ"
POLL_SECONDS = 0.5
PROGRESS = "SELECT coalesce(sum(backup_streamed), 0), max(backup_total) FROM pg_stat_progress_basebackup"

# Done and total so far: bytes while the base is read, files afterwards.
Step = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Source:
    """What is backed up. `dsn` may replicate; `cluster` is whose user runs PostgreSQL's programs."""

    dsn: str
    cluster: Path
    attachments: Path
    keys: Mapping[str, Mapping[str, str]]  # fingerprints by variable and number


@dataclass(frozen=True, slots=True)
class Manifest:
    """What `backup.json` says."""

    finished_at: str
    first_log: str  # the piece of the log that recovery begins with
    keys: Mapping[str, Mapping[str, str]]
    base: str  # sha256 of PostgreSQL's own manifest
    attachments: Mapping[str, str]  # sha256 of each file as it lies there, sealed


def make(source: Source, into: Path, step: Step = lambda what, done, total: None) -> Path:
    """Make a backup in a new folder of `into`, and return it.

    The folder gets its name when all is done; what was broken off is called `.unfinished-...`
    and is removed by the next backup.
    """
    into.mkdir(parents=True, exist_ok=True)
    for left in into.glob(".unfinished-*"):
        shutil.rmtree(left)
    name = datetime.now(UTC).strftime(NAME)
    fresh = into / f".unfinished-{name}"
    fresh.mkdir(mode=0o700)
    _base(source, fresh / BASE, step)
    files = _attachments(source.attachments, fresh / FILES, newest(into), step)
    content = Manifest(
        finished_at=datetime.now(UTC).isoformat(),
        first_log=_first_log(fresh / BASE),
        keys=source.keys,
        base=_sha256(fresh / BASE / "backup_manifest"),
        attachments=files,
    )
    written = fresh / MANIFEST
    written.write_text(json.dumps(asdict(content), indent=1, sort_keys=True))
    _sync(written)
    fresh.rename(into / name)
    _sync(into)
    return into / name


def _base(source: Source, folder: Path, step: Step) -> None:
    embedded.own(folder, like=source.cluster)
    stop = threading.Event()
    watch = threading.Thread(target=_watch, args=(source.dsn, step, stop))
    watch.start()
    try:
        embedded.run(
            *(source.cluster, "pg_basebackup", "--pgdata", str(folder), "--dbname", source.dsn),
            *("--wal-method=stream", "--checkpoint=fast", "--no-password"),
        )
    finally:
        stop.set()
        watch.join()


def _watch(dsn: str, step: Step, stop: threading.Event) -> None:
    with psycopg.connect(dsn, autocommit=True) as connection:
        while not stop.wait(POLL_SECONDS):
            done, total = connection.execute(PROGRESS).fetchone() or (0, None)
            if total:
                step("base", int(done), int(total))


def _attachments(source: Path, target: Path, last: Path | None, step: Step) -> dict[str, str]:
    target.mkdir(mode=0o700)
    found = [path for path in sorted(source.glob("??/*")) if path.suffix == ""]
    known = read(last).attachments if last else {}
    sums: dict[str, str] = {}
    for number, path in enumerate(found, start=1):
        name = f"{path.parent.name}/{path.name}"
        (target / path.parent.name).mkdir(exist_ok=True)
        sums[name] = _sha256(path)
        old = last / FILES / name if last else None
        if old and old.exists() and known.get(name) == sums[name]:
            os.link(old, target / name)  # the same file under a second name: no further room
        else:
            shutil.copy2(path, target / name)
            _sync(target / name)
        step("attachments", number, len(found))
    return sums


def read(backup: Path) -> Manifest:
    """What the backup says of itself. ValueError: it is none."""
    try:
        return Manifest(**json.loads((backup / MANIFEST).read_text()))
    except (OSError, TypeError, ValueError) as error:
        raise ValueError(f"{backup} is not a finished backup of Vatra.") from error


def every(folder: Path) -> list[Path]:
    """Finished backups in `folder`, oldest first."""
    return sorted(path.parent for path in folder.glob(f"[0-9]*/{MANIFEST}"))


def newest(folder: Path, upto: datetime | None = None) -> Path | None:
    """The newest backup of `folder`, or the newest that was finished by `upto`."""
    found = [p for p in every(folder) if not upto or datetime.fromisoformat(read(p).finished_at) <= upto]
    return found[-1] if found else None


def faults(backup: Path, cluster: Path) -> Iterator[str]:
    """What is missing or altered, by the checksums made with the backup."""
    manifest = read(backup)
    if _sha256(backup / BASE / "backup_manifest") != manifest.base:
        yield "base/backup_manifest is not the one this backup was made with"
    checked = embedded.run(cluster, "pg_verifybackup", "--quiet", str(backup / BASE), check=False)
    if checked.returncode:
        yield checked.stdout.strip()[-800:]
    for name, expected in manifest.attachments.items():
        path = backup / FILES / name
        if not path.exists():
            yield f"attachments/{name} is missing"
        elif _sha256(path) != expected:
            yield f"attachments/{name} was altered"


def prune(folder: Path, keep: int, log_archive: Path | None, cluster: Path) -> list[str]:
    """Remove all but the newest `keep` backups and the log only they needed; names of what went."""
    kept, gone = every(folder)[-keep:], every(folder)[:-keep]
    for backup in gone:
        shutil.rmtree(backup)
    log = log_archive / archive.LOG if log_archive else None
    if log and log.exists() and kept:
        embedded.run(
            cluster, "pg_archivecleanup", "--clean-backup-history", str(log), read(kept[0]).first_log
        )
    return [backup.name for backup in gone]


def _first_log(base: Path) -> str:
    # START WAL LOCATION: 0/2000028 (file 000000010000000000000002)
    first = (base / "backup_label").read_text().splitlines()[0]
    return first.rpartition("file ")[2].rstrip(")")


def _sha256(path: Path) -> str:
    if not path.exists():
        return ""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def described(backup: Path) -> dict[str, Any]:
    """A line about the backup for lists."""
    manifest = read(backup)
    return {
        "name": backup.name,
        "finished_at": manifest.finished_at,
        "attachments": len(manifest.attachments),
    }

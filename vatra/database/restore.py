"""Bring the embedded cluster back from a base backup, up to a chosen moment of the archived log.

What stands in the data folder is moved aside, never removed: its own log may hold the last
minute, which the archive does not have yet, and is read where it is left.
"""

import os
import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import psycopg

from vatra.database import archive, backup, embedded

PATIENCE = 3600
POLL_SECONDS = 0.2
PLAYED = "SELECT pg_is_in_recovery(), coalesce(pg_last_wal_replay_lsn() - '0/0', 0)::bigint"
RECOVERY = (
    *("restore_command", "recovery_target_time", "recovery_target_lsn", "recovery_target_timeline"),
    *("recovery_target_action",),
)

Step = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Target:
    """Where to stop: at a moment, at a place of the log, or at its end."""

    time: datetime | None = None
    lsn: str = ""

    def settings(self) -> dict[str, str]:
        chosen = {"recovery_target_timeline": "latest", "recovery_target_action": "promote"}
        if self.time:
            chosen["recovery_target_time"] = self.time.astimezone(UTC).isoformat()
        if self.lsn:
            chosen["recovery_target_lsn"] = self.lsn
        return chosen


@dataclass(frozen=True, slots=True)
class Place:
    """Where to: the cluster's folder, its archive, its attachments."""

    cluster: Path
    archive: Path | None
    attachments: Path


def restore(
    made: Path, place: Place, target: Target, step: Step = lambda what, done, total: None
) -> Path | None:
    """Restore the backup `made` and play the log up to `target`; where the former data lies now.

    The cluster runs afterwards: the caller stops it. EmbeddedError: the log ends before the
    target, or something else PostgreSQL says; the former data still lie aside.
    """
    if embedded.is_running(place.cluster):
        raise embedded.EmbeddedError("Vatra is running on this data folder: stop it first.")
    aside = _move_aside(place.cluster)
    _copy_base(made / backup.BASE, place.cluster, step)
    _copy_attachments(made, place, step)
    logs = [place.archive / archive.LOG] if place.archive else []
    logs += [aside / "pg_wal"] if aside else []
    wanted = target.settings() | {"restore_command": archive.fetch_command(logs) or "false"}
    with open(place.cluster / "postgresql.auto.conf", "a") as settings:
        settings.writelines(f"{name} = '{_escaped(value)}'\n" for name, value in wanted.items())
    (place.cluster / "recovery.signal").touch()
    _give(place.cluster, like=place.cluster)
    embedded.start(place.cluster, archive.options(place.archive, place.cluster), patience=PATIENCE)
    _wait(place.cluster, step)
    return aside


def _move_aside(cluster: Path) -> Path | None:
    if not cluster.exists():
        return None
    aside = cluster.with_name(f"{cluster.name}.before-{datetime.now(UTC).strftime(backup.NAME)}")
    cluster.rename(aside)
    return aside


def _copy_base(base: Path, cluster: Path, step: Step) -> None:
    embedded.own(cluster, like=cluster)
    total = sum(path.stat().st_size for path in base.rglob("*") if path.is_file())
    done = 0

    def copy(source: str, target: str) -> None:
        nonlocal done
        shutil.copy2(source, target)
        done += os.stat(target).st_size
        step("base", done, total)

    shutil.copytree(base, cluster, copy_function=copy, dirs_exist_ok=True, symlinks=True)


def _copy_attachments(made: Path, place: Place, step: Step) -> None:
    """Those of the backup, then those archived since. What is there already stays as it is."""
    since = [place.archive / archive.ATTACHMENTS] if place.archive else []
    found = [path for folder in (made / backup.FILES, *since) for path in sorted(folder.glob("??/[!.]*"))]
    for number, path in enumerate(found, start=1):
        target = place.attachments / path.parent.name / path.name
        target.parent.mkdir(parents=True, exist_ok=True)
        if not target.exists():
            half = target.with_suffix(".new")
            shutil.copy2(path, half)
            half.replace(target)
        step("attachments", number, len(found))


def _give(folder: Path, *, like: Path) -> None:
    """Everything below to the user that PostgreSQL runs as."""
    owner = like.stat()
    for path in (folder, *folder.rglob("*")):
        os.chown(path, owner.st_uid, owner.st_gid, follow_symlinks=False)
    folder.chmod(0o700)


def _wait(cluster: Path, step: Step) -> None:
    """Until the log is played, then drop the settings that were for this one recovery."""
    dsn = embedded.url(cluster, database="postgres")
    with psycopg.connect(dsn, autocommit=True) as connection:
        while True:
            is_playing, played = connection.execute(PLAYED).fetchone() or (True, 0)
            step("log", int(played), 0)
            if not is_playing:
                break
            time.sleep(POLL_SECONDS)
        for name in RECOVERY:
            connection.execute(f"ALTER SYSTEM RESET {name}".encode())
        connection.execute("SELECT pg_reload_conf()")


def _escaped(value: str) -> str:
    return value.replace("'", "''")

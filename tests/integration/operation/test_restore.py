"""The restore drill: a base backup, the archived log, and the moment before the mistake."""

from __future__ import annotations

import shutil
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.integration.operation.cluster import (
    RECOUNT,
    TALLY,
    Installation,
    families,
    stored,
    submit,
    table,
    used,
)
from tests.journal import Author
from vatra.database import backup

PATIENCE = 20


def archived(installation: Installation) -> None:
    """Wait until everything written so far lies in the archive."""
    [(piece, _)] = installation.sql(
        "SELECT pg_walfile_name(pg_create_restore_point($$ours$$)), pg_switch_wal()"
    )
    assert installation.archive is not None
    deadline = time.monotonic() + PATIENCE
    while not (installation.archive / "wal" / piece).exists():
        assert time.monotonic() < deadline, "the log is not archived"
        time.sleep(0.05)


def test_the_moment_before_the_mistake_comes_back_whole(installation: Installation, tmp_path: Path) -> None:
    nurse, backups = Author(), tmp_path / "backups"
    blob = installation.data / "attachments" / "ab" / ("ab" * 32)
    blob.parent.mkdir(parents=True)
    blob.write_bytes(b"sealed bytes")

    with installation.running(), used(installation.pg):
        first = submit(nurse, families(nurse, ["Întâi"]))
        made = installation.vatra("backup", str(backups))
        second = submit(nurse, families(nurse, ["După copie", "Și ea"]))
        before = datetime.now(UTC)
        people = table("SELECT id, household_id FROM people_person ORDER BY id")
        tallies = table(TALLY)
        late = submit(nurse, families(nurse, ["Prea târziu"]))
        installation.sql("TRUNCATE people_identity")
        archived(installation)
    shutil.rmtree(installation.pg)  # the disk is gone
    shutil.rmtree(installation.data / "attachments")
    done = installation.vatra("restore", str(backups), "--to-time", before.isoformat())

    assert (made.returncode, done.returncode) == (0, 0), made.stderr + done.stderr
    assert "Erasures made again: done." in done.stdout
    assert "The journal is whole in 1 places." in done.stdout
    with installation.running(), used(installation.pg):
        assert sorted(stored()) == sorted(first + second)
        assert not set(late) & set(stored())
        assert table("SELECT id, household_id FROM people_person ORDER BY id") == people
        assert table("SELECT count(*) FROM people_identity") == [(3,)]
        assert table(TALLY) == table(RECOUNT) == tallies
    assert blob.read_bytes() == b"sealed bytes"
    assert installation.vatra("verify").returncode == 0


def test_what_is_written_after_a_restore_is_archived_too(installation: Installation, tmp_path: Path) -> None:
    nurse, backups = Author(), str(tmp_path / "backups")
    with installation.running(), used(installation.pg):
        installation.vatra("backup", backups)
        first = submit(nurse, families(nurse, ["Întâi"]))
        archived(installation)
    for written in ([], families(nurse, ["Mai departe"])):
        shutil.rmtree(installation.pg)
        assert installation.vatra("restore", backups).returncode == 0
        with installation.running(), used(installation.pg):
            assert sorted(stored()) == sorted(first)
            first += submit(nurse, written)
            archived(installation)
    shutil.rmtree(installation.pg)
    assert installation.vatra("restore", backups).returncode == 0

    with installation.running(), used(installation.pg):
        assert sorted(stored()) == sorted(first)
        assert len(first) == 6


def test_everything_comes_back_when_the_old_log_is_still_there(
    installation: Installation, tmp_path: Path
) -> None:
    nurse = Author()
    with installation.running(), used(installation.pg):
        made = installation.vatra("backup", str(tmp_path / "backups"))
        written = submit(nurse, families(nurse, ["Nearhivată"]))  # not a minute ago: not archived yet

    done = installation.vatra("restore", str(tmp_path / "backups"))

    assert (made.returncode, done.returncode) == (0, 0), made.stderr + done.stderr
    [aside] = installation.data.glob("pg.before-*")
    assert (aside / "PG_VERSION").exists()
    with installation.running(), used(installation.pg):
        assert sorted(stored()) == sorted(written)


def test_an_altered_backup_is_told_and_not_restored(installation: Installation, tmp_path: Path) -> None:
    with installation.running():
        installation.vatra("backup", str(tmp_path))
    [made] = backup.every(tmp_path)
    whole = installation.vatra("backup", "verify", str(tmp_path))
    with open(made / "base" / "global" / "pg_filenode.map", "r+b") as file:
        file.write(b"?")
    altered = installation.vatra("backup", "verify", str(tmp_path))
    refused = installation.vatra("restore", str(tmp_path))

    assert (whole.returncode, altered.returncode, refused.returncode) == (0, 1, 1)
    assert "pg_filenode.map" in altered.stderr
    assert (installation.pg / "PG_VERSION").exists()
    assert not list(installation.data.glob("pg.before-*"))


def test_a_backup_of_other_keys_is_refused_and_keys_are_in_none(
    installation: Installation, tmp_path: Path
) -> None:
    with installation.running():
        installation.vatra("backup", str(tmp_path / "backups"))
    [made] = backup.every(tmp_path / "backups")
    secrets = [value.removeprefix("1:") for value in installation.keys().values()]
    texts = [p.read_bytes() for p in made.rglob("*") if p.is_file() and p.stat().st_size < 1_000_000]
    (installation.data / "secrets.json").unlink()
    refused = installation.vatra("restore", str(tmp_path / "backups"))

    assert refused.returncode == 1
    assert "keys" in refused.stderr
    assert not [secret for secret in secrets for text in texts if secret.encode() in text]


def test_old_backups_are_pruned_with_the_log_only_they_needed(
    installation: Installation, tmp_path: Path
) -> None:
    backups = tmp_path / "backups"
    with installation.running():
        for _ in range(2):
            assert installation.vatra("backup", str(backups)).returncode == 0
            archived(installation)
            time.sleep(1)  # a backup is named by its second
    assert installation.archive is not None
    log = installation.archive / "wal"
    before = {path.name for path in log.iterdir()}
    done = installation.vatra("backup", "prune", str(backups), "--keep", "1")

    assert "removed" in done.stdout
    [left] = backup.every(backups)
    first = backup.read(left).first_log
    after = {path.name for path in log.iterdir()}
    assert min(before) < first <= min(after)


@pytest.mark.parametrize(
    "words",
    [("--to-time", "ieri"), ("--to-time", "2026-01-01", "--to-lsn", "0/1")],
    ids=["no moment", "two targets"],
)
def test_wrong_words_end_with_2(prepared: Path, words: tuple[str, ...]) -> None:
    assert Installation(prepared).vatra("restore", str(prepared), *words).returncode == 2


def test_too_early_a_moment_is_refused(installation: Installation, tmp_path: Path) -> None:
    with installation.running():
        installation.vatra("backup", str(tmp_path / "backups"))
    refused = installation.vatra("restore", str(tmp_path / "backups"), "--to-time", "2020-01-01T00:00")

    assert refused.returncode == 1
    assert "oldest" in refused.stderr
    assert (installation.pg / "PG_VERSION").exists()

"""No room left on the server: nothing acknowledged is lost, and the phone is told to send again."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.conf import settings as configured
from django.db import connections
from django.test import Client
from pytest_django.fixtures import Settings

from tests.integration.operation.cluster import RECOUNT, TALLY, Installation, families, stored, table, used
from tests.integration.operation.web import Web, enrolled, push_all, taken, wait_until
from vatra.database import archive, embedded
from vatra.records import attachments
from vatra.sync import devices

MEGABYTE = 1024 * 1024


@contextmanager
def small_disk(folder: Path, megabytes: int) -> Iterator[Path]:
    folder.mkdir(parents=True, exist_ok=True)
    mount = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m,mode=0777", "tmpfs", str(folder)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("mounting a small disk needs the rights of root")
    try:
        yield folder
    finally:
        subprocess.run(["/bin/umount", "--lazy", str(folder)], check=True)


def fill(disk: Path) -> Path:
    """Take what is left of the disk."""
    filler = disk / "filler"
    with filler.open("wb") as file, contextlib.suppress(OSError):
        while shutil.disk_usage(disk).free:
            file.write(b"0" * (MEGABYTE // 16))
            file.flush()
    assert shutil.disk_usage(disk).free == 0
    return filler


def test_no_room_for_tables_means_send_again(installation: Installation, tmp_path: Path) -> None:
    with (
        small_disk(tmp_path / "disk", 24) as disk,
        installation.running(),
        used(installation.pg),
        Web(installation) as web,
    ):
        phone = enrolled()
        first = phone.numbered(families(phone.author, ["A"]))
        second = phone.numbered(families(phone.author, [f"Familia {n}" for n in range(20)]), 4)
        space = disk / "space"
        embedded.own(space, like=installation.pg)
        installation.sql(f"CREATE TABLESPACE small LOCATION '{space}'")
        installation.sql("ALTER TABLE records_part SET TABLESPACE small")
        push_all(phone, web, first)
        filler = fill(disk)
        refused = phone.push(web, second)
        between = set(stored())
        filler.unlink()
        push_all(phone, web, second)

        assert refused.status in (200, 503)
        assert len(taken(refused)) < len(second), "there was room"
        assert between == {entry["id"] for entry in first} | taken(refused)
        if refused.status == 200:
            told = {result["status"] for result in refused.json()["results"].values()}
            # Of a household that found no room, the entries about it wait in quarantine until it comes.
            assert "retry" in told
        assert sorted(stored()) == sorted(entry["id"] for entry in first + second)
        assert table(TALLY) == table(RECOUNT)


def test_no_room_for_the_log_loses_nothing(installation: Installation, tmp_path: Path) -> None:
    log = installation.pg / "pg_wal"
    with small_disk(tmp_path / "disk", 96) as disk:
        _move(log, disk / "pg_wal")
        with installation.running(), used(installation.pg), Web(installation) as web:
            phone = enrolled()
            first = phone.numbered(families(phone.author, ["A"]))
            second = phone.numbered(families(phone.author, ["B"]), 4)
            push_all(phone, web, first)
            filler = fill(disk)
            answers = [_push_into_a_full_log(installation, web, phone, second)]
            filler.unlink()
            connections.close_all()
            wait_until(lambda: _is_back(installation), "PostgreSQL does not come back")
            kept = set(stored())
            answers += push_all(phone, web, second)

            assert answers[0].status == 503 or not taken(answers[0])
            assert kept >= {entry["id"] for entry in first} | taken(answers[0])
            assert sorted(stored()) == sorted(entry["id"] for entry in first + second)


def _is_back(installation: Installation) -> bool:
    """PostgreSQL ends itself when its log cannot be written; what watches over it starts it again."""
    if not embedded.is_running(installation.pg):
        embedded.start(installation.pg, archive.options(installation.archive, installation.pg))
    try:
        return bool(installation.sql("SELECT 1"))
    except psycopg.OperationalError:
        return False


def _push_into_a_full_log(installation: Installation, web: Web, phone: Any, entries: list[Any]) -> Any:
    """Go on to new pieces of the log until there is no room for one, then push."""
    with contextlib.suppress(psycopg.OperationalError):
        for _ in range(12):
            installation.sql("SELECT pg_create_restore_point('full'), pg_switch_wal()")
    return phone.push(web, entries)


def _move(source: Path, target: Path) -> None:
    owner = source.stat()
    shutil.move(source, target)
    source.symlink_to(target)
    for path in (target, *target.rglob("*")):
        shutil.chown(path, owner.st_uid, owner.st_gid)


def test_no_room_for_an_attachment_keeps_no_half_of_it(tmp_path: Path, settings: Settings) -> None:
    content = b"photo " * 30_000
    name = hashlib.sha256(content).hexdigest()
    with small_disk(tmp_path / "disk", 1) as disk:
        settings.DATA_DIR = disk
        filler = fill(disk)
        with pytest.raises(OSError, match="No space left"):
            attachments.append(name, 0, content, len(content))
        half = attachments.received(name)
        filler.unlink()
        attachments.append(name, half, content[half:], len(content))

        assert attachments.read(name) == content
        assert [path.name for path in disk.rglob("*") if path.is_file()] == [name]


@pytest.mark.django_db
def test_no_room_for_an_attachment_is_told_to_the_phone(
    places: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: Any) -> Any:
        raise OSError(errno.ENOSPC, "No space left on device")

    devices.forget()
    phone = enrolled()
    monkeypatch.setattr(attachments, "is_wanted", lambda *_: True)
    monkeypatch.setattr(attachments, "append", full)
    client = Client(raise_request_exception=False, headers={"Authorization": f"Bearer {phone.token}"})

    answer = client.put("/api/sync/v1/blob/" + "a" * 64, b"photo", content_type="application/octet-stream")

    assert answer.status_code == 503
    assert answer.json()["code"] == "try_again"
    assert str(configured.DATA_DIR) not in answer.content.decode()

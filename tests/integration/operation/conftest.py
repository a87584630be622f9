"""One migrated installation with its archive, copied for each test that breaks one."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from pytest_django.plugin import DjangoDbBlocker

from tests.integration.operation.cluster import Installation
from vatra.records import queries


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of an installation with the tables and Botoșani's places, stopped."""
    return _prepared(tmp_path_factory.getbasetemp())


@cache  # two folders of tests have this fixture; the installation is made once
def _prepared(folder: Path) -> Path:
    data = folder / "prepared" / "data"
    data.parent.mkdir(exist_ok=True)
    original = Installation(data)
    collect = ("manage", "collectstatic", "--no-input", "--verbosity", "0")
    for words in (("migrate", "--quiet"), ("places", "load", "--county", "BT"), collect):
        done = original.vatra(*words)
        assert done.returncode == 0, done.stderr
    return data


@pytest.fixture
def installation(
    prepared: Path, tmp_path: Path, django_db_blocker: DjangoDbBlocker
) -> Iterator[Installation]:
    """A copy of it, with an archive on "another disk"."""
    data = tmp_path / "data"
    shutil.copytree(prepared, data, ignore=shutil.ignore_patterns("*.socket", "*.lock", "*.users", "static"))
    (data / "static").symlink_to(prepared / "static")
    _own_like(prepared / "pg", data / "pg")
    queries.county_of.cache_clear()
    with django_db_blocker.unblock():
        yield Installation(data, {"VATRA_ARCHIVE_DIR": str(tmp_path / "archive")})
    queries.county_of.cache_clear()


def _own_like(source: Path, target: Path) -> None:
    owner = source.stat()
    for path in (target, *target.rglob("*")):
        shutil.chown(path, owner.st_uid, owner.st_gid)

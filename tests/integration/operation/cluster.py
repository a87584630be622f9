"""Installations of their own: a data folder, a PostgreSQL, the `vatra` command, the application's code."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg
from django.conf import settings
from django.db import connections

from tests import journal
from tests.journal import VORONA, Author
from vatra.database import archive, embedded, scope
from vatra.records import actions
from vatra.sync import devices

CELL = "indicator, part, month, area, code, sex, age_band, locality_id"
TALLY = (
    f"SELECT {CELL}, sum(value) FROM (SELECT {CELL}, value FROM indicators_tally UNION ALL "
    f"SELECT {CELL}, value FROM indicators_delta) t GROUP BY {CELL} HAVING sum(value) <> 0 ORDER BY {CELL}"
)
RECOUNT = (
    f"SELECT {CELL}, sum(value) FROM indicators_contribution GROUP BY {CELL} "
    f"HAVING sum(value) <> 0 ORDER BY {CELL}"
)


@dataclass(frozen=True, slots=True)
class Installation:
    """One county's machine."""

    data: Path
    more: dict[str, str] = field(default_factory=dict)

    @property
    def pg(self) -> Path:
        return self.data / "pg"

    @property
    def archive(self) -> Path | None:
        named = self.more.get("VATRA_ARCHIVE_DIR")
        return Path(named) if named else None

    def environment(self, **more: str) -> dict[str, str]:
        own = {"PATH": os.environ["PATH"], "LANG": "C.UTF-8", "VATRA_DATA_DIR": str(self.data)}
        return own | {"DJANGO_SETTINGS_MODULE": "vatra.project.settings"} | self.more | more

    def vatra(self, *words: str, **more: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "vatra", *words]
        return subprocess.run(
            command,
            env=self.environment(**more),
            capture_output=True,
            text=True,
            check=False,
            cwd=settings.ROOT,
        )

    @contextmanager
    def running(self) -> Iterator[None]:
        with embedded.running(self.pg, archive.options(self.archive, self.pg)):
            yield

    def sql(self, statement: str) -> list[tuple[Any, ...]]:
        with psycopg.connect(embedded.url(self.pg), autocommit=True) as admin:
            found = admin.execute(statement.encode())
            return found.fetchall() if found.description else []

    def keys(self) -> dict[str, str]:
        stored: dict[str, str] = json.loads((self.data / "secrets.json").read_text())
        return stored


@contextmanager
def used(folder: Path, *more: Path) -> Iterator[None]:
    """This process's application works on the cluster in `folder`; with `more`, on whichever of them writes."""
    before = {alias: dict(connections[alias].settings_dict) for alias in settings.DATABASES}
    hosts = ",".join(str(embedded._socket_folder(one)) for one in (folder, *more))
    connections.close_all()
    for alias in settings.DATABASES:
        options = before[alias]["OPTIONS"] | ({"target_session_attrs": "read-write"} if more else {})
        connections[alias].settings_dict.update(HOST=hosts, NAME=embedded.DATABASE, OPTIONS=options)
    devices.forget()
    try:
        yield
    finally:
        connections.close_all()
        for alias in settings.DATABASES:
            connections[alias].settings_dict.update(before[alias])
        devices.forget()


def families(author: Author, names: Sequence[str]) -> list[dict[str, Any]]:
    """A household, a person and a signal for each name."""
    made: list[dict[str, Any]] = []
    for number, name in enumerate(names):
        home = journal.household(author, household_name=name, number=str(number))
        told = {"noticed_on": "2026-11-03", "source": "own", "kinds": ["health"], "description": "Ajutor."}
        told |= {"violence_suspected": "no", "urgent": False}
        made += [home, journal.person(author, home, family_name=name)]
        made.append(journal.about(author, "integrated_services/signal", home, told))
    return made


def submit(author: Author, entries: Sequence[dict[str, Any]]) -> list[str]:
    """Ids of the acknowledged entries."""
    receipts = actions.submit(principal=author, records=entries)
    return [receipt.id for receipt in receipts if receipt.status == "accepted"]


def stored(place: int = VORONA) -> list[str]:
    return [
        str(row[0]) for row in table(f"SELECT id FROM records_record WHERE place_id = {place} ORDER BY seq")
    ]


def table(query: str) -> list[tuple[Any, ...]]:
    with scope.system(), connections["default"].cursor() as cursor:
        cursor.execute(query)
        return cursor.fetchall()

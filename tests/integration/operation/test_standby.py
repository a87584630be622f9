"""The primary dies while phones push; the standby takes over and holds every acknowledged entry."""

from __future__ import annotations

import os
import signal
import threading
from pathlib import Path
from urllib.parse import quote

from django.db import connections

from tests.integration.operation.cluster import RECOUNT, TALLY, Installation, families, stored, table, used
from tests.integration.operation.web import Phone, Web, enrolled, taken, wait_until
from vatra.database import embedded, standby

SYNC = [{"name": "standby", "state": "streaming", "sync": "sync"}]


def both(first: Path, second: Path) -> str:
    hosts = ",".join(quote(str(embedded._socket_folder(one)), safe="") for one in (first, second))
    return f"postgresql://vatra_app@{hosts}/vatra?target_session_attrs=read-write"


def kill(folder: Path) -> None:
    """-9 to PostgreSQL's first process; the others see it and go."""
    os.kill(int((folder / "postmaster.pid").read_text().splitlines()[0]), signal.SIGKILL)


def test_standby_takes_over_without_losing_an_acknowledged_entry(
    installation: Installation, tmp_path: Path
) -> None:
    second = Installation(tmp_path / "second")
    second.data.mkdir()
    admin = embedded.url(installation.pg, database="postgres")
    keys = installation.keys()
    with installation.running():
        made = second.vatra("standby", "create", "--from", admin)
        required = installation.vatra("standby", "require")
        assert (made.returncode, required.returncode) == (0, 0), made.stderr + required.stderr
        try:
            _follows(installation)
            with used(installation.pg, second.pg), Web(installation, keys | {
                "DATABASE_URL": both(installation.pg, second.pg)
            }) as web:  # fmt: skip
                _take_over(installation, second, web, enrolled())
        finally:
            embedded.stop(second.pg)


def _follows(installation: Installation) -> None:
    def is_so() -> bool:
        found = standby.state(embedded.url(installation.pg, database="postgres"))
        return [{k: v for k, v in one.items() if k != "behind"} for one in found] == SYNC

    wait_until(is_so, "the standby does not follow")
    assert "standby: streaming, sync" in installation.vatra("standby", "status").stdout


def _take_over(installation: Installation, second: Installation, web: Web, phone: Phone) -> None:
    sent = phone.numbered(families(phone.author, [f"Familia {n}" for n in range(12)]))
    acknowledged: set[str] = set()
    refused: list[int] = []

    def push() -> None:
        for start in range(0, len(sent), 3):
            answer = phone.push(web, sent[start : start + 3])
            acknowledged.update(taken(answer))
            refused.extend([answer.status] if not taken(answer) else [])

    pushing = threading.Thread(target=push)
    pushing.start()
    wait_until(lambda: len(acknowledged) >= 12, "nothing is acknowledged")
    kill(installation.pg)
    pushing.join()
    assert second.vatra("standby", "promote").returncode == 0
    connections.close_all()

    assert set(stored()) >= acknowledged
    assert len(acknowledged) < len(sent)
    assert set(refused) <= {200, 503}
    # The application finds the one that writes by itself, and the phone sends the rest.
    assert taken(phone.push(web, sent)) == {entry["id"] for entry in sent}
    assert sorted(stored()) == sorted(entry["id"] for entry in sent)
    assert table(TALLY) == table(RECOUNT)
    assert web.ask("GET", "/health/ready").status == 200

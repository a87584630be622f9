"""PostgreSQL restarts, or its connections are cut, while phones push and people read."""

from __future__ import annotations

import itertools
import threading
import time

from django.db import connections

from tests.integration.operation.cluster import (
    RECOUNT,
    TALLY,
    Installation,
    families,
    stored,
    table,
    used,
)
from tests.integration.operation.web import Web, enrolled, push_all, taken
from vatra.database import archive, embedded

CUT = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'vatra_app'"
MOST = 1800  # entries pushed before the test gives up waiting for a cut
PAUSES = (0.02, 0.03, 0.05, 0.07, 0.03, 0.09, 0.04, 0.11, 0.02, 0.06, 0.13, 0.05, 0.08, 0.03, 0.2) * 2


def cut_again_and_again(installation: Installation, enough: threading.Event) -> None:
    for pause in itertools.cycle(PAUSES):
        if enough.is_set():
            return
        installation.sql(CUT)
        time.sleep(pause)


def test_restart_is_answered_with_try_again_and_nothing_is_lost(installation: Installation) -> None:
    with installation.running(), used(installation.pg), Web(installation) as web:
        phone = enrolled()
        first, second = (
            phone.numbered(families(phone.author, [name]), n) for name, n in (("A", 1), ("B", 4))
        )
        push_all(phone, web, first)
        embedded.run(installation.pg, "pg_ctl", "stop", "-D", str(installation.pg), "-m", "immediate", "-w")
        pushed = phone.push(web, second)
        page = web.ask("GET", "/", Cookie="vatra=" + "s" * 32)
        ready, live = web.ask("GET", "/health/ready"), web.ask("GET", "/health/live")
        embedded.start(installation.pg, archive.options(installation.archive, installation.pg))
        after = [phone.push(web, second).status, web.ask("GET", "/health/ready").status]

        connections.close_all()

        assert (pushed.status, page.status, ready.status, live.status) == (503, 503, 503, 200)
        assert pushed.json()["code"] == "try_again"
        assert "rămâne pe telefon" in pushed.json()["message"]
        assert "Serverul nu răspunde pentru moment" in page.text
        assert pushed.headers["Retry-After"] == page.headers["Retry-After"] == "30"
        assert after == [200, 200]
        assert sorted(stored()) == sorted(entry["id"] for entry in first + second)
    assert "vatra_app" not in page.text


def test_connections_cut_in_the_middle_of_pushes(installation: Installation) -> None:
    with installation.running(), used(installation.pg), Web(installation, workers=2) as web:
        phone = enrolled()
        enough = threading.Event()
        cutting = threading.Thread(target=cut_again_and_again, args=(installation, enough))
        cutting.start()
        sent, answers = [], []
        try:
            # However quick the machine is: pushes go on until a cut came in between.
            while len(answers) <= len(sent) / 9 and len(sent) < MOST:
                homes = [f"Familia {len(sent) + n}" for n in range(3)]
                batch = phone.numbered(families(phone.author, homes), len(sent) + 1)
                sent += batch
                answers += push_all(phone, web, batch)
        finally:
            enough.set()
            cutting.join()
        connections.close_all()  # ours were cut too

        assert {answer.status for answer in answers} <= {200, 503}
        assert len(answers) > len(sent) / 9, "no cut came in between"
        assert taken(phone.push(web, sent)) == {entry["id"] for entry in sent}
        assert sorted(stored()) == sorted(entry["id"] for entry in sent)
        assert table(TALLY) == table(RECOUNT)

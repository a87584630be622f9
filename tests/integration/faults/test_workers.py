"""A worker killed in a job, and two servers and two workers behind one database."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg

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
from tests.integration.operation.web import PATIENCE, Answer, Web, enrolled, started, taken, wait_until
from tests.journal import VORONA
from vatra.database import embedded
from vatra.indicators import jobs

JOB = (
    "SELECT status::text, attempts FROM procrastinate_jobs WHERE task_name = 'indicators.recount' ORDER BY id"
)


@contextmanager
def working(installation: Installation, heartbeat: str = "0.3") -> Iterator[subprocess.Popen[bytes]]:
    command = [sys.executable, "-m", "vatra", "worker", "--heartbeat", heartbeat]
    program = started(command, installation, installation.data / "worker.log")
    try:
        yield program
    finally:
        if program.poll() is None:
            os.killpg(program.pid, signal.SIGTERM)
            program.wait(PATIENCE)


def test_job_of_a_killed_worker_is_done_by_another(installation: Installation) -> None:
    with installation.running(), used(installation.pg):
        phone = enrolled()
        written = submit(phone.author, families(phone.author, ["A", "B"]))
        before = table(TALLY)
        # The place is locked by us, so the worker is killed in the midst of its job.
        with psycopg.connect(embedded.url(installation.pg)) as ours:
            ours.execute("SELECT 1 FROM records_head FOR UPDATE")
            jobs.recount.defer(place_id=VORONA)
            with working(installation) as first:
                wait_until(lambda: installation.sql(JOB) == [("doing", 0)], "no worker takes the job")
                os.killpg(first.pid, signal.SIGKILL)
                first.wait(PATIENCE)
            assert installation.sql(JOB) == [("doing", 0)]
        wait_until(lambda: _is_silent(installation), "the dead worker gives signs of life")
        with working(installation):
            wait_until(lambda: installation.sql(JOB)[0][0] == "succeeded", "nobody takes it up")

        assert sorted(stored()) == sorted(written)
        assert table(TALLY) == table(RECOUNT) == before


def _is_silent(installation: Installation) -> bool:
    silent = "SELECT bool_and(last_heartbeat < now() - interval '1.2 seconds') FROM procrastinate_workers"
    return installation.sql(silent) == [(True,)]


def test_two_servers_take_each_entry_once(installation: Installation) -> None:
    with installation.running(), used(installation.pg), Web(installation) as one, Web(installation) as other:
        phone = enrolled()
        sent = phone.numbered(families(phone.author, [f"Familia {n}" for n in range(8)]))
        answers: list[Answer] = []
        for start in range(0, len(sent), 6):
            batch = sent[start : start + 6]
            pushes = [
                threading.Thread(target=lambda web=web, batch=batch: answers.append(phone.push(web, batch)))
                for web in (one, other, one, other)
            ]
            for push in pushes:
                push.start()
            for push in pushes:
                push.join()

        assert {answer.status for answer in answers} == {200}
        assert all(len(taken(answer)) == 6 for answer in answers)
        assert sorted(stored()) == sorted(entry["id"] for entry in sent)
        assert table("SELECT count(*) FROM people_person") == [(8,)]
        assert table("SELECT count(*) FROM dossiers_dossier") == [(8,)]
        assert table(TALLY) == table(RECOUNT)


def test_two_workers_do_each_job_once(installation: Installation) -> None:
    with installation.running(), used(installation.pg):
        phone = enrolled()
        submit(phone.author, families(phone.author, ["A"]))
        for _ in range(8):
            jobs.recount.defer(place_id=VORONA)
        with working(installation, "5"), working(installation, "5"):
            wait_until(lambda: {status for status, _ in installation.sql(JOB)} == {"succeeded"}, "jobs wait")
        begun = installation.sql(
            "SELECT count(*) FROM procrastinate_events e JOIN procrastinate_jobs j ON j.id = e.job_id "
            "WHERE e.type = 'started' AND j.task_name = 'indicators.recount'"
        )

        assert [attempts for _, attempts in installation.sql(JOB)] == [1] * 8
        assert begun == [(8,)]

"""One entry after another over HTTP: gunicorn with two workers, eight phones. Baseline: an empty answer."""

from __future__ import annotations

import http.client
import json
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.db import connection

from bench import clock, database, entries
from bench.entries import Entry
from bench.rows import Row
from vatra.sync import devices

PHONES, WORKERS = 8, 2
BACKENDS = "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
START_SECONDS = 60


@dataclass(slots=True)
class Phone:
    device: str
    token: str
    waiting: list[Entry]


def rows(quick: bool) -> Iterator[Row]:
    each = 10 if quick else 60
    phones = [_phone(place, each) for place in database.communes()[3 : 3 + PHONES]]
    with served() as (port, server):
        _together(phones, lambda phone, link: _push(phone, link, phone.waiting.pop()), port, 3)
        empty, _, ping = _measured(phones, _ping, port, server, each)
        samples, wall, cpu = _measured(
            phones, lambda phone, link: _push(phone, link, phone.waiting.pop()), port, server, each - 3
        )
    yield Row(
        f"one entry, signed in, {WORKERS} workers, {PHONES} phones at once",
        f"{len(samples) / wall:.0f}/s, p95 {clock.p95(samples) * 1e3:.0f} ms, "
        f"{cpu / len(samples) * 1e3:.1f} ms CPU an entry",
        f"empty answer {ping / len(empty) * 1e3:.1f} ms CPU, p95 {clock.p95(empty) * 1e3:.0f} ms",
        (cpu / len(samples)) / (ping / len(empty)),
        "150/s, p95 < 60 ms",
    )


def _phone(place: int, count: int) -> Phone:
    at = entries.commune(place, seed=2)
    device, token, _ = devices.enrol(user=at.user, name="bench", app="0.1.0")
    waiting = entries.registrations(at, at.homes(count))[:count]
    for seq, entry in enumerate(waiting, start=1):  # as a phone numbers them: its counts are asked too
        entry |= {"device": str(device), "device_seq": seq}
    return Phone(str(device), token, waiting[::-1])


@contextmanager
def served() -> Iterator[tuple[int, subprocess.Popen[bytes]]]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "gunicorn", "--config", "python:vatra.project.serving", "bench.wsgi"]
    command += ["--bind", f"127.0.0.1:{port}", "--workers", str(WORKERS), "--log-level", "error"]
    root = Path(__file__).parents[1]
    server = subprocess.Popen(command, cwd=root, env=os.environ | {"VATRA_LOG_LEVEL": "ERROR"})
    try:
        _wait(port, server)
        yield port, server
    finally:
        server.terminate()
        server.wait(20)


def _wait(port: int, server: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until and server.poll() is None:
        try:
            link = http.client.HTTPConnection("127.0.0.1", port, timeout=START_SECONDS)
            link.request("GET", "/bench/ping/")
            if link.getresponse().status == 200:
                return
        except OSError:
            time.sleep(0.2)
    raise RuntimeError("the web server for the measurement did not start")


def _measured(
    phones: list[Phone], work: Callable[[Phone, http.client.HTTPConnection], None], port: int,
    server: subprocess.Popen[bytes], each: int,
) -> tuple[list[float], float, float]:  # fmt: skip
    before, began = cpu(server), time.perf_counter()
    samples = _together(phones, work, port, each)
    return samples, time.perf_counter() - began, max(cpu(server) - before, 0.01)


def _together(
    phones: list[Phone], work: Callable[[Phone, http.client.HTTPConnection], None], port: int, each: int
) -> list[float]:
    samples: list[float] = []
    faults: list[BaseException] = []

    def one(phone: Phone) -> None:
        link = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        try:
            for _ in range(each):
                began = time.perf_counter()
                work(phone, link)
                samples.append(time.perf_counter() - began)
        except Exception as fault:
            faults.append(fault)

    threads = [threading.Thread(target=one, args=(phone,)) for phone in phones]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if faults:
        raise faults[0]
    return samples


def _ping(phone: Phone, link: http.client.HTTPConnection) -> None:
    link.request("GET", "/bench/ping/")
    answer = link.getresponse()
    answer.read()
    assert answer.status == 200


def _push(phone: Phone, link: http.client.HTTPConnection, entry: Entry) -> None:
    body = json.dumps({"device": phone.device, "records": [entry]}).encode()
    headers = {"Authorization": f"Bearer {phone.token}", "Content-Type": "application/json"}
    link.request("POST", "/api/sync/v1/push", body, headers)
    answer = link.getresponse()
    told = json.loads(answer.read())
    assert answer.status == 200, told
    assert told["results"][entry["id"]]["status"] == "accepted", told["results"]


def cpu(server: subprocess.Popen[bytes]) -> float:
    """CPU of the web processes and of the PostgreSQL processes that serve this database."""
    with connection.cursor() as cursor:
        cursor.execute(BACKENDS)
        backends = [row[0] for row in cursor.fetchall()]
    children = Path(f"/proc/{server.pid}/task/{server.pid}/children").read_text().split()
    return sum(clock.cpu_of(int(pid)) for pid in [server.pid, *children, *backends])

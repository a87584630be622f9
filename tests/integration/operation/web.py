"""The web server as the unit of an installation starts it, and how a phone and a browser meet it."""

from __future__ import annotations

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.conf import settings

from tests import factories
from tests.integration.operation.cluster import Installation
from tests.journal import VORONA, Author
from vatra.database import scope
from vatra.places.models import Place
from vatra.sync import devices

PATIENCE = 25.0


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    headers: dict[str, str]
    text: str

    def json(self) -> Any:
        return json.loads(self.text)


@dataclass(slots=True)
class Web:
    """gunicorn with the project's configuration; `more` are settings."""

    installation: Installation
    more: dict[str, str] = field(default_factory=dict)
    workers: int = 1
    port: int = 0
    program: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Web:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        command = [sys.executable, "-m", "gunicorn", "--config", "python:vatra.project.serving"]
        command += ["--bind", f"127.0.0.1:{self.port}", "--workers", str(self.workers)]
        self.program = started(command, self.installation, self.log, **self.more)
        wait_until(self.is_alive, "the web server does not answer")
        return self

    def __exit__(self, *_: object) -> None:
        assert self.program is not None
        os.killpg(self.program.pid, signal.SIGTERM)
        self.program.wait(PATIENCE)

    @property
    def log(self) -> Path:
        return self.installation.data / "web.log"

    def is_alive(self) -> bool:
        try:
            return self.ask("GET", "/health/live").status == 200
        except OSError:
            return False

    def ask(self, method: str, path: str, body: bytes | None = None, **headers: str) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            connection.request(method, path, body, headers)
            response = connection.getresponse()
            return Answer(response.status, dict(response.getheaders()), response.read().decode())
        finally:
            connection.close()


@dataclass(frozen=True, slots=True)
class Phone:
    """A nurse's phone: entries stay in its outbox until a receipt takes them."""

    author: Author
    device: str
    token: str

    def push(self, web: Web, entries: Sequence[dict[str, Any]]) -> Answer:
        body = json.dumps({"device": self.device, "records": list(entries)}).encode()
        headers = {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"}
        return web.ask("POST", "/api/sync/v1/push", body, **headers)

    def numbered(self, entries: Sequence[dict[str, Any]], first: int = 1) -> list[dict[str, Any]]:
        for seq, entry in enumerate(entries, start=first):
            entry |= {"device": self.device, "device_seq": seq}
        return list(entries)


def enrolled() -> Phone:
    """A nurse of Vorona with a phone, in the database at hand."""
    with scope.system():
        assert Place.objects.filter(pk=VORONA).exists()
    nurse = factories.make_user("community_nurse", VORONA)
    device, token, _ = devices.enrol(user=nurse, name="Telefon", app="0.1.0")
    return Phone(Author(user_id=str(nurse.pk)), str(device), token)


def taken(answer: Answer) -> set[str]:
    """Ids that need not be sent again."""
    if answer.status != 200:
        return set()
    return {key for key, receipt in answer.json()["results"].items() if receipt["status"] == "accepted"}


def push_all(phone: Phone, web: Web, entries: Sequence[dict[str, Any]]) -> list[Answer]:
    """Send until everything is taken, as the phone does; every answer on the way."""
    left, answers = list(entries), []
    deadline = time.monotonic() + PATIENCE
    while left:
        assert time.monotonic() < deadline, answers[-1].text
        answers.append(phone.push(web, left))
        done = taken(answers[-1])
        left = [entry for entry in left if entry["id"] not in done]
        if left:
            time.sleep(0.1)
    return answers


def started(
    command: Sequence[str], installation: Installation, log: Path, **more: str
) -> subprocess.Popen[bytes]:
    with open(log, "ab") as output:
        return subprocess.Popen(
            command, env=installation.environment(**more), stdout=output, stderr=output,
            start_new_session=True, cwd=settings.ROOT,
        )  # fmt: skip


def wait_until(is_so: Any, otherwise: str, seconds: float = PATIENCE) -> None:
    deadline = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < deadline, otherwise
        time.sleep(0.05)

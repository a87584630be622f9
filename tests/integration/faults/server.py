"""A real web server on the test's database, that can be killed, and a phone that speaks its protocol."""

from __future__ import annotations

import base64
import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.conf import settings

from vatra.database import embedded

PATIENCE = 90.0
PUSH = "/api/sync/v1/push"


class Server:
    """gunicorn with one worker, in a process group of its own."""

    def __init__(self, database: str, log: Path) -> None:
        self.database, self.log = database, log
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port: int = probe.getsockname()[1]
        self.master: subprocess.Popen[bytes]

    def start(self) -> None:
        """Start, and wait until it answers."""
        keys = settings.KEYS
        ring = ",".join(f"{n}:{base64.b64encode(key).decode()}" for n, key in keys.fields.items())
        environment = os.environ | {
            "DATABASE_URL": embedded.url(settings.PG_DIR, "vatra_app", self.database),
            "VATRA_SECRET_KEY": keys.signing,
            "VATRA_FIELD_KEYS": ring,
            "VATRA_INDEX_KEY": base64.b64encode(keys.index).decode(),
            "DJANGO_SETTINGS_MODULE": "vatra.project.settings",
        }
        command = [sys.executable, "-m", "gunicorn", "vatra.project.wsgi", "--workers", "1"]
        command += ["--bind", f"127.0.0.1:{self.port}", "--log-level", "warning"]
        with open(self.log, "ab") as log:
            self.master = subprocess.Popen(
                command, env=environment, stdout=log, stderr=log, start_new_session=True, cwd=settings.ROOT
            )
        self.wait()

    def wait(self) -> None:
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            try:
                connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
                connection.request("POST", PUSH, b"{}")
                connection.getresponse().read()
                return
            except (OSError, http.client.HTTPException):
                time.sleep(0.1)
        raise AssertionError(self.log.read_text()[-2000:])

    def kill(self) -> None:
        """-9 to master and worker at once."""
        os.killpg(self.master.pid, signal.SIGKILL)
        self.master.wait()

    def kill_worker(self) -> None:
        """-9 to the worker only; its master starts another."""
        children = Path(f"/proc/{self.master.pid}/task/{self.master.pid}/children").read_text().split()
        for child in children:
            os.kill(int(child), signal.SIGKILL)


class CutError(Exception):
    """The answer did not arrive."""


class Client:
    """Pushes entries as the phone does; what gets no receipt is sent again."""

    def __init__(self, port: int, device: str, token: str, user_id: str) -> None:
        self.port, self.device, self.token, self.user_id = port, device, token, user_id

    def push(self, records: Sequence[dict[str, Any]]) -> dict[str, Any]:
        """The receipts. Raises CutError when the line or the server dies meanwhile."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            connection.request("POST", PUSH, self._body(records), self._headers())
            response = connection.getresponse()
            told = response.read()
        except (OSError, http.client.HTTPException) as error:
            raise CutError from error
        finally:
            connection.close()
        if response.status >= 500:  # a worker that died or was too slow: a phone sends again
            raise CutError
        assert response.status == 200, told
        receipts: dict[str, Any] = json.loads(told)
        return receipts

    def push_half(self, records: Sequence[dict[str, Any]]) -> None:
        """The signal goes while the entries are on their way up."""
        body = self._body(records)
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        connection.putrequest("POST", PUSH)
        for name, value in self._headers().items():
            connection.putheader(name, value)
        connection.putheader("Content-Length", str(len(body)))
        connection.endheaders()
        connection.send(body[: len(body) // 2])
        connection.close()

    def push_deaf(self, records: Sequence[dict[str, Any]]) -> None:
        """The signal goes after the entries went up and before the answer came down."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        connection.request("POST", PUSH, self._body(records), self._headers())
        connection.close()

    def _body(self, records: Sequence[dict[str, Any]]) -> bytes:
        return json.dumps({"device": self.device, "records": list(records)}).encode()

    def _headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"}

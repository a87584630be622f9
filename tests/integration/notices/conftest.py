"""The team of Vorona, and a gateway on this machine that keeps what it is given."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from urllib.parse import unquote

import pytest
from django.conf import settings

from tests.integration.office.cases.conftest import world

__all__ = ["world"]


@dataclass
class Gateway:
    """What arrived: (path, body). ``status``: how it answers, but for the paths in ``refuses``."""

    status: int = 200
    refuses: set[str] = field(default_factory=set)
    got: list[tuple[str, str]] = field(default_factory=list)
    port: int = 0

    @property
    def address(self) -> str:
        return f"json://127.0.0.1:{self.port}/{{to}}"


@pytest.fixture
def gateway(monkeypatch: pytest.MonkeyPatch) -> Iterator[Gateway]:
    """Both channels lead to it."""
    kept = Gateway()

    class Taker(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            is_refused = unquote(self.path) in kept.refuses
            if not is_refused:
                kept.got.append((self.path, json.loads(body)["message"]))
            self.send_response(500 if is_refused else kept.status)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Taker)
    kept.port = server.server_port
    Thread(target=server.serve_forever, daemon=True).start()
    monkeypatch.setattr(settings, "NOTICE_GATEWAYS", {"email": kept.address, "sms": kept.address})
    yield kept
    server.shutdown()
    server.server_close()

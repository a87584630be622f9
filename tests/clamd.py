"""A scanner for tests that speaks clamd's INSTREAM on a real socket, frame by frame."""

from __future__ import annotations

import socket
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager

# The test virus of all scanners, in pieces: whole, it would set off the scanner of whoever holds this checkout.
EICAR = "".join(
    ("X5O!P%@AP[4\\PZX54", "(P^)7CC)7}$", "EICAR-STANDARD-", "ANTIVIRUS-TEST-FILE", "!$H+H*")
).encode()
COMMAND = b"zINSTREAM\0"


class Scanner:
    """Finds the test virus. `answer` set: says that instead; `seen`: what it was shown, whole."""

    def __init__(self) -> None:
        self.seen: list[bytes] = []
        self.answer = b""
        self.server = socket.create_server(("127.0.0.1", 0))
        self.address = f"127.0.0.1:{self.server.getsockname()[1]}"
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        while True:
            try:
                wire, _ = self.server.accept()
            except OSError:
                return
            with wire, wire.makefile("rb") as stream:
                if stream.read(len(COMMAND)) != COMMAND:
                    wire.sendall(b"UNKNOWN COMMAND\0")
                    continue
                content = b""
                while length := struct.unpack("!I", stream.read(4))[0]:
                    content += stream.read(length)
                self.seen.append(content)
                wire.sendall(self.answer or self._judged(content))

    @staticmethod
    def _judged(content: bytes) -> bytes:
        return b"stream: Win.Test.EICAR_HDB-1 FOUND\0" if EICAR in content else b"stream: OK\0"


@contextmanager
def running() -> Iterator[Scanner]:
    scanner = Scanner()
    try:
        yield scanner
    finally:
        scanner.server.close()

"""ClamAV's daemon, asked by its INSTREAM: the bytes travel to it, it needs no right on our files."""

from __future__ import annotations

import socket
import struct
from typing import Final

from django.conf import settings

PIECE: Final = 64 * 1024
WAIT: Final = 20.0


class SilentError(Exception):
    """No answer that says whether the bytes are clean."""


def is_set() -> bool:
    """Whether the operator named a scanner."""
    return bool(settings.CLAMD)


def found_in(content: bytes) -> str:
    """Name of what was found, empty for clean bytes. SilentError: the scanner said neither."""
    try:
        answer = _asked(content)
    except (OSError, ValueError) as error:
        raise SilentError from error
    said = answer.removeprefix("stream:").strip()
    if said == "OK":
        return ""
    if said.endswith(" FOUND"):
        return said.removesuffix(" FOUND").strip()
    raise SilentError


def _asked(content: bytes) -> str:
    """Pieces, each with its length before it; an empty one ends the stream."""
    with _connected() as wire:
        wire.sendall(b"zINSTREAM\0")
        for start in range(0, len(content), PIECE):
            piece = content[start : start + PIECE]
            wire.sendall(struct.pack("!I", len(piece)) + piece)
        wire.sendall(struct.pack("!I", 0))
        answer = b""
        while more := wire.recv(4096):
            answer += more
    return answer.rstrip(b"\0\n ").decode("utf-8", errors="replace")


def _connected() -> socket.socket:
    host, _, port = settings.CLAMD.rpartition(":")
    if host:
        return socket.create_connection((host, int(port)), WAIT)
    wire = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    wire.settimeout(WAIT)
    try:
        wire.connect(settings.CLAMD)
    except OSError:
        wire.close()
        raise
    return wire

"""Is this file one we can keep: its kind by content, its size, can it be opened, is it clean."""

from __future__ import annotations

import io
import socket
import struct
import warnings
from typing import Final

from django.conf import settings
from PIL import Image
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader

from vatra.desks.training.errors import NotKeptError
from vatra.office.forms import uploads
from vatra.records import attachments

LEAST_PIXELS: Final = 400  # on the longer side; less cannot be read
PIECE: Final = 64 * 1024
WAIT: Final = 20.0
KINDS: Final = "Se primesc fotografii (JPEG, PNG, WebP) și PDF."
EMPTY: Final = "Fișierul este gol. Alegeți altul."
LOCKED: Final = "PDF-ul cere o parolă. Salvați-l fără parolă și încercați din nou."
UNREADABLE: Final = (
    "Fișierul nu se poate deschide: pare stricat sau neterminat. Fotografiați documentul din nou."
)
INFECTED: Final = (
    "Fișierul conține un virus și nu s-a păstrat. Curățați telefonul sau calculatorul de pe care vine."
)
UNCHECKED: Final = (
    "Fișierul nu s-a putut verifica de viruși acum și nu s-a păstrat. Încercați din nou peste câteva minute."
)


def checked(content: bytes) -> tuple[str, bool]:
    """The kind of a good file, and whether it was scanned. NotKeptError says what is wrong with a bad one."""
    if not content:
        raise NotKeptError(EMPTY)
    if len(content) > attachments.MOST_BYTES:
        raise NotKeptError(uploads.TOO_LARGE)
    kind = uploads.type_of(content)
    if not kind:
        raise NotKeptError(f"Fișierul nu este o fotografie și nici PDF. {KINDS}")
    if kind == "application/pdf":
        _pdf(content)
    else:
        _image(content)
    return kind, _scanned(content)


def _pdf(content: bytes) -> None:
    try:
        reader = PdfFileReader(io.BytesIO(content))
        is_locked = reader.encrypted
        pages = 0 if is_locked else int(reader.root["/Pages"]["/Count"])
    except (PdfError, OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise NotKeptError(UNREADABLE) from error
    if is_locked:
        raise NotKeptError(LOCKED)
    if pages < 1:
        raise NotKeptError(EMPTY)


def _image(content: bytes) -> None:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(content)) as picture:
                width, height = picture.size
                picture.load()
    except (
        OSError,
        ValueError,
        SyntaxError,
        Image.DecompressionBombError,
        Image.DecompressionBombWarning,
    ) as error:
        raise NotKeptError(UNREADABLE) from error
    if max(width, height) < LEAST_PIXELS:
        raise NotKeptError(
            f"Fotografia este prea mică ({width} × {height} puncte) ca să se poată citi. Fotografiați de mai aproape."
        )


def _scanned(content: bytes) -> bool:
    """Ask ClamAV where one is set; False where none is."""
    if not settings.CLAMD:
        return False
    try:
        answer = _asked(content)
    except OSError as error:
        raise NotKeptError(UNCHECKED) from error
    if answer.endswith(b"FOUND"):
        raise NotKeptError(INFECTED)
    if not answer.endswith(b"OK"):
        raise NotKeptError(UNCHECKED)
    return True


def _asked(content: bytes) -> bytes:
    """clamd's INSTREAM: pieces with their length before them, a zero at the end."""
    with _connected() as wire:
        wire.sendall(b"zINSTREAM\0")
        for start in range(0, len(content), PIECE):
            piece = content[start : start + PIECE]
            wire.sendall(struct.pack("!I", len(piece)) + piece)
        wire.sendall(struct.pack("!I", 0))
        answer = b""
        while more := wire.recv(4096):
            answer += more
    return answer.strip(b"\0\n ")


def _connected() -> socket.socket:
    host, _, port = settings.CLAMD.rpartition(":")
    if host:
        return socket.create_connection((host, int(port)), WAIT)
    wire = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    wire.settimeout(WAIT)
    wire.connect(settings.CLAMD)
    return wire

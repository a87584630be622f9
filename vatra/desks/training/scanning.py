"""Is this file one we can keep: its kind by content, its size, can it be opened, is it clean."""

from __future__ import annotations

import io
import warnings
from typing import Final

from PIL import Image
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader

from vatra.desks.training.errors import NotKeptError
from vatra.office.forms import uploads
from vatra.records import attachments
from vatra.records.filetypes import type_of
from vatra.scanning import verdicts

LEAST_PIXELS: Final = 400  # on the longer side; less cannot be read
KINDS: Final = "Se primesc fotografii (JPEG, PNG, WebP) și PDF."
EMPTY: Final = "Fișierul este gol. Alegeți altul."
LOCKED: Final = "PDF-ul cere o parolă. Salvați-l fără parolă și încercați din nou."
UNREADABLE: Final = (
    "Fișierul nu se poate deschide: pare stricat sau neterminat. Fotografiați documentul din nou."
)


def checked(content: bytes, user_id: str | None = None) -> tuple[str, bool]:
    """The kind of a good file, and whether it was scanned. NotKeptError says what is wrong with a bad one."""
    if not content:
        raise NotKeptError(EMPTY)
    if len(content) > attachments.MOST_BYTES:
        raise NotKeptError(uploads.TOO_LARGE)
    kind = type_of(content)
    if not kind:
        raise NotKeptError(f"Fișierul nu este o fotografie și nici PDF. {KINDS}")
    if kind == "application/pdf":
        _pdf(content)
    else:
        _image(content)
    return kind, _scanned(content, user_id)


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


def _scanned(content: bytes, user_id: str | None) -> bool:
    """Whether a scanner found it clean; False where none is set."""
    try:
        return verdicts.require_clean(content, verdicts.Sender("training", user_id)) == "clean"
    except verdicts.RefusedFileError as error:
        raise NotKeptError(error.message) from error

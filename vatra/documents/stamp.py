"""What every document carries besides its matter: number, print of its data, code to scan."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID, uuid5

import segno

from vatra.kit import canonical

PREFIX: Final = "vatra:"
NAMESPACE: Final = UUID("01946b2e-7a10-7c3e-9d55-5f0c1f6d8a21")


def stamped(data: Mapping[str, Any]) -> dict[str, Any]:
    """The data with `doc.id`, `doc.hash` and `doc.qr`, which follow from the rest of it.

    The number is made from the print of the data: the same paper made twice has the same
    number, and one changed letter gives another. No number leads to a person without the data.
    """
    mark = canonical.sha256(data)
    number = str(uuid5(NAMESPACE, mark))
    code = data["doc"]["code"] or f"{PREFIX}doc:{number}"
    # Loose pages are put together again by it; the end of a number tells more papers apart.
    tail = code.rpartition(":")[2][-8:]
    doc = {**data["doc"], "hash": mark, "id": number, "tail": tail, "qr": qr(code)}
    return {**data, "doc": doc}


def qr(text: str) -> str:
    """The code as an SVG drawing, black on nothing."""
    out = io.BytesIO()
    segno.make(text, error="m", boost_error=False).save(out, kind="svg", border=0, xmldecl=False, svgns=True)
    return out.getvalue().decode()

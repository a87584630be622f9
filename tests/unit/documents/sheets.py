"""Documents made by hand for tests of the press, and how they are read back."""

from __future__ import annotations

import io
from typing import Any

from pypdf import PdfReader

from vatra.documents import stamp, words

PLACE = ["Servicii comunitare integrate", "comuna Vorona, județul Botoșani"]


def front(**changes: Any) -> dict[str, Any]:
    return {
        "title": "Catagrafia persoanelor vulnerabile",
        "subtitle": "",
        "number": "",
        "code": "",
        "head": PLACE,
        "on": "2026-11-21",
        "on_words": words.day("2026-11-21"),
        "by": "Nina Rusu, asistent medical comunitar",
        "cites": ["Temei: Protocolul din 2017, art. 3 alin. (4) lit. a)"],
        "forms": [],
        "left_out": [],
        **changes,
    }


def table(count: int = 1, **changes: Any) -> dict[str, Any]:
    """A list as the template `table` wants it, stamped."""
    body = [[str(n), f"Ștefănuț Țâru {n}", f"nr. {n}"] for n in range(1, count + 1)]
    content = {
        "doc": front(),
        "is_wide": False,
        "lead": "",
        "facts": [],
        "columns": ["Nr.", "Numele", "Adresa"],
        "widths": [0, 3, 2],
        "numbers": [0],
        "rows": body,
        "none_words": "Nicio persoană.",
        "signatures": [],
    }
    return stamp.stamped({**content, **changes})


def text(made: bytes) -> str:
    """The words of all pages with single spaces; breaks inside words taken out."""
    whole = "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(made)).pages)
    for mark in ("\u00ad\n", "\u00ad", "\u200b"):
        whole = whole.replace(mark, "")
    return " ".join(whole.replace("\u00a0", " ").split())

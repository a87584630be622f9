"""Names made comparable: case, diacritics of either kind and punctuation set aside."""

from __future__ import annotations

import re
import unicodedata

_MARKS = re.compile(r"[^a-z0-9 ]+")


def fold(text: str) -> str:
    """``"Ștefănescu-Ioniţă"`` -> ``"stefanescu ionita"``: what search and matching compare."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return " ".join(_MARKS.sub(" ", plain).split())

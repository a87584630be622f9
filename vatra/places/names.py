"""How a place is written and how it is looked for. Pure functions, no Django.

The register of places is printed in capitals. Screens and forms need the name as
people write it: "Târgu Jiu", "Poienile de sub Munte", "Ștefan cel Mare".
"""

import re
import unicodedata

PARTICLES = frozenset({"cel", "cu", "de", "din", "in", "la", "lui", "pe", "sub", "în"})
"""Words that stay small inside a name. Found by reading every inner word of the register."""

ROMAN_NUMERALS = frozenset({"I", "II", "III"})
"""Only these: "VII" in the register is the word *vii* (vineyards, living), never seven."""

_INITIALS = re.compile(r"\b(?:\w\.\s*)+")
_SPACED_HYPHEN = re.compile(r"\s*-\s*")
_INNER_I = re.compile(r"(?<=\w)î(?=\w)")
_NOT_PLAIN = re.compile(r"[^0-9a-z]+")
_ALPHABET = str.maketrans({"ă": "a~", "â": "a~~", "î": "i~", "ș": "s~", "ț": "t~", "-": " "})
_CEDILLA_TO_COMMA = str.maketrans("ŞşŢţ", "ȘșȚț")


def proper(capitals: str) -> str:
    """Turn a name of the register into its written form.

    "DROBETA-TURNU SEVERIN" -> "Drobeta-Turnu Severin"; "I. L. CARAGIALE" -> "I.L. Caragiale".
    Spelling is left as registered, also where the register itself lacks a diacritic.
    """
    text = _SPACED_HYPHEN.sub("-", capitals.translate(_CEDILLA_TO_COMMA).strip())
    text = _INITIALS.sub(_close_initials, text)
    words = text.split()
    return " ".join(_word(word, is_first=number == 0) for number, word in enumerate(words))


def fold(text: str) -> str:
    """Text for comparing: small letters, no diacritics, one space, hyphens as spaces.

    Cedilla, comma and bare letters fall together. "î" inside a word is the spelling in
    use before 1993 of today's "â" ("Tîrgu Jiu"), so it folds to "a" as "â" does.
    """
    lowered = _INNER_I.sub("a", unicodedata.normalize("NFC", text).lower())
    plain = "".join(c for c in unicodedata.normalize("NFD", lowered) if not unicodedata.combining(c))
    return " ".join(_NOT_PLAIN.sub(" ", plain).split())


def order(text: str) -> str:
    """The key that sorts as the Romanian alphabet does: a ă â … i î … s ș t ț."""
    return text.lower().translate(_CEDILLA_TO_COMMA).translate(_ALPHABET)


def _close_initials(found: re.Match[str]) -> str:
    return re.sub(r"\s", "", found.group()) + " "


def _word(word: str, *, is_first: bool) -> str:
    if word in ROMAN_NUMERALS or "." in word:
        return word
    if not is_first and word.lower() in PARTICLES:
        return word.lower()
    return "-".join(part.capitalize() for part in word.split("-"))

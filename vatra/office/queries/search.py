"""People and households by name, CNP or house number; slips of the finger forgiven.

What is typed arrives in the body of the request, never in an address: a name or a number in
an address stays in histories and logs.

Row-level security lets no index answer this (what compares likeness is not leakproof), so every name
of the commune is read, as one text. Each different word in it is weighed once, and only here.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final
from uuid import UUID

from vatra.kit import cnp
from vatra.office.queries import rows
from vatra.people import likeness, sealing
from vatra.people.names import fold

MOST: Final = 40

BY_NUMBER: Final = """
SELECT i.person_id AS id FROM people_identity i JOIN people_person p ON p.id = i.person_id
WHERE (i.cnp_index = ANY (%s) OR i.foreign_index = ANY (%s)) AND NOT p.is_void LIMIT %s
"""
# Two values whatever the number of rows: taking rows apart would cost more than weighing them.
EVERY: Final = """
SELECT string_agg({1}::text, E'\\n') AS ids, string_agg(search, E'\\n') AS searched FROM {0}
"""
STANDING: Final = "SELECT id FROM {2} WHERE id = ANY (%s::uuid[]) AND {3}"
PERSONS: Final = (
    *("people_identity", "person_id", "people_person"),
    "NOT is_void AND merged_into_id IS NULL",
)
HOUSEHOLDS: Final = ("people_address", "household_id", "people_household", "NOT is_void")


def persons(text: str) -> list[UUID]:
    """Ids of the persons found, the likeliest first."""
    number = cnp.compact(text)
    if number:
        return _ids(BY_NUMBER, [sealing.blinds("cnp", number), sealing.blinds("foreign", text), MOST])
    words = _words(text)
    if not words or all(word.isdigit() for word in words):
        return []
    return _ranked(PERSONS, words)


def households(text: str) -> list[UUID]:
    """Ids of the households whose name, street or number is found."""
    words = _words(text)
    if not words or cnp.compact(text):
        return []
    return _ranked(HOUSEHOLDS, words)


def _words(text: str) -> list[str]:
    return list(dict.fromkeys(fold(text).split()))


def _ranked(where: tuple[str, ...], words: list[str]) -> list[UUID]:
    """Rows in which every word is found, those with the fewest slips first."""
    (every,) = rows.many(EVERY.format(*where))
    if every["ids"] is None:
        return []
    likely = [one for *_, one in sorted(_weighed(words, every["ids"], every["searched"]))]
    standing = {row["id"] for row in rows.many(STANDING.format(*where), [likely])} if likely else set()
    return [one for one in map(UUID, likely) if one in standing][:MOST]


def _weighed(words: list[str], ids: str, searched: str) -> Iterator[tuple[float, str, str]]:
    """(-weight, what is searched, id): of each word typed its best counts, of all of them the worst."""
    there = set(searched.split())
    fits = [{other: weight for other in there if (weight := _alike(word, other))} for word in words]
    fits.sort(key=len)
    is_without = fits[0].keys().isdisjoint  # most rows lack the rarest word: no more is asked of them
    rest = fits[1:]
    for one, text in zip(ids.split("\n"), searched.split("\n"), strict=True):
        parts = text.split()
        if is_without(parts) or any(fit.keys().isdisjoint(parts) for fit in rest):
            continue
        yield -min(max(fit.get(part, 0) for part in parts) for fit in fits), text, one


def _alike(word: str, other: str) -> float:
    """Numbers must be the same; of other words the beginning is enough."""
    if word[0].isdigit():
        return float(word == other)
    return 1.0 if other.startswith(word) else likeness.word(word, other)


def _ids(query: str, arguments: list[object]) -> list[UUID]:
    return [row["id"] for row in rows.many(query, arguments)]

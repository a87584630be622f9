"""People and households by name, CNP or house number; slips of the finger forgiven.

What is typed arrives in the body of the request, never in an address: a name or a number in
an address stays in histories and logs.
"""

from __future__ import annotations

from typing import Final
from uuid import UUID

from vatra.kit import cnp
from vatra.office.queries import rows
from vatra.people import likeness, sealing
from vatra.people.names import fold

MOST: Final = 40
BLOCK: Final = 400  # rows that are looked at word by word
LIKE_ENOUGH: Final = 0.3  # pg_trgm: a slip in the middle of a short name leaves no more

BY_NUMBER: Final = """
SELECT i.person_id AS id FROM people_identity i JOIN people_person p ON p.id = i.person_id
WHERE (i.cnp_index = ANY (%s) OR i.foreign_index = ANY (%s)) AND NOT p.is_void LIMIT %s
"""
# Every word must be there: as the beginning of one, or alike.
LEAST: Final = """
LATERAL (SELECT min(greatest(word_similarity(w, {0}),
    CASE WHEN ' ' || {0} LIKE '%% ' || w || '%%' THEN 1 ELSE 0 END)) AS least
    FROM unnest(%(words)s::text[]) w) s
"""
PERSONS: Final = f"""
SELECT i.person_id AS id, i.search FROM people_identity i JOIN people_person p ON p.id = i.person_id,
{LEAST.format("i.search")} WHERE NOT p.is_void AND p.merged_into_id IS NULL AND s.least >= %(like)s
ORDER BY s.least DESC, i.search, i.person_id LIMIT %(block)s
"""  # noqa: S608 - names of ours
HOUSEHOLDS: Final = f"""
SELECT a.household_id AS id, a.search FROM people_address a JOIN people_household h ON h.id = a.household_id,
{LEAST.format("a.search")} WHERE NOT h.is_void AND s.least >= %(like)s
ORDER BY s.least DESC, a.search, a.household_id LIMIT %(block)s
"""  # noqa: S608 - names of ours


def persons(text: str) -> list[UUID]:
    """Ids of the persons found, the likeliest first."""
    number = cnp.compact(text)
    if number:
        return _ids(BY_NUMBER, [sealing.blinds("cnp", number), sealing.blinds("foreign", text), MOST])
    words = fold(text).split()
    if not words or all(word.isdigit() for word in words):
        return []
    return _ranked(PERSONS, words)


def households(text: str) -> list[UUID]:
    """Ids of the households whose name, street or number is found."""
    words = fold(text).split()
    if not words or cnp.compact(text):
        return []
    return _ranked(HOUSEHOLDS, words)


def _ranked(query: str, words: list[str]) -> list[UUID]:
    """Rows in which every word is found, those with the fewest slips first."""
    block = rows.many(query, {"words": words, "like": LIKE_ENOUGH, "block": BLOCK})
    weighed = [(_weight(words, row["search"].split()), row) for row in block]
    kept = [(weight, row) for weight, row in weighed if weight]
    kept.sort(key=lambda pair: (-pair[0], pair[1]["search"], pair[1]["id"]))
    return [row["id"] for _, row in kept[:MOST]]


def _weight(words: list[str], there: list[str]) -> float:
    """How well the worst of the words is found; 0 when one is not."""
    return min(max((_alike(word, other) for other in there), default=0) for word in words)


def _alike(word: str, other: str) -> float:
    if word[0].isdigit():
        return float(word == other)
    return 1 if other.startswith(word) else likeness.name(word, other)


def _ids(query: str, arguments: list[object]) -> list[UUID]:
    return [row["id"] for row in rows.many(query, arguments)]

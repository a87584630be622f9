"""People and households by name, CNP or house number; slips of the finger forgiven.

What is typed arrives in the body of the request, never in an address: a name or a number in
an address stays in histories and logs.
"""

from __future__ import annotations

from typing import Final
from uuid import UUID

from vatra.kit import cnp
from vatra.office.queries import rows
from vatra.people import sealing
from vatra.people.names import fold

MOST: Final = 40
LIKE_ENOUGH: Final = 0.45  # word similarity: "Ionscu" finds "Ionescu", "Ion" does not find "Simion"

BY_NUMBER: Final = """
SELECT i.person_id AS id FROM people_identity i JOIN people_person p ON p.id = i.person_id
WHERE (i.cnp_index = %s OR i.foreign_index = %s) AND NOT p.is_void LIMIT %s
"""
# Every word must be found: as the beginning of one, or likely enough.
PERSONS: Final = """
SELECT i.person_id AS id FROM people_identity i JOIN people_person p ON p.id = i.person_id,
LATERAL (SELECT min(greatest(word_similarity(w, i.search),
    CASE WHEN ' ' || i.search LIKE '%% ' || w || '%%' THEN 1 ELSE 0 END)) AS least
    FROM unnest(%(words)s::text[]) w) s
WHERE NOT p.is_void AND p.merged_into_id IS NULL AND s.least >= %(like)s
ORDER BY s.least DESC, i.search, i.person_id LIMIT %(most)s
"""
HOUSEHOLDS: Final = """
SELECT a.household_id AS id FROM people_address a JOIN people_household h ON h.id = a.household_id,
LATERAL (SELECT min(CASE WHEN w ~ '^[0-9]' THEN CASE WHEN ' ' || a.search || ' ' LIKE '%% ' || w || ' %%'
        THEN 1 ELSE 0 END
    ELSE greatest(word_similarity(w, a.search),
        CASE WHEN ' ' || a.search LIKE '%% ' || w || '%%' THEN 1 ELSE 0 END) END) AS least
    FROM unnest(%(words)s::text[]) w) s
WHERE NOT h.is_void AND s.least >= %(like)s
ORDER BY s.least DESC, a.search, a.household_id LIMIT %(most)s
"""


def persons(text: str) -> list[UUID]:
    """Ids of the persons found, the likeliest first."""
    number = cnp.compact(text)
    if number:
        return _ids(BY_NUMBER, [sealing.blind("cnp", number), sealing.blind("foreign", text), MOST])
    words = fold(text).split()
    if not words or all(word.isdigit() for word in words):
        return []
    return _ids(PERSONS, {"words": words, "like": LIKE_ENOUGH, "most": MOST})


def households(text: str) -> list[UUID]:
    """Ids of the households whose name, street or number is found."""
    words = fold(text).split()
    if not words or cnp.compact(text):
        return []
    return _ids(HOUSEHOLDS, {"words": words, "like": LIKE_ENOUGH, "most": MOST})


def _ids(query: str, arguments: list[object] | dict[str, object]) -> list[UUID]:
    return [row["id"] for row in rows.many(query, arguments)]

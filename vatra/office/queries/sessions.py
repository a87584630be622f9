"""Whom a session list is about: the people or the households of a place, by name."""

from __future__ import annotations

from typing import Any, Final

from vatra.kit.ids import uuid7
from vatra.office.paper.book import Line
from vatra.office.queries import rows

PERSONS: Final = """
SELECT p.id::text AS subject, p.home_id::text AS home, i.family_name || ' ' || i.given_name AS who,
       coalesce(i.birth_date, '') AS born, a.street, a.number, v.name AS village
FROM people_person p JOIN people_identity i ON i.person_id = p.id
LEFT JOIN people_household h ON h.id = p.home_id LEFT JOIN people_address a ON a.household_id = p.home_id
LEFT JOIN places_place v ON v.siruta = h.locality_id
WHERE p.place_id = %(place)s AND NOT p.is_void AND p.merged_into_id IS NULL AND p.alive
  AND (%(village)s::int IS NULL OR h.locality_id = %(village)s)
  AND (%(from)s::int IS NULL OR p.birth_year >= %(from)s) AND (%(upto)s::int IS NULL OR p.birth_year <= %(upto)s)
ORDER BY i.search, p.id LIMIT %(most)s
"""
HOUSEHOLDS: Final = """
SELECT h.id::text AS subject, h.id::text AS home, a.name AS who, '' AS born, a.street, a.number,
       v.name AS village
FROM people_household h JOIN people_address a ON a.household_id = h.id
LEFT JOIN places_place v ON v.siruta = h.locality_id
WHERE h.place_id = %(place)s AND NOT h.is_void AND (%(village)s::int IS NULL OR h.locality_id = %(village)s)
ORDER BY v.name, a.search, h.id LIMIT %(most)s
"""


def lines(
    subject: str, place_id: int, village: int | None, born: tuple[int | None, int | None], most: int
) -> list[Line]:
    """Rows to fill, each with a new number; ``born`` limits the years of birth of persons."""
    asked = {"place": place_id, "village": village, "from": born[0], "upto": born[1], "most": most}
    found = rows.many(PERSONS if subject == "person" else HOUSEHOLDS, asked)
    return [
        Line(uuid7(), row["subject"], row["home"], row["who"], row["born"], _address(row)) for row in found
    ]


def _address(row: dict[str, Any]) -> str:
    number = f"nr. {row['number']}" if row["number"] else ""
    return ", ".join(filter(None, (row["village"], row["street"], number)))

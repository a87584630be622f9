"""Which households stand on a page of the list, read in the order of an index: flat in any territory.

A commune's list goes by name. Above it nobody sees a name, and an order by name would tell
something of it: there the order is that of the numbers, which is the order of registering.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from vatra.accounts.principals import Principal
from vatra.database.trips import Question
from vatra.places.kinds import Level

# How far a list is counted; beyond that it is "more than".
COUNTED: Final = 10_000
COUNTED_ABOVE: Final = 2_000
OPEN: Final = "f.closed_on IS NULL AND NOT f.favourable AND f.urgency > 0"
FOUND: Final = f"""
EXISTS (SELECT 1 FROM dossiers_finding f WHERE f.group_id = h.id AND {OPEN}
    AND (%(area)s::text IS NULL OR f.area = %(area)s) AND f.urgency >= coalesce(%(urgency)s::int, 1))
"""  # noqa: S608 - names of ours
# Each territory of its own and each in order: so PostgreSQL reads as many entries as are shown.
BY_NAME: Final = """
SELECT a.household_id AS id, a.search AS rank FROM unnest(%(territories)s::int[]) t(id), LATERAL (
    SELECT a.household_id, a.search FROM people_address a JOIN people_household h ON h.id = a.household_id
    WHERE a.place_id = t.id AND NOT h.is_void AND (%(village)s::int IS NULL OR h.locality_id = %(village)s)
    AND {found} AND (%(after)s::uuid IS NULL OR (a.search, a.household_id) >
        (SELECT b.search, b.household_id FROM people_address b WHERE b.household_id = %(after)s))
    ORDER BY a.search, a.household_id LIMIT %(limit)s) a
ORDER BY rank, id LIMIT %(limit)s
"""
BY_ID: Final = """
SELECT h.id, '' AS rank FROM ({territories}) t, LATERAL (
    SELECT h.id FROM people_household h WHERE h.{column} = t.id AND NOT h.is_void AND {found}
    AND (%(after)s::uuid IS NULL OR h.id > %(after)s) ORDER BY h.id LIMIT %(limit)s) h
ORDER BY h.id LIMIT %(limit)s
"""
# In a county the findings lead to the households: those looked for may be few among many.
OF_FINDING: Final = f"""
SELECT h.id, '' AS rank FROM ({{territories}}) t, LATERAL (
    SELECT DISTINCT f.group_id AS id FROM dossiers_finding f WHERE f.county_id = t.id AND {OPEN}
    AND (%(area)s::text IS NULL OR f.area = %(area)s) AND f.urgency >= coalesce(%(urgency)s::int, 1)
    AND (%(after)s::uuid IS NULL OR f.group_id > %(after)s)
    AND EXISTS (SELECT 1 FROM people_household v WHERE v.id = f.group_id AND NOT v.is_void)
    ORDER BY 1 LIMIT %(limit)s) h
"""  # noqa: S608 - names of ours
BY_FINDING: Final = f"{OF_FINDING} ORDER BY h.id LIMIT %(limit)s"
COUNT: Final = """
SELECT 1 FROM people_household h WHERE {where} AND NOT h.is_void
AND (%(village)s::int IS NULL OR h.locality_id = %(village)s) AND {found} LIMIT %(limit)s
"""
COUNT_FOUND: Final = f"{OF_FINDING} LIMIT %(limit)s"
GIVEN: Final = "SELECT unnest(%(territories)s::int[]) AS id"
COUNTRY: Final = f"SELECT siruta AS id FROM places_place WHERE level = {int(Level.COUNTY)}"  # noqa: S608 - names of ours


@dataclass(frozen=True, slots=True)
class Filter:
    """What the list is narrowed to; every part stands in the address and can be read aloud."""

    village: int | None = None
    place: int | None = None
    area: str | None = None
    urgency: int | None = None

    @property
    def is_found(self) -> bool:
        """Whether only those with certain findings are wanted."""
        return self.area is not None or self.urgency is not None


def ids(principal: Principal, narrowed: Filter, after: UUID | None, limit: int) -> Question:
    """The question for the first ``limit`` households after the one named: ``id, rank``, in order."""
    arguments = _arguments(principal, narrowed) | {"after": after, "limit": limit}
    found = FOUND if narrowed.is_found else "true"
    if principal.level == "local":
        return BY_NAME.format(found=found), arguments
    column = "county_id" if narrowed.place is None else "place_id"
    query = BY_FINDING if narrowed.is_found and narrowed.place is None else BY_ID
    return query.format(territories=_given(principal, narrowed), column=column, found=found), arguments


def count(principal: Principal, narrowed: Filter) -> Question:
    """The question for how many there are, counted no further than one more than :func:`most`."""
    arguments = _arguments(principal, narrowed) | {"after": None, "limit": most(principal) + 1}
    given = _given(principal, narrowed)
    if narrowed.is_found and narrowed.place is None and principal.level != "local":
        query = COUNT_FOUND.format(territories=given)
    else:
        column = "place_id" if principal.level == "local" or narrowed.place else "county_id"
        where = "true" if given == COUNTRY else f"h.{column} = ANY (%(territories)s::int[])"
        query = COUNT.format(where=where, found=FOUND if narrowed.is_found else "true")
    return f"SELECT count(*) FROM ({query}) k", arguments  # noqa: S608 - names of ours


def most(principal: Principal) -> int:
    """How far the list is counted: a commune whole, a county as far as costs nothing."""
    return COUNTED if principal.level == "local" else COUNTED_ABOVE


def _given(principal: Principal, narrowed: Filter) -> str:
    return COUNTRY if principal.level == "central" and narrowed.place is None else GIVEN


def _arguments(principal: Principal, narrowed: Filter) -> dict[str, Any]:
    """The territories are what the reader has, which his rights bound in any case."""
    own = principal.places if principal.level == "local" else principal.counties
    return {
        "village": narrowed.village,
        "area": narrowed.area,
        "urgency": narrowed.urgency,
        "territories": list(own) if narrowed.place is None else [narrowed.place],
    }

"""The list of cases: urgent ones first, then as they came (protocol-2017/3.3.a.2)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final
from uuid import UUID

from django.db import connection

from vatra.accounts.principals import Principal
from vatra.database import scope
from vatra.dossiers import queries as dossiers
from vatra.kit.vocabulary import Urgency

PAGE: Final = 50
MOST: Final = 50_000  # rows of one export: more than any county has open
STATES: Final = {"deschise": "deschise", "inchise": "închise", "toate": "deschise și închise"}
HOLDERS: Final = {"oricine": "", "eu": "ale mele", "nimeni": "fără responsabil"}


@dataclass(frozen=True, slots=True)
class Filter:
    """What the address asks for. Every unknown value reads as its default."""

    state: str = "deschise"
    holder: str = "oricine"
    is_late: bool = False
    is_urgent: bool = False
    place: int | None = None
    after: tuple[bool, date, UUID] | None = None

    @property
    def sentence(self) -> str:
        """The filter as one reads it aloud."""
        said = [f"Dosare {STATES[self.state]}"]
        said += ["urgente"] if self.is_urgent else []
        said += ["cu termen depășit"] if self.is_late else []
        said += [HOLDERS[self.holder]] if HOLDERS[self.holder] else []
        return ", ".join(said)


def read(given: Mapping[str, str]) -> Filter:
    """The filter of an address."""
    state, holder = given.get("stare", ""), given.get("responsabil", "")
    place = given.get("loc", "")
    return Filter(
        state=state if state in STATES else "deschise",
        holder=holder if holder in HOLDERS else "oricine",
        is_late=given.get("termen") == "depasit",
        is_urgent=given.get("urgente") == "da",
        place=int(place) if place.isdigit() and len(place) < 8 else None,
        after=_after(given.get("dupa", "")),
    )


def _after(text: str) -> tuple[bool, date, UUID] | None:
    urgent, _, rest = text.partition("~")
    day, _, key = rest.partition("~")
    try:
        return urgent == "1", date.fromisoformat(day), UUID(key)
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class Row:
    """One case of the list. Name and address are empty above the local level."""

    id: UUID
    reference: str
    household: str
    address: str
    place: str
    village: str
    state: str
    is_closed: bool
    urgency: int
    manager: str
    opened_on: date
    next_due_on: date | None
    flags: tuple[str, ...]

    @property
    def cursor(self) -> str:
        return f"{int(self.urgency == Urgency.urgent)}~{self.opened_on.isoformat()}~{self.id}"

    @property
    def is_late(self) -> bool:
        from vatra.office.templatetags.office import late

        return not self.is_closed and late(self.next_due_on)

    @property
    def has_conflict(self) -> bool:
        return "conflict" in self.flags

    @property
    def is_to_revise(self) -> bool:
        return "plan_to_revise" in self.flags


_FIELDS: Final = """
d.id, d.place_id, d.state, d.kind, d.closed_on, d.urgency, d.opened_on, d.next_due_on, d.flags,
r.text AS reference, u.full_name AS manager, p.name AS place, v.name AS village
"""
_JOINS: Final = """
FROM dossiers_dossier d
LEFT JOIN dossiers_reference r ON r.dossier_id = d.id
LEFT JOIN accounts_user u ON u.id = d.manager_id
LEFT JOIN places_place p ON p.siruta = d.place_id
LEFT JOIN people_household h ON h.id = d.group_id
LEFT JOIN places_place v ON v.siruta = h.locality_id
"""
_NAMED: Final = ", a.name AS household, a.street, a.number"
_ADDRESS: Final = "LEFT JOIN people_address a ON a.household_id = d.group_id"
_LATE: Final = "d.closed_on IS NULL AND d.next_due_on < %(today)s"


def rows(principal: Principal, wanted: Filter, today: date, limit: int = PAGE) -> list[Row]:
    """Cases of the filter in working order, one more than ``limit`` when more follow. One query."""
    is_local = principal.level == "local"
    where, arguments = _where(principal, wanted, today)
    query = (
        f"SELECT {_FIELDS}{_NAMED if is_local else ''} {_JOINS}{_ADDRESS if is_local else ''} "
        f"WHERE {where} ORDER BY d.urgency < 3, d.opened_on, d.id LIMIT %(limit)s"
    )
    with connection.cursor() as cursor:
        cursor.execute(query, arguments | {"limit": limit + 1})
        names = [column.name for column in cursor.description]
        return [_row(dict(zip(names, values, strict=True))) for values in cursor.fetchall()]


def _where(principal: Principal, wanted: Filter, today: date) -> tuple[str, dict[str, Any]]:
    said = ["d.kind = ANY (%(kinds)s)"]
    said += {"deschise": ["d.closed_on IS NULL"], "inchise": ["d.closed_on IS NOT NULL"]}.get(
        wanted.state, []
    )
    said += ["d.urgency >= 3"] if wanted.is_urgent else []
    said += [_LATE] if wanted.is_late else []
    said += {"eu": ["d.manager_id = %(user)s::uuid"], "nimeni": ["d.manager_id IS NULL"]}.get(
        wanted.holder, []
    )
    said += ["d.place_id = %(place)s"] if wanted.place else []
    arguments: dict[str, Any] = {"kinds": list(dossiers.kinds()), "today": today, "place": wanted.place}
    arguments["user"] = principal.user_id or None
    if wanted.after:
        said.append("(d.urgency < 3, d.opened_on, d.id) > (%(calm)s, %(since)s, %(key)s)")
        urgent, arguments["since"], arguments["key"] = wanted.after
        arguments["calm"] = not urgent
    return " AND ".join(said), arguments


def _row(found: Mapping[str, Any]) -> Row:
    kind = dossiers.kinds()[found["kind"]][1]
    titles = {state.code: state.title for state in kind.states}
    street, number = found.get("street") or "", found.get("number") or ""
    return Row(
        id=found["id"],
        reference=found["reference"] or "",
        household=found.get("household") or "",
        address=" ".join(part for part in (street, number) if part),
        place=found["place"] or "",
        village=found["village"] or "",
        state=titles.get(found["state"], found["state"]),
        is_closed=found["closed_on"] is not None,
        urgency=found["urgency"],
        manager=found["manager"] or "",
        opened_on=found["opened_on"],
        next_due_on=found["next_due_on"],
        flags=tuple(found["flags"]),
    )


@dataclass(frozen=True, slots=True)
class Counts:
    """How many rows each ready filter would show, and how many the present one does."""

    present: int
    opened: int
    urgent: int
    late: int
    unheld: int
    mine: int


def counts(principal: Principal, wanted: Filter, today: date) -> Counts:
    """One query, whatever the filter."""
    where, arguments = _where(principal, replace(wanted, after=None), today)
    is_open = "d.closed_on IS NULL AND d.kind = ANY (%(kinds)s)"
    here = " AND d.place_id = %(place)s" if wanted.place else ""
    query = f"""
    SELECT count(*) FILTER (WHERE {where}), count(*) FILTER (WHERE {is_open}),
      count(*) FILTER (WHERE {is_open} AND d.urgency >= 3), count(*) FILTER (WHERE {is_open} AND {_LATE}),
      count(*) FILTER (WHERE {is_open} AND d.manager_id IS NULL),
      count(*) FILTER (WHERE {is_open} AND d.manager_id = %(user)s::uuid)
    FROM dossiers_dossier d WHERE true{here}
    """  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(query, arguments)
        return Counts(*cursor.fetchone())


def feed(principal: Principal) -> int:
    """A number that grows whenever anything of the reader's territory changes.

    The places' counters are the system's own; their sum says no more than that something came.
    """
    with scope.system(savepoint=False), connection.cursor() as cursor:
        cursor.execute(
            "SELECT coalesce(sum(seq), 0) FROM records_head WHERE %s OR place_id = ANY (%s) "
            "OR county_id = ANY (%s)",
            [principal.level == "central", list(principal.places), _counties(principal)],
        )
        return int(cursor.fetchone()[0])


def feed_of(case_id: UUID) -> int | None:
    """The same for one case, in the reader's scope; None where he may not see it."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT g.seq FROM dossiers_dossier d JOIN records_group g ON g.id = d.group_id WHERE d.id = %s",
            [case_id],
        )
        row = cursor.fetchone()
    return int(row[0]) if row else None


def _counties(principal: Principal) -> list[int]:
    return list(principal.counties) if principal.level == "county" else []


COLUMNS: Final = ("Referință", "Comuna", "Satul", "Stare", "Urgență", "Responsabil", "Primit", "Termen")


def table(found: Sequence[Row], *, is_local: bool) -> tuple[tuple[str, ...], list[tuple[Any, ...]]]:
    """Head and rows of the list as it is shown, for export."""
    from vatra.office.templatetags.office import URGENCY_LOOKS

    head = (COLUMNS[0], "Gospodăria", "Adresa", *COLUMNS[1:]) if is_local else COLUMNS
    body = [
        (
            row.reference,
            *((row.household, row.address) if is_local else ()),
            row.place,
            row.village,
            row.state,
            URGENCY_LOOKS[Urgency(row.urgency)][2],
            row.manager or "fără responsabil",
            row.opened_on,
            row.next_due_on,
        )
        for row in found
    ]
    return head, body

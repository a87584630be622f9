"""The list of cases: urgent ones first, then as they came (protocol-2017/3.3.a.2)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

from django.db import connection

from vatra.accounts.principals import Principal
from vatra.database import scope
from vatra.dossiers import queries as dossiers
from vatra.kit.vocabulary import Urgency
from vatra.office.queries import cases_order
from vatra.office.queries.cases_filter import Filter

PAGE: Final = 50
MOST: Final = 50_000  # rows of one export: more than any county has open


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


def rows(principal: Principal, wanted: Filter, today: date, limit: int = PAGE) -> list[Row]:
    """Cases of the filter in working order, one more than ``limit`` when more follow. One query."""
    query, arguments = cases_order.page(principal, wanted, today, limit + 1)
    with connection.cursor() as cursor:
        cursor.execute(query, arguments)
        names = [column.name for column in cursor.description]
        return [_row(dict(zip(names, values, strict=True))) for values in cursor.fetchall()]


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
    """How many rows each ready filter would show, and how many the present one does.

    ``is_part``: there are more cases than are looked at for this, so each number is the least.
    """

    present: int
    opened: int
    urgent: int
    late: int
    unheld: int
    mine: int
    is_part: bool


def counts(principal: Principal, wanted: Filter, today: date) -> Counts:
    """One query, whatever the filter."""
    query, arguments = cases_order.counts(principal, wanted, today)
    with connection.cursor() as cursor:
        cursor.execute(query, arguments)
        found = cursor.fetchone()
    present, opened, urgent, late, unheld, mine = (min(each, cases_order.COUNTED) for each in found)
    return Counts(present, opened, urgent, late, unheld, mine, max(found) > cases_order.COUNTED)


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

"""The statements behind the list of cases: its working order and its counts, flat in any territory.

Above the commune each county is read in the order of an index (`dossier_open_county`,
`dossier_closed_county`), whose entries hold all that the filters look at.
"""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from vatra.accounts.principals import Principal
from vatra.database.trips import Question
from vatra.dossiers import queries as dossiers
from vatra.office.queries.cases_filter import Filter
from vatra.places.kinds import Level

COUNTED: Final = 20_000  # cases looked at for the counts: more than a county has open
FIELDS: Final = """
d.id, d.place_id, d.state, d.kind, d.closed_on, d.urgency, d.opened_on, d.next_due_on, d.flags,
r.text AS reference, u.full_name AS manager, p.name AS place, v.name AS village
"""
JOINS: Final = """
LEFT JOIN dossiers_reference r ON r.dossier_id = d.id
LEFT JOIN accounts_user u ON u.id = d.manager_id
LEFT JOIN places_place p ON p.siruta = d.place_id
LEFT JOIN people_household h ON h.id = d.group_id
LEFT JOIN places_place v ON v.siruta = h.locality_id
"""
NAMED: Final = ", a.name AS household, a.street, a.number"
ADDRESS: Final = "LEFT JOIN people_address a ON a.household_id = d.group_id"
LATE: Final = "d.next_due_on < %(today)s"
ORDER: Final = "d.urgency < 3, d.opened_on, d.id"
# The second line says the same as the first in the words of the index: where urgent ones end.
URGENT: Final = "d.urgency >= 3 AND (d.urgency < 3, d.opened_on) < (true, '-infinity'::date)"
BEYOND: Final = "(d.urgency < 3, d.opened_on, d.id) > (%(calm)s, %(since)s, %(key)s)"
OPEN, CLOSED = "d.closed_on IS NULL", "d.closed_on IS NOT NULL"
STATES: Final = {"deschise": (OPEN,), "inchise": (CLOSED,), "toate": (OPEN, CLOSED)}
# Each county of its own and each in order: so PostgreSQL reads as many entries as are shown.
OF_COUNTY: Final = """
SELECT d.* FROM ({territories}) t, LATERAL (
    SELECT d.id, d.urgency, d.opened_on FROM dossiers_dossier d
    WHERE d.county_id = t.id AND {where} ORDER BY {order} LIMIT %(limit)s) d
"""
OF_PLACE: Final = "SELECT d.id, d.urgency, d.opened_on FROM dossiers_dossier d WHERE {where}"
PAGE: Final = """
SELECT {fields} FROM (SELECT d.id FROM ({wanted}) d ORDER BY {order} LIMIT %(limit)s) k
JOIN dossiers_dossier d ON d.id = k.id {joins} ORDER BY {order}
"""
GIVEN: Final = "SELECT unnest(%(counties)s::int[]) AS id"
COUNTRY: Final = f"SELECT siruta AS id FROM places_place WHERE level = {int(Level.COUNTY)}"  # noqa: S608
COUNTS: Final = """
SELECT count(*) FILTER (WHERE {present}) + {closed}, count(*), count(*) FILTER (WHERE d.urgency >= 3),
    count(*) FILTER (WHERE {late}), count(*) FILTER (WHERE d.manager_id IS NULL),
    count(*) FILTER (WHERE d.manager_id = %(user)s::uuid)
FROM (SELECT d.urgency, d.opened_on, d.next_due_on, d.manager_id FROM dossiers_dossier d
    WHERE d.closed_on IS NULL AND {within} LIMIT %(most)s) d
"""
COUNT_CLOSED: Final = """
(SELECT count(*) FROM (SELECT 1 FROM dossiers_dossier d WHERE {where} LIMIT %(most)s) x)
"""


def page(principal: Principal, wanted: Filter, today: date, limit: int) -> Question:
    """The question for the cases of the filter, in working order."""
    query = OF_PLACE if principal.level == "local" or wanted.place else OF_COUNTY
    territories = COUNTRY if principal.level == "central" else GIVEN
    branches = [
        query.format(territories=territories, where=_where(wanted, state), order=ORDER)
        for state in STATES[wanted.state]
    ]
    is_local = principal.level == "local"
    text = PAGE.format(
        fields=FIELDS + (NAMED if is_local else ""),
        wanted=" UNION ALL ".join(f"({branch})" for branch in branches),
        joins=JOINS + (ADDRESS if is_local else ""),
        order=ORDER,
    )
    return text, _arguments(principal, wanted, today) | {"limit": limit}


def counts(principal: Principal, wanted: Filter, today: date) -> Question:
    """The question for the counts: present, open, urgent, late, unheld, mine; of COUNTED + 1 cases at most."""
    closed = "0"
    if CLOSED in STATES[wanted.state]:
        closed = COUNT_CLOSED.format(where=_where(wanted, CLOSED, is_paged=False))
    text = COUNTS.format(
        present=" AND ".join(_filters(wanted)) if OPEN in STATES[wanted.state] else "false",
        closed=closed,
        late=LATE,
        within=_within(wanted),
    )
    return text, _arguments(principal, wanted, today) | {"most": COUNTED + 1}


def _where(wanted: Filter, state: str, *, is_paged: bool = True) -> str:
    said = [state, _within(wanted), *_filters(wanted)]
    said += ["false"] if wanted.is_late and state == CLOSED else []
    said += [BEYOND] if is_paged and wanted.after else []
    return " AND ".join(said)


def _within(wanted: Filter) -> str:
    return "d.kind = ANY (%(kinds)s)" + (" AND d.place_id = %(place)s" if wanted.place else "")


def _filters(wanted: Filter) -> list[str]:
    said = ["true"]
    said += [URGENT] if wanted.is_urgent else []
    said += [LATE] if wanted.is_late else []
    said += {"eu": ["d.manager_id = %(user)s::uuid"], "nimeni": ["d.manager_id IS NULL"]}.get(
        wanted.holder, []
    )
    return said


def _arguments(principal: Principal, wanted: Filter, today: date) -> dict[str, Any]:
    arguments: dict[str, Any] = {
        "kinds": list(dossiers.kinds()),
        "today": today,
        "place": wanted.place,
        "user": principal.user_id or None,
        "counties": list(principal.counties),
    }
    if wanted.after:
        urgent, arguments["since"], arguments["key"] = wanted.after
        arguments["calm"] = not urgent
    return arguments

"""Which facts are exported, and the SQL that reads each of them for one county.

De-identified by default: codes, dates, places, months, findings and services. No name, no
address, no birth date, nothing that somebody typed. Ids are replaced by a digest with a key
that is made for one export and forgotten: rows of one export can be joined, two exports not.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from psycopg import sql

# A fact's columns: name, DuckDB's type, SQL. `{id:...}` is replaced by the digest of that id.
Column = tuple[str, str, str]
# By places too: the big tables are indexed by place, none by county.
_OWN: Final = (
    "county_id = {county} AND place_id IN (SELECT siruta FROM places_place WHERE county_id = {county})"
)
_PLACE: Final[tuple[Column, ...]] = (("county", "INTEGER", "x.county_id"), ("place", "INTEGER", "x.place_id"))
# An entry is counted where the person's file lies now.
_LIES: Final[tuple[Column, ...]] = (
    ("county", "INTEGER", "x.county_id"),
    ("place", "INTEGER", "coalesce(h.place_id, x.place_id)"),
    ("locality", "INTEGER", "coalesce(h.locality_id, 0)"),
)
_LOCALITY: Final[Column] = ("locality", "INTEGER", "coalesce(h.locality_id, 0)")
_HOUSE: Final = "LEFT JOIN people_household h ON h.id = x.group_id"


@dataclass(frozen=True, slots=True)
class Fact:
    """One table of the export. ``about`` names the manifest's line."""

    name: str
    about: str
    columns: tuple[Column, ...]
    source: str
    identified_only: bool = False


# The journal's rule (vatra/kit/journal.py) in SQL: of each tree of corrections the head stands, if it
# is not void; of rival heads that nobody settled the one of the greatest (effective_at, id).
_STANDING: Final = f"""
(WITH RECURSIVE own AS MATERIALIZED (SELECT * FROM records_record WHERE {_OWN}),
 tree AS (
    SELECT r.id, r.id AS root FROM own r
    WHERE r.prev_id IS NULL OR NOT EXISTS (SELECT 1 FROM own p WHERE p.id = r.prev_id)
    UNION ALL SELECT r.id, t.root FROM own r JOIN tree t ON r.prev_id = t.id),
 settled AS (
    SELECT DISTINCT t.root, other.id FROM own r JOIN tree t ON t.id = r.id
    CROSS JOIN LATERAL unnest(r.settles) AS other (id) WHERE other.id <> r.id),
 heads AS (
    SELECT r.id, t.root, r.intent, r.effective_at, s.id IS NOT NULL AS is_settled,
        bool_and(s.id IS NOT NULL) OVER (PARTITION BY t.root) AS all_settled
    FROM own r JOIN tree t ON t.id = r.id LEFT JOIN settled s ON s.root = t.root AND s.id = r.id
    WHERE NOT EXISTS (SELECT 1 FROM own n WHERE n.prev_id = r.id)),
 standing AS (
    SELECT DISTINCT ON (root) id FROM heads
    WHERE intent <> 'void' AND (all_settled OR NOT is_settled) ORDER BY root, effective_at DESC, id DESC)
 SELECT o.*, s.id IS NOT NULL AS is_standing FROM own o LEFT JOIN standing s ON s.id = o.id) x
"""  # noqa: S608 - names of ours
# An entry about a person lies where the person's file lies now, under the survivor of a merge.
_FILE: Final = (
    "LEFT JOIN people_person p ON p.id = x.subject_id AND x.subject_type = 'person' "
    "LEFT JOIN people_person s ON s.id = coalesce(p.merged_into_id, p.id)"
)
_CELL: Final = "county_id, place_id, locality_id, indicator, part, month, area, code, sex, age_band, value"
FACTS: Final = (
    Fact(
        "records",
        "entries: form, day, role, whether they stand",
        (
            *_LIES,
            ("record", "VARCHAR", "{id:x.id}"),
            ("household", "VARCHAR", "{id:coalesce(p.home_id, x.group_id)}"),
            ("subject_type", "VARCHAR", "x.subject_type"),
            ("subject", "VARCHAR", "{id:coalesce(s.id, x.subject_id)}"),
            ("died_on", "DATE", "s.died_on"),
            ("form", "VARCHAR", "x.form"),
            ("version", "VARCHAR", "x.version"),
            ("intent", "VARCHAR", "x.intent"),
            ("is_standing", "BOOLEAN", "x.is_standing"),
            ("role", "VARCHAR", "x.role"),
            ("occurred_on", "DATE", "x.occurred_on"),
            ("received_on", "DATE", "(x.received_at AT TIME ZONE 'Europe/Bucharest')::date"),
        ),
        f"{_STANDING} {_FILE} LEFT JOIN people_household h ON h.id = coalesce(p.home_id, x.group_id)",
    ),
    Fact(
        "findings",
        "vulnerabilities and favourable facts, with the days they stood",
        (
            *_PLACE,
            _LOCALITY,
            ("household", "VARCHAR", "{id:x.group_id}"),
            ("subject", "VARCHAR", "{id:coalesce(x.person_id, x.group_id)}"),
            ("is_person", "BOOLEAN", "x.person_id IS NOT NULL"),
            ("died_on", "DATE", "p.died_on"),
            ("code", "VARCHAR", "x.code"),
            ("area", "VARCHAR", "x.area"),
            ("favourable", "BOOLEAN", "x.favourable"),
            ("urgency", "INTEGER", "x.urgency"),
            ("opened_on", "DATE", "x.opened_on"),
            ("closed_on", "DATE", "x.closed_on"),
        ),
        f"(SELECT * FROM dossiers_finding WHERE {_OWN}) x {_HOUSE} "  # noqa: S608 - names of ours
        "LEFT JOIN people_person p ON p.id = x.person_id",
    ),
    Fact(
        "dossiers",
        "cases and other dossiers",
        (
            *_PLACE,
            _LOCALITY,
            ("dossier", "VARCHAR", "{id:x.id}"),
            ("household", "VARCHAR", "{id:x.group_id}"),
            ("kind", "VARCHAR", "x.kind"),
            ("state", "VARCHAR", "x.state"),
            ("urgency", "INTEGER", "x.urgency"),
            ("is_person", "BOOLEAN", "x.subject_type = 'person'"),
            ("died_on", "DATE", "p.died_on"),
            ("opened_on", "DATE", "x.opened_on"),
            ("closed_on", "DATE", "x.closed_on"),
            ("closing_reason", "VARCHAR", "x.closing_reason"),
        ),
        f"(SELECT * FROM dossiers_dossier WHERE {_OWN}) x {_HOUSE} "  # noqa: S608 - names of ours
        "LEFT JOIN people_person p ON p.id = x.subject_id AND x.subject_type = 'person'",
    ),
    Fact(
        "services",
        "services given: area, code, prophylaxis",
        (
            *_LIES,
            ("record", "VARCHAR", "{id:x.id}"),
            ("area", "VARCHAR", "max(a.answers->>'area')"),
            ("service_code", "VARCHAR", "max(a.answers->>'service_code')"),
            ("clinical_code", "VARCHAR", "max(a.answers->>'clinical_code')"),
            ("prophylaxis", "VARCHAR", "max(a.answers->>'prophylaxis')"),
            ("given_on", "DATE", "x.occurred_on"),
        ),
        f"{_STANDING} {_FILE} LEFT JOIN people_household h ON h.id = coalesce(p.home_id, x.group_id) "
        "LEFT JOIN records_part a ON a.record_id = x.id "
        "WHERE x.is_standing AND x.form LIKE '%/service_given' "
        "GROUP BY x.id, x.county_id, x.place_id, x.occurred_on, h.place_id, h.locality_id",
    ),
    Fact(
        "tallies",
        "the figures as Vatra keeps them, with what is not folded yet",
        (
            *_PLACE,
            ("locality", "INTEGER", "x.locality_id"),
            ("indicator", "VARCHAR", "x.indicator"),
            ("part", "VARCHAR", "x.part"),
            ("month", "INTEGER", "x.month"),
            ("area", "VARCHAR", "x.area"),
            ("code", "VARCHAR", "x.code"),
            ("sex", "VARCHAR", "x.sex"),
            ("age_band", "INTEGER", "x.age_band"),
            ("value", "BIGINT", "sum(x.value)"),
        ),
        f"(SELECT {_CELL} FROM indicators_tally WHERE {_OWN} "  # noqa: S608 - names of ours
        f"UNION ALL SELECT {_CELL} FROM indicators_delta WHERE {_OWN}) x "
        "GROUP BY x.county_id, x.place_id, x.locality_id, x.indicator, x.part, x.month, x.area, x.code, "
        "x.sex, x.age_band HAVING sum(x.value) <> 0",
    ),
    Fact(
        "answers",
        "answers as written, part by part; names are sealed text still",
        (
            *_PLACE,
            ("record", "VARCHAR", "{id:x.record_id}"),
            ("sensitivity", "INTEGER", "x.sensitivity"),
            ("answers", "VARCHAR", "x.answers::text"),
        ),
        f"(SELECT * FROM records_part WHERE {_OWN}) x",  # noqa: S608 - names of ours
        identified_only=True,
    ),
)


def query(fact: Fact, county: int, key: str, *, identified: bool) -> sql.Composed:
    """The statement that gives the fact's rows of one county, in the order of its columns."""
    columns = [
        sql.SQL("{} AS {}").format(_value(text, key, identified), sql.Identifier(name))
        for name, _, text in fact.columns
    ]
    source = sql.SQL(fact.source).format(county=sql.Literal(county))
    return sql.SQL("SELECT {} FROM {}").format(sql.SQL(", ").join(columns), source)


def _value(text: str, key: str, identified: bool) -> sql.Composable:
    if not text.startswith("{id:"):
        return sql.SQL(text)
    own = sql.SQL(text[4:-1])
    if identified:
        return sql.SQL("({})::text").format(own)
    digest = "left(encode(sha256(convert_to({} || ({})::text, 'UTF8')), 'hex'), 32)"
    return sql.SQL(digest).format(sql.Literal(key), own)

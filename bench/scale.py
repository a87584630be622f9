"""A large country at once: synthetic people, records and cases, put into the tables by SQL.

The rows are what derivation would have left, without going through it: the pages and the
measured push only need the tables to be as large as they will be. Four hundred persons to a
commune, three to a household, as the registers have it.
"""

# ruff: noqa: E501  (SQL that is read beside the models)
from __future__ import annotations

from typing import Final

from bench import database

PER_PLACE: Final = 400
PER_HOME: Final = 3
# ids: h = household, p = person, r = record, d = dossier; the number makes them sort as UUIDv7 do.
HOME: Final = "(lpad(to_hex(h), 8, '0') || '-0000-7000-8000-000000000001')::uuid"
PERSON: Final = "(lpad(to_hex(p), 8, '0') || '-0000-7000-8000-000000000002')::uuid"
RECORD: Final = "(lpad(to_hex(r), 8, '0') || '-0000-7000-8000-000000000003')::uuid"
DOSSIER: Final = "(lpad(to_hex(h), 8, '0') || '-0000-7000-8000-000000000004')::uuid"
USER: Final = "'00000000-0000-7000-8000-000000000005'::uuid"
WHERE: Final = "w.place_id, w.county_id"
# `w`: the commune a household lies in. Households of one commune stand together.
HOMES: Final = (
    f"generate_series(1, %(homes)s) h JOIN bench_places w ON w.n = (h - 1) / {PER_PLACE // PER_HOME}"
)
PEOPLE: Final = (
    f"(SELECT p, (p - 1) / {PER_HOME} + 1 AS h FROM generate_series(1, %(homes)s * {PER_HOME}) p) p \
JOIN bench_places w ON w.n = (p.h - 1) / {PER_PLACE // PER_HOME}"
)
FAMILIES: Final = (
    "(ARRAY['Popescu','Ionescu','Munteanu','Rusu','Ciobanu','Lungu','Moraru','Dumitru','Stan','Ursu'])"
)
GIVEN: Final = (
    "(ARRAY['Ana','Ion','Maria','Vasile','Elena','Gheorghe','Ioana','Mihai','Rodica','Andrei','Oana'])"
)

PLACES: Final = """
CREATE TABLE bench_places AS
SELECT row_number() OVER (ORDER BY county_id <> 74, siruta) - 1 AS n, siruta AS place_id, county_id,
    (SELECT min(v.siruta) FROM places_place v WHERE v.parent_id = u.siruta) AS locality_id
FROM places_place u WHERE level = 2
"""
STATEMENTS: Final = (
    f"INSERT INTO people_household (id, locality_id, is_void, place_id, county_id) "
    f"SELECT {HOME}, w.locality_id, false, {WHERE} FROM {HOMES}",
    f"INSERT INTO people_address (household_id, name, street, number, geo, search, place_id, county_id) "
    f"SELECT {HOME}, 'Familia ' || {FAMILIES}[1 + h %% 10], 'Str. Principală', (h %% 400)::text, '', "
    f"lower('familia ' || {FAMILIES}[1 + h %% 10] || ' principala ' || h %% 400), {WHERE} FROM {HOMES}",
    f"INSERT INTO people_person (id, household_id, home_id, sex, birth_year, id_state, family_doctor, insured, "
    f"relation, alive, is_void, place_id, county_id) SELECT {PERSON}, {HOME}, {HOME}, "
    f"CASE WHEN p %% 2 = 0 THEN 'f' ELSE 'm' END, 1935 + p %% 90, 'valid', 'yes', 'yes', 'head', true, false, {WHERE} FROM {PEOPLE}",
    f"INSERT INTO people_identity (person_id, family_name, given_name, birth_date, cnp_index, cnp_last4, phone, languages, "
    f"doctor_name, guardian, foreign_sealed, search, place_id, county_id) SELECT {PERSON}, {FAMILIES}[1 + h %% 10], "
    f"{GIVEN}[1 + p %% 11], (1935 + p %% 90) || '-03-' || lpad((1 + p %% 28)::text, 2, '0'), sha256(p::text::bytea), '0012', '', '{{}}', '', '', "
    f"NULL, lower({FAMILIES}[1 + h %% 10] || ' ' || {GIVEN}[1 + p %% 11]), {WHERE} FROM {PEOPLE}",
    f"INSERT INTO people_membership (household_id, person_id, record_id, relation, from_on, place_id, county_id) "
    f"SELECT {HOME}, {PERSON}, {PERSON}, 'head', '2025-03-01', {WHERE} FROM {PEOPLE}",
    f"INSERT INTO records_group (id, kind, place_id, county_id, seq) SELECT {HOME}, 'household', {WHERE}, h FROM {HOMES}",
    f"INSERT INTO records_record (id, place_id, county_id, group_id, seq, form, version, subject_type, subject_id, settles, "
    f"intent, author_id, role, made_at, received_at, effective_at, occurred_on, sha256, chain, flags, app) "
    f"SELECT (lpad(to_hex(p * 8 + k), 8, '0') || '-0000-7000-8000-000000000003')::uuid, {WHERE}, {HOME}, p * 8 + k, "
    f"(ARRAY['registry/person','integrated_services/person_assessment','integrated_services/person_assessment',"
    f"'integrated_services/home_visit'])[k], '1', CASE WHEN k = 4 THEN 'household' ELSE 'person' END, "
    f"CASE WHEN k = 4 THEN {HOME} ELSE {PERSON} END, '{{}}', 'new', {USER}, 'community_nurse', now(), now(), now(), "
    f"date '2025-03-01' + (p + k) %% 400, sha256((p * 8 + k)::text::bytea), sha256(''), '{{}}', 'bench' "
    f"FROM {PEOPLE}, generate_series(1, 4) k",
    f"INSERT INTO records_part (record_id, sensitivity, place_id, county_id, group_id, answers) "
    f"SELECT (lpad(to_hex(p * 8 + k), 8, '0') || '-0000-7000-8000-000000000003')::uuid, s, {WHERE}, {HOME}, CASE s WHEN 1 THEN "
    f"jsonb_build_object('assessed_on', '2025-03-01', 'education_level', 'gymnasium', 'family_doctor', 'yes', "
    f"'conditions', jsonb_build_array('none')) ELSE jsonb_build_object('remark', 'observație ' || p %% 1000) END "
    f"FROM {PEOPLE}, generate_series(1, 4) k, generate_series(1, 2) s",
    f"INSERT INTO dossiers_finding (key, place_id, county_id, group_id, code, area, urgency, favourable, sensitivity, opened_on, "
    f"record_id, who_role) SELECT h || ':' || k, {WHERE}, {HOME}, (ARRAY['SOC_03','EDU_05','HEA_01'])[k], "
    f"(ARRAY['social_assistance','education','health'])[k], 1 + (h + k) %% 3, false, 1, date '2025-03-01' + h %% 400, {HOME}, "
    f"'community_nurse' FROM {HOMES}, generate_series(1, 3) k",
    f"INSERT INTO dossiers_dossier (id, place_id, county_id, group_id, kind, subject_type, subject_id, state, urgency, "
    f"manager_id, opened_on, flags, stages) SELECT {DOSSIER}, {WHERE}, {HOME}, 'case', 'household', {HOME}, "
    f"'identification', h %% 3, {USER}, date '2025-03-01' + h %% 400, '{{}}', '[]' FROM {HOMES} WHERE h %% 4 = 0",
    f"INSERT INTO dossiers_reference (dossier_id, place_id, county_id, year, number, text) SELECT {DOSSIER}, {WHERE}, 2025, h, "
    f"'BT-' || w.place_id || '-2025-' || h FROM {HOMES} WHERE h %% 4 = 0",
    f"INSERT INTO dossiers_task (key, dossier_id, place_id, county_id, group_id, title, form, role, opened_on, due_on, urgency, "
    f"cites, record_id, sensitivity) SELECT h || ':t' || k, {DOSSIER}, {WHERE}, {HOME}, 'Vizită la domiciliu', "
    f"'integrated_services/home_visit', 'community_nurse', date '2026-01-01', date '2026-11-01' + h %% 60, 1, '{{}}', {HOME}, 1 "
    f"FROM {HOMES}, generate_series(1, 2) k WHERE h %% 4 = 0",
    f"INSERT INTO indicators_contribution (group_id, indicator, part, place_id, county_id, locality_id, month, area, code, sex, "
    f"age_band, sensitivity, value) SELECT {HOME}, (ARRAY['OAM.1','VUL.3','VUL.3','VUL.3'])[1 + k %% 4], 'n', {WHERE}, w.locality_id, "
    f"24300 + (h + k) %% 15, 'health', CASE WHEN k %% 4 = 0 THEN '' ELSE 'HEA_01' END, 'f', k %% 6, 1, 1 "
    f"FROM {HOMES}, generate_series(0, 19) k",
)
TALLIES: Final = """
INSERT INTO indicators_tally (place_id, county_id, locality_id, indicator, part, month, area, code, sex, age_band, sensitivity, value)
SELECT place_id, county_id, locality_id, indicator, part, month, area, code, sex, age_band, sensitivity, sum(value)
FROM indicators_contribution GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11
"""
COUNTY_TALLIES: Final = """
INSERT INTO indicators_countytally (indicator, part, county_id, month, area, code, sex, age_band, value)
SELECT indicator, part, county_id, month, area, code, sex, age_band, sum(value)
FROM indicators_tally GROUP BY 1, 2, 3, 4, 5, 6, 7, 8
"""


def grow(persons: int) -> None:
    """At least ``persons`` persons (whole communes) with four records each, and all that follows from them."""
    with database.superuser() as connection:
        connection.execute("SET synchronous_commit = off")
        connection.execute("SET work_mem = '128MB'")
        connection.execute(PLACES)
        for statement in STATEMENTS:
            connection.execute(statement, {"homes": persons // PER_HOME})
        connection.execute(
            "INSERT INTO records_head (place_id, county_id, seq, chain) SELECT place_id, max(county_id), max(seq), '' "
            "FROM records_record GROUP BY place_id"
        )
        connection.execute(TALLIES)
        connection.execute(COUNTY_TALLIES)
        connection.execute("ANALYZE")

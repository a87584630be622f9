-- A large country at once: what derivation would have left of synthetic people, put into the tables.
-- Statements end with a semicolon at the end of a line; :homes households, :per_place of them in a commune.

CREATE FUNCTION bench_id(n bigint, kind text) RETURNS uuid IMMUTABLE PARALLEL SAFE LANGUAGE sql
RETURN (lpad(to_hex(n), 8, '0') || '-0000-7000-8000-00000000000' || kind)::uuid;

CREATE VIEW bench_homes AS
SELECT h, bench_id(h, '1') AS id, w.place_id, w.county_id, w.locality_id,
    (ARRAY['Popescu', 'Ionescu', 'Munteanu', 'Rusu', 'Ciobanu', 'Lungu', 'Moraru', 'Dumitru', 'Stan', 'Ursu'])
        [1 + h % 10] AS family
FROM generate_series(1, :homes) h
JOIN bench_places w ON w.n = (h - 1) / :per_place;

CREATE VIEW bench_people AS
SELECT p, bench_id(p, '2') AS person_id, h.*,
    (ARRAY['Ana', 'Ion', 'Maria', 'Vasile', 'Elena', 'Gheorghe', 'Ioana', 'Mihai', 'Rodica', 'Andrei', 'Oana'])
        [1 + p % 11] AS given,
    CASE WHEN p % 2 = 0 THEN 'f' ELSE 'm' END AS sex, 1935 + p % 90 AS birth_year
FROM bench_homes h, generate_series((h.h - 1) * 3 + 1, h.h * 3) p;

-- load

INSERT INTO people_household (id, locality_id, is_void, place_id, county_id)
SELECT id, locality_id, false, place_id, county_id FROM bench_homes;

INSERT INTO people_address (household_id, name, street, number, geo, search, place_id, county_id)
SELECT id, 'Familia ' || family, 'Str. Principală', (h % 400)::text, '',
    lower('familia ' || family || ' principala ' || h % 400), place_id, county_id
FROM bench_homes;

INSERT INTO people_person (
    id, household_id, home_id, sex, birth_year, id_state, family_doctor, insured, relation, alive, is_void,
    place_id, county_id)
SELECT person_id, id, id, sex, birth_year, 'valid', 'yes', 'yes', 'head', true, false, place_id, county_id
FROM bench_people;

INSERT INTO people_identity (
    person_id, family_name, given_name, birth_date, cnp_index, cnp_last4, phone, languages, doctor_name, guardian,
    foreign_sealed, search, place_id, county_id)
SELECT person_id, family, given, birth_year || '-03-' || lpad((1 + p % 28)::text, 2, '0'),
    sha256(p::text::bytea), '0012', '', '{}', '', '', NULL, lower(family || ' ' || given), place_id, county_id
FROM bench_people;

INSERT INTO people_membership (household_id, person_id, record_id, relation, from_on, place_id, county_id)
SELECT id, person_id, person_id, 'head', '2025-03-01', place_id, county_id FROM bench_people;

INSERT INTO records_group (id, kind, place_id, county_id, seq)
SELECT id, 'household', place_id, county_id, h FROM bench_homes;

INSERT INTO records_record (
    id, place_id, county_id, group_id, seq, form, version, subject_type, subject_id, settles, intent, author_id,
    role, made_at, received_at, effective_at, occurred_on, sha256, chain, flags, app)
SELECT bench_id(p * 8 + k, '3'), place_id, county_id, id, p * 8 + k,
    (ARRAY['registry/person', 'integrated_services/person_assessment', 'integrated_services/person_assessment',
        'integrated_services/home_visit'])[k],
    '1', CASE WHEN k = 4 THEN 'household' ELSE 'person' END, CASE WHEN k = 4 THEN id ELSE person_id END, '{}', 'new',
    bench_id(0, '5'), 'community_nurse', now(), now(), now(), date '2025-03-01' + ((p + k) % 400)::integer,
    sha256((p * 8 + k)::text::bytea), sha256(''), '{}', 'bench'
FROM bench_people, generate_series(1, 4) k;

INSERT INTO records_part (record_id, sensitivity, place_id, county_id, group_id, answers)
SELECT bench_id(p * 8 + k, '3'), s, place_id, county_id, id,
    CASE s
        WHEN 1 THEN jsonb_build_object('assessed_on', '2025-03-01', 'education_level', 'gymnasium',
            'family_doctor', 'yes', 'conditions', jsonb_build_array('none'))
        ELSE jsonb_build_object('remark', 'observație ' || p % 1000)
    END
FROM bench_people, generate_series(1, 4) k, generate_series(1, 2) s;

INSERT INTO dossiers_finding (
    key, place_id, county_id, group_id, code, area, urgency, favourable, sensitivity, opened_on, record_id, who_role)
SELECT h || ':' || k, place_id, county_id, id, (ARRAY['SOC_03', 'EDU_05', 'HEA_01'])[k],
    (ARRAY['social_assistance', 'education', 'health'])[k], 1 + (h + k) % 3, false, 1,
    date '2025-03-01' + (h % 400)::integer, id, 'community_nurse'
FROM bench_homes, generate_series(1, 3) k;

INSERT INTO dossiers_dossier (
    id, place_id, county_id, group_id, kind, subject_type, subject_id, state, urgency, manager_id, opened_on, flags,
    stages)
SELECT bench_id(h, '4'), place_id, county_id, id, 'case', 'household', id, 'identification', h % 3, bench_id(0, '5'),
    date '2025-03-01' + (h % 400)::integer, '{}', '[]'
FROM bench_homes WHERE h % 4 = 0;

INSERT INTO dossiers_reference (dossier_id, place_id, county_id, year, number, text)
SELECT bench_id(h, '4'), place_id, county_id, 2025, h, 'BT-' || place_id || '-2025-' || h
FROM bench_homes WHERE h % 4 = 0;

INSERT INTO dossiers_task (
    key, dossier_id, place_id, county_id, group_id, title, form, role, opened_on, due_on, urgency, cites, record_id,
    sensitivity)
SELECT h || ':t' || k, bench_id(h, '4'), place_id, county_id, id, 'Vizită la domiciliu',
    'integrated_services/home_visit', 'community_nurse', date '2026-01-01', date '2026-11-01' + (h % 60)::integer, 1,
    '{}', id, 1
FROM bench_homes, generate_series(1, 2) k WHERE h % 4 = 0;

INSERT INTO indicators_contribution (
    group_id, indicator, part, place_id, county_id, locality_id, month, area, code, sex, age_band, sensitivity, value)
SELECT id, (ARRAY['OAM.1', 'VUL.3', 'VUL.3', 'VUL.3'])[1 + k % 4], 'n', place_id, county_id, locality_id,
    24300 + (h + k) % 15, 'health', CASE WHEN k % 4 = 0 THEN '' ELSE 'HEA_01' END, 'f', k % 6, 1, 1
FROM bench_homes, generate_series(0, 19) k;

-- sum

INSERT INTO records_head (place_id, county_id, seq, chain, counted_seq)
SELECT place_id, max(county_id), max(seq), '', max(seq) FROM records_record GROUP BY place_id;

INSERT INTO indicators_tally (
    place_id, county_id, locality_id, indicator, part, month, area, code, sex, age_band, sensitivity, value)
SELECT place_id, county_id, locality_id, indicator, part, month, area, code, sex, age_band, sensitivity, sum(value)
FROM indicators_contribution GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11;

INSERT INTO indicators_countytally (indicator, part, county_id, month, area, code, sex, age_band, value)
SELECT indicator, part, county_id, month, area, code, sex, age_band, sum(value)
FROM indicators_tally GROUP BY 1, 2, 3, 4, 5, 6, 7, 8;

"""Who sees requests and the trail, what a restriction hides, and the one way to erase."""

from django.db import migrations

from vatra.database.policies import CENTRAL, COUNTY, USER, enable_rls, grant, policy, rls_system
from vatra.database.roles import LEVELS, OWNER

LOCAL_ROLE, COUNTY_ROLE, CENTRAL_ROLE, SYSTEM_ROLE = LEVELS.values()
READERS = (LOCAL_ROLE, COUNTY_ROLE, CENTRAL_ROLE)
ROLE = "data_protection_officer"

# The officer shares his level's database role with the coordinators: his assignment tells them apart.
HELD = f"""SELECT a.county_id FROM accounts_assignment a WHERE a.user_id = {USER} AND a.role = '{ROLE}'
    AND current_date BETWEEN a.starts_on AND coalesce(a.ends_on, 'infinity')"""  # noqa: S608 - constants of ours
OFFICER = {
    COUNTY_ROLE: f"{COUNTY} AND county_id = ANY (ARRAY({HELD} AND a.county_id IS NOT NULL))",
    CENTRAL_ROLE: f"{CENTRAL} AND EXISTS ({HELD} AND a.county_id IS NULL)",
}
SEEN = ("privacy_request", "privacy_erasure", "privacy_erased", "people_access", "people_opening")

PERSONS = "ARRAY(SELECT x.person_id FROM people_restriction x)"
# Only answers in a group of a restricted person are looked up: everybody else pays for one empty list.
PARTS = """group_id <> ALL (ARRAY(SELECT unnest(x.groups) FROM people_restriction x)) OR NOT EXISTS (
    SELECT 1 FROM records_record r JOIN people_restriction x ON x.person_id = r.subject_id
    WHERE r.id = record_id AND r.role <> 'data_protection_officer')"""
WITHHELD = {
    "records_part": PARTS,
    **dict.fromkeys(
        ("dossiers_finding", "dossiers_item", "dossiers_task"),
        f"person_id IS NULL OR person_id <> ALL ({PERSONS})",
    ),
}

# The trigger of the journal gives way in one case: the owner empties a part that stands in the
# list of what was erased. Everything else of the row, and the chain, stays as it was.
FORBID = """
CREATE OR REPLACE FUNCTION records_forbid() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND TG_TABLE_NAME = 'records_part' AND current_user = 'vatra_owner' THEN
        IF NEW.answers = '{}'::jsonb
            AND (NEW.record_id, NEW.sensitivity, NEW.place_id, NEW.county_id, NEW.group_id)
              = (OLD.record_id, OLD.sensitivity, OLD.place_id, OLD.county_id, OLD.group_id)
            AND EXISTS (SELECT 1 FROM privacy_erased e
                WHERE e.record_id = OLD.record_id AND e.sensitivity = OLD.sensitivity) THEN
            RETURN NEW;
        END IF;
    END IF;
    RAISE EXCEPTION 'the journal is append-only: % on %', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END $$;
"""
FORBID_AGAIN = """
CREATE OR REPLACE FUNCTION records_forbid() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the journal is append-only: % on %', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END $$;
"""
ERASE = """
CREATE FUNCTION privacy_erase(act uuid) RETURNS integer LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
DECLARE erasure privacy_erasure; emptied integer;
BEGIN
    SELECT * INTO STRICT erasure FROM privacy_erasure WHERE id = act;
    IF EXISTS (SELECT 1 FROM unnest(erasure.records) i(id) LEFT JOIN records_record r ON r.id = i.id
        WHERE r.subject_type IS DISTINCT FROM 'person' OR r.subject_id <> erasure.person_id) THEN
        RAISE EXCEPTION 'only entries about the person are erased' USING ERRCODE = 'restrict_violation';
    END IF;
    IF erasure.kind = 'request' AND NOT EXISTS (SELECT 1 FROM records_record r
        WHERE r.id = erasure.decision_id AND r.subject_id = erasure.person_id
        AND r.role = 'data_protection_officer') THEN
        RAISE EXCEPTION 'no decision of the officer' USING ERRCODE = 'restrict_violation';
    END IF;
    IF erasure.kind = 'retention' AND EXISTS (SELECT 1 FROM records_record r
        WHERE r.id = ANY (erasure.records) AND r.occurred_on > current_date - interval '1 year') THEN
        RAISE EXCEPTION 'no term of the law has passed' USING ERRCODE = 'restrict_violation';
    END IF;
    INSERT INTO privacy_erased (record_id, sensitivity, place_id, county_id, erasure_id)
    SELECT p.record_id, p.sensitivity, p.place_id, p.county_id, act FROM records_part p
    WHERE p.record_id = ANY (erasure.records) ON CONFLICT DO NOTHING;
    UPDATE records_part SET answers = '{}' WHERE record_id = ANY (erasure.records) AND answers <> '{}';
    GET DIAGNOSTICS emptied = ROW_COUNT;
    RETURN emptied;
END $$;
REVOKE ALL ON FUNCTION privacy_erase(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION privacy_erase(uuid) TO vatra_system;
"""


def _restrictive(table: str, role: str, command: str, rule: str) -> migrations.RunSQL:
    name = f"{table}_{role}_{'held' if command == 'SELECT' else 'kept'}"
    clause = "USING" if command == "SELECT" else "WITH CHECK"
    return migrations.RunSQL(
        f"CREATE POLICY {name} ON {table} AS RESTRICTIVE FOR {command} TO {role} {clause} ({rule})",
        f"DROP POLICY {name} ON {table}",
    )


def _tables() -> list[migrations.RunSQL]:
    operations = []
    for table, rights in (
        ("privacy_request", "SELECT, INSERT, UPDATE, DELETE"),
        ("privacy_erasure", "SELECT, INSERT"),
        ("privacy_erased", "SELECT"),
    ):
        operations += [enable_rls(table), grant(table, SYSTEM_ROLE, rights), rls_system(table)]
    for table in SEEN:
        operations.append(grant(table, (COUNTY_ROLE, CENTRAL_ROLE), "SELECT"))
        for role, rule in OFFICER.items():
            operations.append(policy(table, f"{table}_{role}_officer", role, using=rule, command="SELECT"))
    return operations


def _restrictions() -> list[migrations.RunSQL]:
    operations = []
    for table, rule in WITHHELD.items():
        operations += [_restrictive(table, role, "SELECT", rule) for role in READERS]
    # Nobody works on with the data, but the officer: he lifts the restriction, or erases.
    kept = f"subject_id <> ALL ({PERSONS})"
    operations.append(_restrictive("records_record", LOCAL_ROLE, "INSERT", kept))
    for role, rule in OFFICER.items():
        mine = f"{kept} OR (role = '{ROLE}' AND {rule})"
        operations.append(_restrictive("records_record", role, "INSERT", mine))
    return operations


def _erasing() -> list[migrations.RunSQL]:
    owner = [("records_part", "SELECT"), ("records_part", "UPDATE"), ("records_record", "SELECT")]
    owner += [("privacy_erasure", "SELECT"), ("privacy_erased", "SELECT"), ("privacy_erased", "INSERT")]
    operations = [
        policy(
            table, f"{table}_erasing_{command.lower()}", OWNER, command=command,
            **({"check": "true"} if command == "INSERT" else {"using": "true"}),
        )
        for table, command in owner
    ]  # fmt: skip
    return [
        *operations,
        migrations.RunSQL(FORBID, FORBID_AGAIN),
        migrations.RunSQL(ERASE, "DROP FUNCTION privacy_erase(uuid)"),
    ]


class Migration(migrations.Migration):
    dependencies = [
        ("privacy", "0001_initial"),
        ("accounts", "0001_initial"),
        ("dossiers", "0002_rights"),
        ("records", "0002_rights"),
        ("people", "0003_privacy"),
    ]
    operations = [*_tables(), *_restrictions(), *_erasing()]

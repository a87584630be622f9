"""Who reads which file, decided here: its owner, and the organisers of its call. Steps are appended only."""

from django.db import migrations

from vatra.database.policies import USER, enable_rls, grant, policy, rls_system
from vatra.database.roles import LEVELS

LOCAL, _, CENTRAL, SYSTEM = LEVELS.values()
OWN = f"owner_id = {USER}"
CALLS = f"call_id IN (SELECT c.id FROM training_call c WHERE {USER} = ANY (c.organisers))"  # noqa: S608 - names of ours

KEEP = """
CREATE FUNCTION training_forbid() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'steps are append-only: %', TG_OP USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER training_step_keep BEFORE UPDATE OR DELETE ON training_step
    FOR EACH ROW EXECUTE FUNCTION training_forbid();
CREATE TRIGGER training_step_all BEFORE TRUNCATE ON training_step
    FOR EACH STATEMENT EXECUTE FUNCTION training_forbid();
"""
LET = """
DROP TRIGGER training_step_keep ON training_step;
DROP TRIGGER training_step_all ON training_step;
DROP FUNCTION training_forbid();
"""


def _files(table: str) -> list[migrations.RunSQL]:
    """Rows about a file: read by its owner at local level, by the call's organisers at the centre."""
    return [
        enable_rls(table),
        grant(table, SYSTEM, "SELECT, INSERT, UPDATE, DELETE"),
        grant(table, (LOCAL, CENTRAL), "SELECT"),
        rls_system(table),
        policy(table, f"{table}_own", LOCAL, using=OWN, command="SELECT"),
        policy(table, f"{table}_calls", CENTRAL, using=CALLS, command="SELECT"),
    ]


class Migration(migrations.Migration):
    dependencies = [("training", "0001_initial")]
    operations = [
        enable_rls("training_call"),
        grant("training_call", SYSTEM, "SELECT, INSERT, UPDATE, DELETE"),
        grant("training_call", (LOCAL, CENTRAL), "SELECT"),
        rls_system("training_call"),
        policy("training_call", "training_call_open", LOCAL, using="true", command="SELECT"),
        policy("training_call", "training_call_central", CENTRAL, using="true", command="SELECT"),
        enable_rls("training_unit"),
        grant("training_unit", SYSTEM, "SELECT, INSERT, UPDATE, DELETE"),
        grant("training_unit", LOCAL, "SELECT"),
        rls_system("training_unit"),
        policy("training_unit", "training_unit_own", LOCAL, using=OWN, command="SELECT"),
        *_files("training_file"),
        *_files("training_step"),
        *_files("training_document"),
        grant("training_step_seq_seq", SYSTEM, "USAGE"),
        migrations.RunSQL(KEEP, LET),
    ]

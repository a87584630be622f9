"""The journal is append-only, and each part of an entry is read by those who may."""

from django.db import migrations

from vatra.database.policies import (
    COUNTY,
    LOCAL,
    SENSITIVE,
    USER,
    enable_rls,
    grant,
    grant_auth,
    policy,
    rls_central,
    rls_county,
    rls_local,
    rls_system,
)
from vatra.database.roles import LEVELS

LOCAL_ROLE, COUNTY_ROLE, CENTRAL_ROLE, SYSTEM_ROLE = LEVELS.values()
READERS = (LOCAL_ROLE, COUNTY_ROLE, CENTRAL_ROLE)
PERSONAL = 2

FORBID = """
CREATE FUNCTION records_forbid() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the journal is append-only: % on %', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER records_record_keep BEFORE UPDATE OR DELETE ON records_record
    FOR EACH ROW EXECUTE FUNCTION records_forbid();
CREATE TRIGGER records_part_keep BEFORE UPDATE OR DELETE ON records_part
    FOR EACH ROW EXECUTE FUNCTION records_forbid();
CREATE TRIGGER records_record_all BEFORE TRUNCATE ON records_record
    FOR EACH STATEMENT EXECUTE FUNCTION records_forbid();
CREATE TRIGGER records_part_all BEFORE TRUNCATE ON records_part
    FOR EACH STATEMENT EXECUTE FUNCTION records_forbid();
"""
ALLOW = """
DROP TRIGGER records_record_keep ON records_record;
DROP TRIGGER records_part_keep ON records_part;
DROP TRIGGER records_record_all ON records_record;
DROP TRIGGER records_part_all ON records_part;
DROP FUNCTION records_forbid();
"""
# While somebody at county or centre holds a group open, its identifying part opens with it.
OPENED = (
    f"sensitivity = {PERSONAL} AND group_id IN (SELECT o.group_id FROM people_opening o "  # noqa: S608 - names of ours
    f"WHERE o.user_id = {USER} AND o.until_at > now())"
)


def _append_only(table: str, *, sensitive: bool) -> list[migrations.RunSQL]:
    operations = [
        enable_rls(table),
        grant(table, (*READERS, SYSTEM_ROLE), "SELECT, INSERT"),
        rls_local_read(table, sensitive),
        rls_read(table, COUNTY_ROLE, COUNTY, sensitive),
        rls_read(table, CENTRAL_ROLE, "true", sensitive),
        rls_system(table),
    ]
    # What one writes may be of a sensitivity one cannot read back: territory alone rules it.
    for role, where in ((LOCAL_ROLE, LOCAL), (COUNTY_ROLE, COUNTY), (CENTRAL_ROLE, "true")):
        operations.append(policy(table, f"{table}_{role}_new", role, check=where, command="INSERT"))
    return operations


def rls_local_read(table: str, sensitive: bool) -> migrations.RunSQL:
    return rls_read(table, LOCAL_ROLE, LOCAL, sensitive)


def rls_read(table: str, role: str, where: str, sensitive: bool) -> migrations.RunSQL:
    using = f"{where} AND {SENSITIVE}" if sensitive else where
    return policy(table, f"{table}_{role}", role, using=using, command="SELECT")


def _system_written(table: str) -> list[migrations.RunSQL]:
    return [
        enable_rls(table),
        grant(table, SYSTEM_ROLE, "SELECT, INSERT, UPDATE, DELETE"),
        rls_system(table),
        grant(table, READERS, "SELECT"),
        rls_local(table),
        rls_county(table),
        rls_central(table),
    ]


class Migration(migrations.Migration):
    dependencies = [("records", "0001_initial"), ("people", "0002_rights")]
    operations = [
        migrations.RunSQL(FORBID, ALLOW),
        *_append_only("records_record", sensitive=False),
        *_append_only("records_part", sensitive=True),
        policy(
            "records_part",
            "records_part_opened_county",
            COUNTY_ROLE,
            using=f"{COUNTY} AND {OPENED}",
            command="SELECT",
        ),
        policy("records_part", "records_part_opened_central", CENTRAL_ROLE, using=OPENED, command="SELECT"),
        *_system_written("records_group"),
        *_append_only("records_attachmentuse", sensitive=True),
        enable_rls("records_head"),
        grant("records_head", SYSTEM_ROLE, "SELECT, INSERT, UPDATE"),
        rls_system("records_head"),
        enable_rls("records_quarantine"),
        grant("records_quarantine", SYSTEM_ROLE, "SELECT, INSERT, UPDATE"),
        rls_system("records_quarantine"),
        # A held entry holds answers of every sensitivity: its author alone reads it.
        grant("records_quarantine", LOCAL_ROLE, "SELECT"),
        policy(
            "records_quarantine",
            "records_quarantine_own",
            LOCAL_ROLE,
            using=f"author_id = {USER}",
            command="SELECT",
        ),
        # Devices are looked up before anybody's scope is known, like sessions.
        grant_auth("records_device"),
    ]

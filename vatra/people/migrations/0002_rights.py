"""Who may see which rows: see DESIGN, section "Who may see what"."""

from django.db import migrations

from vatra.database.policies import (
    CENTRAL,
    COUNTY,
    LOCAL,
    USER,
    enable_rls,
    grant,
    policy,
    rls_central,
    rls_county,
    rls_local,
    rls_system,
)
from vatra.database.roles import LEVELS

LOCAL_ROLE, COUNTY_ROLE, CENTRAL_ROLE, SYSTEM_ROLE = LEVELS.values()
READERS = (LOCAL_ROLE, COUNTY_ROLE, CENTRAL_ROLE)

OPEN = ("people_household", "people_person", "people_membership")
NAMED = {"people_identity": "person_id", "people_address": "household_id"}
LOCAL_ONLY = ("people_consent", "people_merge")

# A group is open for a user at county or centre while one of his own openings runs.
OPENED_GROUPS = f"SELECT o.group_id FROM people_opening o WHERE o.user_id = {USER} AND o.until_at > now()"  # noqa: S608 - constants of ours
OPENED = {
    "people_identity": f"person_id IN (SELECT p.id FROM people_person p WHERE p.home_id IN ({OPENED_GROUPS}))",  # noqa: S608 - constants of ours
    "people_address": f"household_id IN ({OPENED_GROUPS})",
}


def _system(table: str) -> list[migrations.RunSQL]:
    return [
        enable_rls(table),
        grant(table, SYSTEM_ROLE, "SELECT, INSERT, UPDATE, DELETE"),
        rls_system(table),
    ]


def _operations() -> list[migrations.RunSQL]:
    operations: list[migrations.RunSQL] = []
    for table in OPEN:
        operations += [*_system(table), grant(table, READERS, "SELECT")]
        operations += [rls_local(table), rls_county(table), rls_central(table)]
    for table in NAMED:
        operations += [*_system(table), grant(table, READERS, "SELECT"), rls_local(table)]
        operations += [
            policy(table, f"{table}_county", COUNTY_ROLE, using=f"{COUNTY} AND {OPENED[table]}"),
            policy(table, f"{table}_central", CENTRAL_ROLE, using=OPENED[table]),
        ]
    for table in LOCAL_ONLY:
        operations += [*_system(table), grant(table, LOCAL_ROLE, "SELECT"), rls_local(table)]
    return operations + _openings() + _accesses()


def _openings() -> list[migrations.RunSQL]:
    table, mine = "people_opening", f"user_id = {USER}"
    return [
        *_system(table),
        grant(table, LOCAL_ROLE, "SELECT"),
        grant(table, (COUNTY_ROLE, CENTRAL_ROLE), "SELECT, INSERT"),
        rls_local(table),
        policy(table, "people_opening_county", COUNTY_ROLE, using=mine, check=f"{mine} AND {COUNTY}"),
        policy(table, "people_opening_central", CENTRAL_ROLE, using=mine, check=f"{mine} AND {CENTRAL}"),
    ]


def _accesses() -> list[migrations.RunSQL]:
    table = "people_access"
    operations = [*_system(table), grant(table, READERS, "INSERT"), grant(table, LOCAL_ROLE, "SELECT")]
    operations.append(policy(table, "people_access_seen", LOCAL_ROLE, using=LOCAL, command="SELECT"))
    for role in READERS:
        name = f"people_access_{role}"
        operations.append(policy(table, name, role, check=f"user_id = {USER}", command="INSERT"))
    # Nobody rewrites who read what, the system included.
    operations.append(
        migrations.RunSQL(
            f"REVOKE UPDATE, DELETE ON {table} FROM {SYSTEM_ROLE}",
            f"GRANT UPDATE, DELETE ON {table} TO {SYSTEM_ROLE}",
        )
    )
    return operations


class Migration(migrations.Migration):
    dependencies = [("people", "0001_initial")]
    operations = _operations()

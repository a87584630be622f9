"""Derived rows: written by the system only, read by place and by sensitivity."""

from django.db import migrations

from vatra.database.policies import enable_rls, grant, rls_central, rls_county, rls_local, rls_system
from vatra.database.roles import LEVELS

LOCAL_ROLE, COUNTY_ROLE, CENTRAL_ROLE, SYSTEM_ROLE = LEVELS.values()
READERS = (LOCAL_ROLE, COUNTY_ROLE, CENTRAL_ROLE)
TABLES = {
    "dossiers_dossier": False,
    "dossiers_reference": False,
    "dossiers_item": True,
    "dossiers_task": True,
    "dossiers_finding": True,
    "dossiers_conflict": True,
}


# What a worker typed may name people: above the local level these columns cannot be read.
TYPED = {
    "dossiers_item": (
        "place_id, county_id, group_id, key, dossier_id, kind, area, code, person_id, state, "
        "opened_on, due_on, closed_on, role, user_id, priority, record_id, sensitivity, links"
    ),
    "dossiers_task": (
        "place_id, county_id, group_id, key, dossier_id, form, role, user_id, person_id, "
        "opened_on, due_on, done_on, urgency, cites, record_id, sensitivity"
    ),
}


def _table(table: str, *, sensitive: bool) -> list[migrations.RunSQL]:
    columns = f" ({TYPED[table]})" if table in TYPED else ""
    return [
        enable_rls(table),
        grant(table, LOCAL_ROLE, "SELECT"),
        grant(table, (COUNTY_ROLE, CENTRAL_ROLE), f"SELECT{columns}"),
        grant(table, SYSTEM_ROLE, "SELECT, INSERT, UPDATE, DELETE"),
        rls_local(table, sensitive=sensitive),
        rls_county(table, sensitive=sensitive),
        rls_central(table, sensitive=sensitive),
        rls_system(table),
    ]


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0001_initial"), ("database", "0001_extensions")]
    operations = [op for table, marked in TABLES.items() for op in _table(table, sensitive=marked)]

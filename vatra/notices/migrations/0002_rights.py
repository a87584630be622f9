"""Notices are read by place and by sensitivity and written by the system only."""

from django.db import migrations

from vatra.database.policies import enable_rls, grant, rls_central, rls_county, rls_local, rls_system
from vatra.database.roles import LEVELS

LOCAL_ROLE, COUNTY_ROLE, CENTRAL_ROLE, SYSTEM_ROLE = LEVELS.values()
# What a worker typed may name people: above the local level `to_name` cannot be read.
ABOVE = {
    "notices_notice": (
        "key, place_id, county_id, group_id, kind, cause_id, record_id, dossier_id, sensitivity, author_id, "
        "author_role, to_type, to_person_id, to_institution_id, to_kind, to_role, to_user_id, noticed_on, "
        "due_on, told_on, answered_on, answer, answer_id"
    ),
    "notices_delivery": "key, place_id, county_id, sensitivity, channel, state, reason, attempts, queued_at, "
    "tried_at, sent_at",
}


def _table(table: str) -> list[migrations.RunSQL]:
    return [
        enable_rls(table),
        grant(table, LOCAL_ROLE, "SELECT"),
        grant(table, (COUNTY_ROLE, CENTRAL_ROLE), f"SELECT ({ABOVE[table]})"),
        grant(table, SYSTEM_ROLE, "SELECT, INSERT, UPDATE, DELETE"),
        rls_local(table, sensitive=True),
        rls_county(table, sensitive=True),
        rls_central(table, sensitive=True),
        rls_system(table),
    ]


class Migration(migrations.Migration):
    dependencies = [("notices", "0001_initial"), ("database", "0001_extensions")]
    operations = [op for table in ABOVE for op in _table(table)]

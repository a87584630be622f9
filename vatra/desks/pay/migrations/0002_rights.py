"""Rows of payroll: written by the system only, read at their place by those who read their mark."""

from django.db import migrations

from vatra.database.policies import enable_rls, grant, rls_local, rls_system
from vatra.database.roles import LEVELS

LOCAL_ROLE, _, _, SYSTEM_ROLE = LEVELS.values()


def _rights(table: str) -> list[migrations.RunSQL]:
    return [
        enable_rls(table),
        grant(table, SYSTEM_ROLE, "SELECT, INSERT, UPDATE, DELETE"),
        grant(table, LOCAL_ROLE, "SELECT"),
        rls_system(table),
        rls_local(table, sensitive=True),
    ]


class Migration(migrations.Migration):
    dependencies = [("pay", "0001_initial")]
    operations = [*_rights("pay_fact"), *_rights("pay_sheet")]

"""Figures: read by territory; at local level also by sensitivity (a count of one is a person)."""

from django.db import migrations

from vatra.database.policies import enable_rls, grant, rls_central, rls_county, rls_local, rls_system
from vatra.database.roles import LEVELS

LOCAL_ROLE, COUNTY_ROLE, CENTRAL_ROLE, SYSTEM_ROLE = LEVELS.values()
READERS = (LOCAL_ROLE, COUNTY_ROLE, CENTRAL_ROLE)
BY_PLACE = ("indicators_contribution", "indicators_delta", "indicators_tally", "indicators_frozen")
COMMON = ("indicators_definition", "indicators_target", "indicators_closedmonth")


def _by_place(table: str) -> list[migrations.RunSQL]:
    return [
        enable_rls(table),
        grant(table, READERS, "SELECT"),
        grant(table, SYSTEM_ROLE, "SELECT, INSERT, UPDATE, DELETE"),
        rls_local(table, sensitive=True),
        rls_county(table),
        rls_central(table),
        rls_system(table),
        grant_sequence(table),
    ]


def grant_sequence(table: str) -> migrations.RunSQL:
    name = f"{table}_id_seq"
    return migrations.RunSQL(
        f"GRANT USAGE ON SEQUENCE {name} TO {SYSTEM_ROLE}",
        f"REVOKE USAGE ON SEQUENCE {name} FROM {SYSTEM_ROLE}",
    )


class Migration(migrations.Migration):
    dependencies = [("indicators", "0001_initial"), ("database", "0001_extensions")]
    operations = [
        *(op for table in BY_PLACE for op in _by_place(table)),
        enable_rls("indicators_countytally"),
        grant("indicators_countytally", (COUNTY_ROLE, CENTRAL_ROLE), "SELECT"),
        grant("indicators_countytally", SYSTEM_ROLE, "SELECT, INSERT, UPDATE, DELETE"),
        rls_county("indicators_countytally"),
        rls_central("indicators_countytally"),
        rls_system("indicators_countytally"),
        grant_sequence("indicators_countytally"),
        *(grant(table, READERS, "SELECT") for table in COMMON),
        *(grant(table, SYSTEM_ROLE, "SELECT, INSERT, UPDATE, DELETE") for table in COMMON),
    ]

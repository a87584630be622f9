"""Who may see which pair: the local team its own place's, the county all of its communes'."""

from django.db import migrations

from vatra.database.policies import (
    LOCAL,
    enable_rls,
    grant,
    policy,
    rls_county,
    rls_local,
    rls_system,
    setting,
)
from vatra.database.roles import LEVELS

PAIR, VERDICT = "duplicates_pair", "duplicates_verdict"
# Where the other file is tells where somebody lives now: only the local team of both may know.
BOTH = f"{LOCAL} AND other_place_id = ANY ({setting('places', 'int')})"


class Migration(migrations.Migration):
    dependencies = [("duplicates", "0001_initial")]
    operations = [
        *(
            operation
            for table in (PAIR, VERDICT)
            for operation in (
                enable_rls(table),
                grant(table, LEVELS["system"], "SELECT, INSERT, UPDATE, DELETE"),
                grant(table, (LEVELS["local"], LEVELS["county"]), "SELECT"),
                rls_system(table),
                rls_county(table),
            )
        ),
        policy(PAIR, "duplicates_pair_local", LEVELS["local"], using=BOTH),
        rls_local(VERDICT),
    ]

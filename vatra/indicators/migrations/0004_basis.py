"""From what each group was counted. Only derivation reads it, as the system."""

from django.db import migrations, models

from vatra.database.policies import enable_rls, grant, rls_system
from vatra.database.roles import LEVELS

TABLE = "indicators_basis"


class Migration(migrations.Migration):
    dependencies = [("indicators", "0003_frozen_locality")]

    operations = [
        migrations.CreateModel(
            name="Basis",
            fields=[
                ("group_id", models.UUIDField(primary_key=True, serialize=False)),
                ("place_id", models.IntegerField()),
                ("county_id", models.IntegerField()),
                ("marks", models.JSONField()),
            ],
        ),
        enable_rls(TABLE),
        grant(TABLE, LEVELS["system"], "SELECT, INSERT, UPDATE, DELETE"),
        rls_system(TABLE),
    ]

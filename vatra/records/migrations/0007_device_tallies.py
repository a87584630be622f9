"""Numbers of each phone, kept instead of counted. The first push of a place counts what lies there."""

from django.db import migrations, models

from vatra.database.policies import enable_rls, grant, rls_system
from vatra.database.roles import LEVELS

TABLE = "records_devicetally"


class Migration(migrations.Migration):
    dependencies = [("records", "0006_resealing")]

    operations = [
        migrations.AddField("head", "counted_seq", models.BigIntegerField(db_default=0)),
        migrations.CreateModel(
            "DeviceTally",
            [
                (
                    "pk",
                    models.CompositePrimaryKey("device_id", "place_id", primary_key=True, serialize=False),
                ),
                ("device_id", models.UUIDField()),
                ("place_id", models.IntegerField()),
                ("accepted", models.IntegerField()),
                ("counted", models.IntegerField()),
            ],
        ),
        enable_rls(TABLE),
        grant(TABLE, LEVELS["system"], "SELECT, INSERT, UPDATE"),
        rls_system(TABLE),
    ]

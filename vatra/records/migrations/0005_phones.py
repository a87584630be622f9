"""What a phone holds, and what was done to it. Acts are kept by the system alone, and never changed."""

from django.db import migrations, models

from vatra.database.policies import enable_rls, grant, rls_system
from vatra.database.roles import LEVELS

FORBID = """
CREATE TRIGGER records_deviceact_keep BEFORE UPDATE OR DELETE ON records_deviceact
    FOR EACH ROW EXECUTE FUNCTION records_forbid();
CREATE TRIGGER records_deviceact_all BEFORE TRUNCATE ON records_deviceact
    FOR EACH STATEMENT EXECUTE FUNCTION records_forbid();
"""
ALLOW = """
DROP TRIGGER records_deviceact_keep ON records_deviceact;
DROP TRIGGER records_deviceact_all ON records_deviceact;
"""


class Migration(migrations.Migration):
    dependencies = [("records", "0004_held")]

    operations = [
        migrations.AddField("device", "held_persons", models.IntegerField(null=True)),
        migrations.AddField("device", "held_entries", models.IntegerField(null=True)),
        migrations.AddField("device", "held_bytes", models.BigIntegerField(null=True)),
        migrations.AddField("device", "budget_entries", models.IntegerField(null=True)),
        migrations.CreateModel(
            "DeviceAct",
            [
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("device_id", models.UUIDField()),
                ("at", models.DateTimeField()),
                ("by_id", models.UUIDField(null=True)),
                ("kind", models.TextField()),
                ("reason", models.TextField(default="")),
                ("count", models.IntegerField(default=0)),
            ],
            options={"indexes": [models.Index(fields=["device_id", "at"], name="device_act")]},
        ),
        migrations.RunSQL(FORBID, ALLOW),
        enable_rls("records_deviceact"),
        grant("records_deviceact", LEVELS["system"], "SELECT, INSERT"),
        rls_system("records_deviceact"),
    ]

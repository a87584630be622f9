"""What the scanner said of each file. Kept by the system alone, and never changed."""

from django.db import migrations, models

from vatra.database.policies import enable_rls, grant, rls_system
from vatra.database.roles import LEVELS

FORBID = """
CREATE TRIGGER scanning_verdict_keep BEFORE UPDATE OR DELETE ON scanning_verdict
    FOR EACH ROW EXECUTE FUNCTION records_forbid();
CREATE TRIGGER scanning_verdict_all BEFORE TRUNCATE ON scanning_verdict
    FOR EACH STATEMENT EXECUTE FUNCTION records_forbid();
"""
ALLOW = """
DROP TRIGGER scanning_verdict_keep ON scanning_verdict;
DROP TRIGGER scanning_verdict_all ON scanning_verdict;
"""


class Migration(migrations.Migration):
    initial = True
    dependencies = [("records", "0006_resealing")]

    operations = [
        migrations.CreateModel(
            "Verdict",
            [
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("sha256", models.TextField()),
                ("state", models.TextField()),
                ("found", models.TextField(default="")),
                ("way", models.TextField()),
                ("user_id", models.UUIDField(null=True)),
                ("at", models.DateTimeField()),
            ],
            options={
                "indexes": [
                    models.Index(fields=["sha256", "at"], name="scanning_file"),
                    models.Index(fields=["state", "at"], name="scanning_state"),
                ]
            },
        ),
        migrations.RunSQL(FORBID, ALLOW),
        enable_rls("scanning_verdict"),
        grant("scanning_verdict", LEVELS["system"], "SELECT, INSERT"),
        rls_system("scanning_verdict"),
    ]

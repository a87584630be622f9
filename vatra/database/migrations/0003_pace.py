from django.db import migrations

from vatra.database import policies


class Migration(migrations.Migration):
    """How often somebody did a thing: one row each, overwritten."""

    dependencies = [("database", "0002_cache")]
    operations = [
        # Unlogged: after a crash everybody begins anew, and counting costs no journal.
        migrations.RunSQL(
            "CREATE UNLOGGED TABLE database_pace ("
            " what text NOT NULL, who text NOT NULL, began bigint NOT NULL, asked integer NOT NULL,"
            " PRIMARY KEY (what, who))",
            "DROP TABLE database_pace",
        ),
        policies.grant_auth("database_pace", "SELECT, INSERT, UPDATE"),
    ]

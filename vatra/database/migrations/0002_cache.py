from django.db import migrations

from vatra.database import policies


class Migration(migrations.Migration):
    """The cache every web process shares: failed sign-ins are counted once, used codes stay used."""

    dependencies = [("database", "0001_extensions")]
    operations = [
        # Unlogged: after a crash it may be empty, and it costs no journal.
        migrations.RunSQL(
            "CREATE UNLOGGED TABLE database_cache ("
            " cache_key varchar(255) PRIMARY KEY, value text NOT NULL, expires timestamptz NOT NULL);"
            "CREATE INDEX database_cache_expires ON database_cache (expires)",
            "DROP TABLE database_cache",
        ),
        policies.grant_auth("database_cache"),
    ]

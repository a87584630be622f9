"""Tokens of programs. Looked up before any scope is known, like phones and sessions; they hold no case."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

from vatra.database import policies
from vatra.database.roles import AUTH, LEVELS

OPERATIONS = [
    migrations.CreateModel(
        name="Token",
        fields=[
            ("id", models.UUIDField(primary_key=True, serialize=False)),
            ("name", models.TextField()),
            ("prefix", models.CharField(max_length=12, unique=True)),
            ("digest", models.BinaryField()),
            ("role", models.TextField()),
            ("siruta", models.IntegerField()),
            (
                "parts",
                django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), size=None),
            ),
            ("issued_at", models.DateTimeField(auto_now_add=True)),
            ("expires_at", models.DateTimeField()),
            ("revoked_at", models.DateTimeField(null=True)),
            ("last_used_at", models.DateTimeField(null=True)),
        ],
    ),
    migrations.CreateModel(
        name="Pace",
        fields=[
            (
                "token",
                models.OneToOneField(
                    on_delete=django.db.models.deletion.CASCADE,
                    primary_key=True,
                    related_name="+",
                    serialize=False,
                    to="api.token",
                ),
            ),
            ("minute", models.BigIntegerField()),
            ("asked", models.IntegerField()),
        ],
    ),
    migrations.CreateModel(
        name="Use",
        fields=[
            (
                "pk",
                models.CompositePrimaryKey(
                    "token_id", "day", "part", blank=True, editable=False, primary_key=True, serialize=False
                ),
            ),
            ("day", models.DateField()),
            ("part", models.TextField()),
            ("asked", models.IntegerField(default=0)),
            ("refused", models.IntegerField(default=0)),
            (
                "token",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE, related_name="+", to="api.token"
                ),
            ),
        ],
    ),
]
RIGHTS = [
    policies.grant("api_token", AUTH, "SELECT, UPDATE (last_used_at)"),
    policies.grant("api_pace", AUTH, "SELECT, INSERT, UPDATE"),
    policies.grant("api_use", AUTH, "SELECT, INSERT, UPDATE"),
    # Only an operator's command issues and revokes.
    policies.grant("api_token", LEVELS["system"], "INSERT, UPDATE"),
]


class Migration(migrations.Migration):
    initial = True
    dependencies = [("database", "0001_extensions")]
    operations = [*OPERATIONS, *RIGHTS]

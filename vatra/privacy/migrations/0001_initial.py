"""Tables of requests and erasures."""

import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True
    dependencies = [("people", "0003_privacy"), ("records", "0002_rights")]
    operations = [
        migrations.CreateModel(
            name="Request",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("place_id", models.IntegerField()),
                ("county_id", models.IntegerField()),
                ("group_id", models.UUIDField()),
                ("person_id", models.UUIDField()),
                ("claim", models.TextField()),
                ("received_on", models.DateField()),
                ("due_on", models.DateField()),
                ("extended_on", models.DateField(null=True)),
                ("decided_on", models.DateField(null=True)),
                ("outcome", models.TextField(default="")),
                ("corrected_by_id", models.UUIDField(null=True)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["county_id", "due_on", "id"], name="request_county"),
                    models.Index(fields=["person_id"], name="request_person"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Erasure",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("place_id", models.IntegerField()),
                ("county_id", models.IntegerField()),
                ("group_id", models.UUIDField()),
                ("person_id", models.UUIDField()),
                ("user_id", models.UUIDField()),
                ("kind", models.TextField()),
                ("decision_id", models.UUIDField(null=True)),
                (
                    "records",
                    django.contrib.postgres.fields.ArrayField(base_field=models.UUIDField(), size=None),
                ),
                ("erased_at", models.DateTimeField()),
            ],
            options={
                "indexes": [models.Index(fields=["place_id", "erased_at"], name="erasure_place")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decision_id__isnull", False), ("kind", "request")),
                            ("kind__in", ["retention", "restored"]),
                            _connector="OR",
                        ),
                        name="erasure_kind",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Erased",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "record_id",
                        "sensitivity",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("record_id", models.UUIDField()),
                ("sensitivity", models.SmallIntegerField()),
                ("place_id", models.IntegerField()),
                ("county_id", models.IntegerField()),
                ("erasure_id", models.UUIDField()),
            ],
        ),
    ]

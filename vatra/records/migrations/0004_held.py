"""Held entries: seen by their county coordinator so far as his rights go, handed over, never removed."""

from django.contrib.postgres.fields import ArrayField
from django.db import migrations, models

from vatra.accounts.supervision import SUPERVISES
from vatra.database.policies import COUNTY, LOCAL, SENSITIVE, USER, enable_rls, grant, policy, rls_system
from vatra.database.roles import LEVELS

LOCAL_ROLE, COUNTY_ROLE, _, SYSTEM_ROLE = LEVELS.values()
HELD, PART = "records_quarantine", "records_heldpart"

PAIRS = ", ".join(
    f"('{coordinator}', '{profession}')"
    for coordinator, professions in SUPERVISES.items()
    if coordinator.startswith("county_")
    for profession in professions
)
# The professions one watches over in one's counties today.
WATCHED = (
    "(county_id, role) IN (SELECT a.county_id, w.profession FROM accounts_assignment a "  # noqa: S608 - names of ours
    f"JOIN (VALUES {PAIRS}) AS w(coordinator, profession) ON w.coordinator = a.role "
    f"WHERE a.user_id = {USER} AND a.starts_on <= current_date "
    "AND (a.ends_on IS NULL OR a.ends_on >= current_date))"
)
# Everything but the entry itself, and the messages about single answers.
COLUMNS = (
    "key, record_id, place_id, county_id, author_id, device_id, form, codes, received_at, state, "
    "closed_by_id, closed_at, closed_reason, role, handed_to_id, handed_by_id, handed_at, taken_as_id"
)
KEPT = """
CREATE FUNCTION records_held_forbid() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a held entry is never removed or rewritten: %', TG_OP USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER records_quarantine_keep BEFORE DELETE ON records_quarantine
    FOR EACH ROW EXECUTE FUNCTION records_held_forbid();
CREATE TRIGGER records_quarantine_same BEFORE UPDATE ON records_quarantine FOR EACH ROW
    WHEN ((OLD.key, OLD.record_id, OLD.sha256, OLD.payload, OLD.author_id, OLD.received_at)
        IS DISTINCT FROM (NEW.key, NEW.record_id, NEW.sha256, NEW.payload, NEW.author_id, NEW.received_at))
    EXECUTE FUNCTION records_held_forbid();
CREATE TRIGGER records_quarantine_all BEFORE TRUNCATE ON records_quarantine
    FOR EACH STATEMENT EXECUTE FUNCTION records_held_forbid();
"""
LOOSE = """
DROP TRIGGER records_quarantine_keep ON records_quarantine;
DROP TRIGGER records_quarantine_same ON records_quarantine;
DROP TRIGGER records_quarantine_all ON records_quarantine;
DROP FUNCTION records_held_forbid();
"""


class Migration(migrations.Migration):
    dependencies = [("records", "0003_lookups"), ("accounts", "0003_rights")]
    operations = [
        *(
            migrations.AddField("quarantine", name, field)
            for name, field in (
                ("closed_reason", models.TextField(null=True)),
                ("role", models.TextField(default="")),
                ("codes", ArrayField(models.TextField(), default=list)),
                ("handed_to_id", models.UUIDField(null=True)),
                ("handed_by_id", models.UUIDField(null=True)),
                ("handed_at", models.DateTimeField(null=True)),
                ("taken_as_id", models.UUIDField(null=True)),
            )
        ),
        migrations.AddIndex(
            "quarantine", models.Index(fields=["county_id", "state", "received_at"], name="quarantine_county")
        ),
        migrations.AddIndex(
            "quarantine",
            models.Index(
                fields=["handed_to_id"],
                name="quarantine_handed",
                condition=models.Q(handed_to_id__isnull=False),
            ),
        ),
        migrations.CreateModel(
            "HeldPart",
            [
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "key",
                        "sensitivity",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("key", models.UUIDField()),
                ("sensitivity", models.SmallIntegerField()),
                ("place_id", models.IntegerField()),
                ("county_id", models.IntegerField()),
                ("role", models.TextField()),
                ("answers", models.JSONField()),
            ],
        ),
        migrations.RunSQL(
            "UPDATE records_quarantine SET role = left(coalesce(payload->>'role', ''), 40)", ""
        ),
        migrations.RunSQL(KEPT, LOOSE),
        enable_rls(PART),
        grant(PART, SYSTEM_ROLE, "SELECT, INSERT"),
        rls_system(PART),
        grant(PART, COUNTY_ROLE, "SELECT"),
        policy(
            PART,
            f"{PART}_county",
            COUNTY_ROLE,
            using=f"{COUNTY} AND {SENSITIVE} AND {WATCHED}",
            command="SELECT",
        ),
        grant(HELD, COUNTY_ROLE, f"SELECT ({COLUMNS})"),
        policy(HELD, f"{HELD}_county", COUNTY_ROLE, using=f"{COUNTY} AND {WATCHED}", command="SELECT"),
        # Who it was handed to reads it whole while he works there: he will write it as his own.
        policy(
            HELD, f"{HELD}_handed", LOCAL_ROLE, using=f"handed_to_id = {USER} AND {LOCAL}", command="SELECT"
        ),
    ]

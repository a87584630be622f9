"""Restricted persons, lists of names in the trail, and a bound on openings that the database keeps."""

import django.contrib.postgres.fields
from django.db import migrations, models

from vatra.database.policies import enable_rls, grant, policy, rls_central, rls_county, rls_local, rls_system
from vatra.database.roles import LEVELS, OWNER

LOCAL_ROLE, COUNTY_ROLE, CENTRAL_ROLE, SYSTEM_ROLE = LEVELS.values()
HOURS = 3  # until `vatra migrate` writes what the packs and settings say

# The clock of the machine that serves the page may be a little ahead of the database's.
BOUND = """
CREATE FUNCTION people_opening_bound() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
DECLARE most interval := (SELECT make_interval(hours => hours) FROM people_openinglimit);
BEGIN
    IF most IS NULL OR NEW.until_at > NEW.opened_at + most
        OR NEW.until_at > clock_timestamp() + most + interval '1 minute' THEN
        RAISE EXCEPTION 'an opening lasts at most %', most USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
REVOKE ALL ON FUNCTION people_opening_bound() FROM PUBLIC;
CREATE TRIGGER people_opening_bound BEFORE INSERT OR UPDATE ON people_opening
    FOR EACH ROW EXECUTE FUNCTION people_opening_bound();
"""
UNBOUND = """
DROP TRIGGER people_opening_bound ON people_opening;
DROP FUNCTION people_opening_bound();
"""


class Migration(migrations.Migration):
    dependencies = [("people", "0002_rights")]
    operations = [
        migrations.CreateModel(
            name="OpeningLimit",
            fields=[
                ("id", models.SmallIntegerField(default=1, primary_key=True, serialize=False)),
                ("hours", models.SmallIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name="Restriction",
            fields=[
                ("place_id", models.IntegerField()),
                ("county_id", models.IntegerField()),
                ("person_id", models.UUIDField(primary_key=True, serialize=False)),
                (
                    "groups",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.UUIDField(), default=list, size=None
                    ),
                ),
                ("since_on", models.DateField()),
            ],
            options={"abstract": False},
        ),
        migrations.AddField("person", "restricted_on", models.DateField(null=True)),
        # A default in the database too: servers of the former version go on writing meanwhile.
        migrations.AddField("access", "asked", models.TextField(default="", db_default="")),
        migrations.AlterField("access", "group_id", models.UUIDField(null=True)),
        migrations.AddIndex("access", models.Index(fields=["county_id", "at", "id"], name="access_county")),
        migrations.RunSQL(
            f"INSERT INTO people_openinglimit (id, hours) VALUES (1, {HOURS})",  # noqa: S608 - a constant of ours
            migrations.RunSQL.noop,
        ),
        enable_rls("people_openinglimit"),
        policy("people_openinglimit", "people_openinglimit_owner", OWNER, using="true"),
        migrations.RunSQL(BOUND, UNBOUND),
        enable_rls("people_restriction"),
        grant("people_restriction", SYSTEM_ROLE, "SELECT, INSERT, UPDATE, DELETE"),
        grant("people_restriction", (LOCAL_ROLE, COUNTY_ROLE, CENTRAL_ROLE), "SELECT"),
        rls_system("people_restriction"),
        rls_local("people_restriction"),
        rls_county("people_restriction"),
        rls_central("people_restriction"),
    ]

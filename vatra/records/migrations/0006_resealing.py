"""A new key reaches what may not be rewritten: sealed values change, nothing else, and each change is written down.

Identifiers in the journal and the answers of held entries lie sealed. When keys change they are
sealed anew, so that a former key can be thrown away. The triggers give way to the owner alone, in
two functions that compare old and new with the sealed values taken out; what was sealed is no part
of the hash chain, which runs over what the author signed. Held entries of before sealing are sealed
once, by the third function.
"""

from django.db import migrations, models

from vatra.database.policies import enable_rls, grant, policy, rls_system
from vatra.database.roles import LEVELS, OWNER

SYSTEM_ROLE = LEVELS["system"]
LOG = "records_resealing"
MASK = """
CREATE FUNCTION records_unsealed(told jsonb) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT regexp_replace(told::text, '"\\$sealed": "[A-Za-z0-9+/=]+"', '"$sealed": ""', 'g')
$$;
"""
FORBID = """
CREATE OR REPLACE FUNCTION records_forbid() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND TG_TABLE_NAME = 'records_part' AND current_user = 'vatra_owner' THEN
        IF (NEW.record_id, NEW.sensitivity, NEW.place_id, NEW.county_id, NEW.group_id)
            = (OLD.record_id, OLD.sensitivity, OLD.place_id, OLD.county_id, OLD.group_id)
            AND (records_unsealed(NEW.answers) = records_unsealed(OLD.answers)
                OR NEW.answers = '{}'::jsonb AND EXISTS (SELECT 1 FROM privacy_erased e
                    WHERE e.record_id = OLD.record_id AND e.sensitivity = OLD.sensitivity)) THEN
            RETURN NEW;
        END IF;
    END IF;
    RAISE EXCEPTION 'the journal is append-only: % on %', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END $$;
"""
HELD = """
CREATE OR REPLACE FUNCTION records_held_forbid() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND current_user = 'vatra_owner'
        AND (NEW.key, NEW.record_id, NEW.sha256, NEW.author_id, NEW.received_at)
          = (OLD.key, OLD.record_id, OLD.sha256, OLD.author_id, OLD.received_at)
        AND (NEW.payload = '{}'::jsonb OR records_unsealed(NEW.payload) = records_unsealed(OLD.payload)
            OR NOT OLD.payload -> 'answers' ? '$sealed'
                AND jsonb_set(OLD.payload, '{answers}', '{"$sealed": ""}')::text
                  = records_unsealed(NEW.payload)) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'a held entry is never removed or rewritten: %', TG_OP USING ERRCODE = 'restrict_violation';
END $$;
"""
PARTS = """
CREATE FUNCTION records_reseal_parts(shelf text, owner uuid, was jsonb, fresh jsonb) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE level text; turned integer := 0; changed integer;
BEGIN
    FOR level IN SELECT key FROM jsonb_each(fresh) LOOP
        IF records_unsealed(was -> level) IS DISTINCT FROM records_unsealed(fresh -> level) THEN
            RAISE EXCEPTION 'only sealed values change' USING ERRCODE = 'restrict_violation';
        END IF;
        IF shelf = 'journal' THEN
            UPDATE records_part SET answers = fresh -> level WHERE record_id = owner
                AND sensitivity = level::smallint AND answers = was -> level AND answers <> fresh -> level;
        ELSE
            UPDATE records_heldpart SET answers = fresh -> level WHERE key = owner
                AND sensitivity = level::smallint AND answers = was -> level AND answers <> fresh -> level;
        END IF;
        GET DIAGNOSTICS changed = ROW_COUNT;
        turned := turned + changed;
    END LOOP;
    IF turned > 0 THEN
        INSERT INTO records_resealing (at, shelf, owner_id) VALUES (clock_timestamp(), shelf, owner);
    END IF;
    RETURN turned;
END $$;
"""
PAYLOAD = """
CREATE FUNCTION records_reseal_held(held uuid, was jsonb, fresh jsonb) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE turned integer;
BEGIN
    IF (fresh -> 'answers' ? '$sealed') IS NOT TRUE THEN
        RAISE EXCEPTION 'only sealed values change' USING ERRCODE = 'restrict_violation';
    END IF;
    UPDATE records_quarantine SET payload = fresh WHERE key = held AND payload = was AND payload <> fresh;
    GET DIAGNOSTICS turned = ROW_COUNT;
    IF turned > 0 THEN
        INSERT INTO records_resealing (at, shelf, owner_id) VALUES (clock_timestamp(), 'held', held);
    END IF;
    RETURN turned;
END $$;
"""
RIGHTS = f"""
REVOKE ALL ON FUNCTION records_reseal_parts(text, uuid, jsonb, jsonb) FROM PUBLIC;
REVOKE ALL ON FUNCTION records_reseal_held(uuid, jsonb, jsonb) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION records_reseal_parts(text, uuid, jsonb, jsonb) TO {SYSTEM_ROLE};
GRANT EXECUTE ON FUNCTION records_reseal_held(uuid, jsonb, jsonb) TO {SYSTEM_ROLE};
"""
GONE = """
DROP FUNCTION records_reseal_held(uuid, jsonb, jsonb);
DROP FUNCTION records_reseal_parts(text, uuid, jsonb, jsonb);
"""
KEPT = """
CREATE TRIGGER records_resealing_keep BEFORE UPDATE OR DELETE ON records_resealing
    FOR EACH ROW EXECUTE FUNCTION records_forbid();
CREATE TRIGGER records_resealing_all BEFORE TRUNCATE ON records_resealing
    FOR EACH STATEMENT EXECUTE FUNCTION records_forbid();
"""


class Migration(migrations.Migration):
    dependencies = [("records", "0005_phones"), ("privacy", "0003_households")]
    operations = [
        migrations.CreateModel(
            "Resealing",
            [
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("at", models.DateTimeField()),
                ("shelf", models.TextField()),
                ("owner_id", models.UUIDField()),
            ],
        ),
        migrations.RunSQL(KEPT, migrations.RunSQL.noop),
        enable_rls(LOG),
        grant(LOG, SYSTEM_ROLE, "SELECT"),
        rls_system(LOG),
        policy(LOG, f"{LOG}_owner", OWNER, command="INSERT", check="true"),
        policy("records_heldpart", "records_heldpart_resealing", OWNER, command="UPDATE", using="true"),
        migrations.RunSQL(MASK, "DROP FUNCTION records_unsealed(jsonb)"),
        migrations.RunSQL([FORBID, HELD], migrations.RunSQL.noop),
        migrations.RunSQL([PARTS, PAYLOAD, RIGHTS], GONE),
    ]

"""Erasing whoever was alone in a household takes what is said of the household, and what was held back.

Entries about the household or its case are hers alone when nobody else who is alive lives or ever
lived there. Held entries were never in the journal, but say as much of her: the trigger that keeps
them gives way to the owner, who empties one of an erased person and writes nothing else into it.
"""

from django.db import migrations

from vatra.database.policies import policy
from vatra.database.roles import OWNER

OTHERS = """
    SELECT 1 FROM people_person o WHERE NOT o.is_void AND o.alive
    AND coalesce(o.merged_into_id, o.id) <> person AND (o.home_id = home OR o.household_id = home
        OR EXISTS (SELECT 1 FROM people_membership m WHERE m.household_id = home AND m.person_id = o.id))
"""
ALONE = f"""
CREATE FUNCTION privacy_is_alone(person uuid, home uuid) RETURNS boolean LANGUAGE sql STABLE
AS $$ SELECT NOT EXISTS ({OTHERS}) $$;
"""
HELD = """
CREATE OR REPLACE FUNCTION records_held_forbid() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND current_user = 'vatra_owner' AND NEW.payload = '{}'::jsonb
        AND (NEW.key, NEW.record_id, NEW.sha256, NEW.author_id, NEW.received_at)
          = (OLD.key, OLD.record_id, OLD.sha256, OLD.author_id, OLD.received_at) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'a held entry is never removed or rewritten: %', TG_OP USING ERRCODE = 'restrict_violation';
END $$;
"""
HELD_AGAIN = """
CREATE OR REPLACE FUNCTION records_held_forbid() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a held entry is never removed or rewritten: %', TG_OP USING ERRCODE = 'restrict_violation';
END $$;
"""
ERASE = """
CREATE OR REPLACE FUNCTION privacy_erase(act uuid) RETURNS integer LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
DECLARE erasure privacy_erasure; home uuid; is_alone boolean; emptied integer;
BEGIN
    SELECT * INTO STRICT erasure FROM privacy_erasure WHERE id = act;
    SELECT home_id INTO home FROM people_person WHERE id = erasure.person_id;
    -- Done once already before a restore: who came to live there since is no reason against it.
    is_alone := erasure.kind = 'restored' OR privacy_is_alone(erasure.person_id, home);
    IF EXISTS (SELECT 1 FROM unnest(erasure.records) i(id) LEFT JOIN records_record r ON r.id = i.id
        WHERE NOT coalesce(r.subject_type = 'person' AND r.subject_id = erasure.person_id
            OR r.subject_type IN ('household', 'dossier') AND r.group_id = home AND is_alone, false)) THEN
        RAISE EXCEPTION 'only entries about the person are erased' USING ERRCODE = 'restrict_violation';
    END IF;
    IF erasure.kind = 'request' AND NOT EXISTS (SELECT 1 FROM records_record r
        WHERE r.id = erasure.decision_id AND r.subject_id = erasure.person_id
        AND r.role = 'data_protection_officer') THEN
        RAISE EXCEPTION 'no decision of the officer' USING ERRCODE = 'restrict_violation';
    END IF;
    IF erasure.kind = 'retention' AND EXISTS (SELECT 1 FROM records_record r
        WHERE r.id = ANY (erasure.records) AND r.occurred_on > current_date - interval '1 year') THEN
        RAISE EXCEPTION 'no term of the law has passed' USING ERRCODE = 'restrict_violation';
    END IF;
    INSERT INTO privacy_erased (record_id, sensitivity, place_id, county_id, erasure_id)
    SELECT p.record_id, p.sensitivity, p.place_id, p.county_id, act FROM records_part p
    WHERE p.record_id = ANY (erasure.records) ON CONFLICT DO NOTHING;
    UPDATE records_part SET answers = '{}' WHERE record_id = ANY (erasure.records) AND answers <> '{}';
    GET DIAGNOSTICS emptied = ROW_COUNT;
    DELETE FROM records_heldpart h USING records_quarantine q WHERE h.key = q.key
        AND q.place_id = erasure.place_id AND q.payload -> 'subject' ->> 'id' = erasure.person_id::text;
    UPDATE records_quarantine SET payload = '{}', reasons = '[]',
        closed_at = coalesce(closed_at, erasure.erased_at),
        closed_reason = CASE WHEN state = 'held' THEN 'Persoana a fost ștearsă.' ELSE closed_reason END,
        state = CASE WHEN state = 'held' THEN 'dismissed' ELSE state END
    WHERE place_id = erasure.place_id AND payload -> 'subject' ->> 'id' = erasure.person_id::text;
    RETURN emptied;
END $$;
"""


def _owner() -> list[migrations.RunSQL]:
    rights = (
        ("people_person", "SELECT"),
        ("people_membership", "SELECT"),
        ("records_quarantine", "SELECT"),
        ("records_quarantine", "UPDATE"),
        ("records_heldpart", "SELECT"),
        ("records_heldpart", "DELETE"),
    )
    return [
        policy(table, f"{table}_erasing_{command.lower()}", OWNER, command=command, using="true")
        for table, command in rights
    ]


class Migration(migrations.Migration):
    dependencies = [("privacy", "0002_rights"), ("records", "0004_held")]
    operations = [
        *_owner(),
        migrations.RunSQL(ALONE, "DROP FUNCTION privacy_is_alone(uuid, uuid)"),
        migrations.RunSQL(HELD, HELD_AGAIN),
        migrations.RunSQL(ERASE, migrations.RunSQL.noop),
    ]

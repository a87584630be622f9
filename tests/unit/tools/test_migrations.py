"""Which migrations would break the release that still runs."""

import tomllib

import pytest
from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models

from tools import migrations as check

INDEX = models.Index(fields=["seq"], name="thing_seq")
SAFE = [
    migrations.AddField("thing", "note", models.TextField(null=True)),
    migrations.AddField("thing", "note", models.TextField(db_default="")),
    AddIndexConcurrently("thing", INDEX),
    migrations.RunSQL("CREATE INDEX CONCURRENTLY thing_seq ON thing (seq)"),
    migrations.RunSQL("ALTER TABLE thing ADD COLUMN note text NOT NULL DEFAULT ''"),
    migrations.SeparateDatabaseAndState(state_operations=[migrations.RemoveField("thing", "note")]),
]
DANGEROUS = {
    "AddField": migrations.AddField("thing", "note", models.TextField(default="")),
    "AddIndex": migrations.AddIndex("thing", INDEX),
    "RenameField": migrations.RenameField("thing", "note", "remark"),
    "RenameModel": migrations.RenameModel("thing", "object"),
    "RemoveField": migrations.RemoveField("thing", "note"),
    "DeleteModel": migrations.DeleteModel("thing"),
    "AlterField": migrations.AlterField("thing", "note", models.IntegerField()),
    "index in SQL": migrations.RunSQL("CREATE UNIQUE INDEX thing_seq ON thing (seq)"),
    "rename in SQL": migrations.RunSQL("ALTER TABLE thing RENAME TO object"),
    "drop in SQL": migrations.RunSQL("ALTER TABLE thing DROP COLUMN note"),
    "type in SQL": migrations.RunSQL("ALTER TABLE thing ALTER COLUMN note TYPE integer"),
    "not null in SQL": migrations.RunSQL("ALTER TABLE thing ALTER COLUMN note SET NOT NULL"),
    "no default in SQL": migrations.RunSQL("ALTER TABLE thing ADD COLUMN note text NOT NULL"),
    "inside": migrations.SeparateDatabaseAndState([migrations.RenameField("thing", "a", "b")]),
}


def migration(*operations: object) -> migrations.Migration:
    made = migrations.Migration("0002_change", "parts")
    made.operations = list(operations)
    return made


@pytest.mark.parametrize("operation", SAFE)
def test_what_old_code_can_live_with_passes(operation: object) -> None:
    assert list(check.faults(migration(operation))) == []


@pytest.mark.parametrize("name", DANGEROUS)
def test_what_breaks_old_code_is_told(name: str) -> None:
    assert len(list(check.faults(migration(DANGEROUS[name])))) == 1


def test_a_table_made_in_the_same_migration_is_nobodys_yet() -> None:
    made = migrations.CreateModel("thing", [("id", models.BigAutoField(primary_key=True))])
    index = migrations.RunSQL("CREATE INDEX thing_seq ON parts_thing (seq)")

    assert list(check.faults(migration(made, DANGEROUS["AddIndex"], index))) == []


def test_exceptions_have_a_reason_and_a_migration() -> None:
    allowed = tomllib.loads(check.ALLOWED.read_text())
    faulty = {name for name, one in check.ours() if list(check.faults(one))}

    assert set(allowed) - faulty == set()
    assert all(len(reason) > 20 for reason in allowed.values())

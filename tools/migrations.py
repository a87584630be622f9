"""Migrations that old and new code can both live with: what would break the release still running is refused.

A change goes in two releases: first what adds (a column that may be empty, an index made beside the
work), then, when no old process is left, what removes. docs/operation.md tells the way. An exception
stands in tools/allowed_migrations.toml as "app.name" = "reason in words".
"""

import os
import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import django
from django.contrib.postgres.operations import AddIndexConcurrently
from django.db.migrations import Migration, operations
from django.db.models import NOT_PROVIDED

ROOT = Path(__file__).resolve().parents[1]
ALLOWED = ROOT / "tools/allowed_migrations.toml"
TWO_STEPS = "do it in two releases"
SQL = {
    r"\bCREATE\s+(UNIQUE\s+)?INDEX\s+(?!CONCURRENTLY)": "an index made in one go stops all writing: CONCURRENTLY",
    r"\bRENAME\s+(TO|COLUMN)\b": f"old code knows the old name: {TWO_STEPS}",
    r"\bDROP\s+(TABLE|COLUMN)\b": f"old code may still use it: {TWO_STEPS}",
    r"\bALTER\s+COLUMN\s+\S+\s+(SET\s+DATA\s+)?TYPE\b": f"a new type rewrites the table: {TWO_STEPS}",
    r"\bSET\s+NOT\s+NULL\b": "it reads the whole table under a lock: add a check NOT VALID, then validate it",
    r"\bADD\s+COLUMN\b(?![^;]*\bDEFAULT\b)[^;]*\bNOT\s+NULL\b": "old code does not fill it: give it a DEFAULT",
}


def faults(migration: Migration) -> Iterator[str]:
    """What is dangerous in it, in words. Tables it makes itself are nobody's yet."""
    made = {one.name_lower for one in migration.operations if isinstance(one, operations.CreateModel)}
    tables = {f"{migration.app_label}_{name}" for name in made}
    for operation in migration.operations:
        for part in _parts(operation):
            if _model_of(part) not in made:
                yield from _fault(part, tables)


def _parts(operation: Any) -> Iterator[Any]:
    """Operations on the database; those on Django's picture of it alone do no harm."""
    if isinstance(operation, operations.SeparateDatabaseAndState):
        yield from operation.database_operations
    else:
        yield operation


def _model_of(operation: Any) -> str:
    return str(getattr(operation, "model_name", "") or getattr(operation, "name", "")).lower()


def _fault(operation: Any, made: set[str]) -> Iterator[str]:
    if isinstance(operation, operations.RunSQL):
        yield from _sql_faults(str(operation.sql), made)
    elif isinstance(operation, operations.AddField):
        yield from _added(operation)
    elif isinstance(operation, operations.AddIndex) and not isinstance(operation, AddIndexConcurrently):
        yield f"index on {operation.model_name}: use AddIndexConcurrently (and atomic = False)"
    elif isinstance(operation, operations.RenameField | operations.RenameModel | operations.AlterModelTable):
        yield f"{operation.describe()}: old code knows the old name: {TWO_STEPS}"
    elif isinstance(operation, operations.RemoveField | operations.DeleteModel):
        yield f"{operation.describe()}: old code may still use it: {TWO_STEPS}, then allow it"
    elif isinstance(operation, operations.AlterField):
        yield f"{operation.describe()}: may rewrite or lock the table; allow it with the reason why not"


def _added(operation: operations.AddField) -> Iterator[str]:
    field = operation.field
    filled = getattr(field, "db_default", NOT_PROVIDED) is not NOT_PROVIDED
    if not (field.null or field.many_to_many or filled):
        yield f"{operation.describe()}: old code does not fill it: null=True, or db_default"


def _sql_faults(sql: str, made: set[str]) -> Iterator[str]:
    for statement in re.split(r";\s*(?:\n|$)", sql):
        if any(re.search(rf"\b{table}\b", statement) for table in made):
            continue
        for pattern, why in SQL.items():
            if found := re.search(pattern, statement, re.IGNORECASE):
                yield f"SQL {found[0].strip()!r}: {why}"


def ours() -> Iterator[tuple[str, Migration]]:
    """Vatra's own migrations but the first of each part, by "app.name"."""
    from django.apps import apps
    from django.db.migrations.loader import MigrationLoader

    loader = MigrationLoader(None)
    for (label, name), migration in sorted(loader.disk_migrations.items()):
        if apps.get_app_config(label).name.startswith("vatra.") and not migration.initial:
            yield f"{label}.{name}", migration


def main() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "vatra.project.settings")
    django.setup()
    allowed = tomllib.loads(ALLOWED.read_text())
    found = [f"{name}: {fault}" for name, one in ours() if name not in allowed for fault in faults(one)]
    print("\n".join(found) or "Old code can live with every migration.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())

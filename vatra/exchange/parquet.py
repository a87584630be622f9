"""The facts as Parquet, a folder for each county, written by DuckDB from PostgreSQL's own COPY.

COPY streams: neither Python nor DuckDB ever holds more than a piece, whatever the county's
size. All counties are read in one snapshot, so the facts and the tallies agree.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile, gettempdir
from typing import Any, Final

import duckdb
from django.db import connection, transaction
from psycopg import sql

from vatra.database import scope
from vatra.exchange import facts
from vatra.exchange.facts import Fact

PIECE: Final = 1 << 20
MANIFEST: Final = "manifest.json"
# DuckDB beside a serving PostgreSQL: little memory, and what does not fit goes to the system's own place.
SPARING: Final[dict[str, str | bool | int | float | list[str]]] = {
    "memory_limit": "256MB",
    "threads": "2",
    "temp_directory": gettempdir(),
}
Step = Callable[[str], None]


class ExportError(Exception):
    """The folder cannot take an export, in the operator's words."""


@dataclass(frozen=True, slots=True)
class File:
    """One file written: its path in the folder, its rows, its SHA-256."""

    path: str
    rows: int
    sha256: str


def counties() -> list[int]:
    """Counties that have entries."""
    with scope.system(), connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT county_id FROM records_group ORDER BY 1")
        return [row[0] for row in cursor.fetchall()]


def chosen(*, identified: bool) -> tuple[Fact, ...]:
    return tuple(fact for fact in facts.FACTS if identified or not fact.identified_only)


def write(folder: Path, *, identified: bool, step: Step = lambda name: None) -> list[File]:
    """Write every fact of every county and the manifest. Raises ExportError, then nothing was written."""
    _empty(folder)
    key, files = secrets.token_hex(32), []
    with _snapshot() as writer:
        for county in counties():
            for fact in chosen(identified=identified):
                step(f"{county} {fact.name}")
                files.append(_file(writer, folder, fact, county, key, identified=identified))
    told = {
        "identified": identified,
        "facts": {fact.name: fact.about for fact in chosen(identified=identified)},
        "files": [{"path": f.path, "rows": f.rows, "sha256": f.sha256} for f in files],
    }
    (folder / MANIFEST).write_text(json.dumps(told, ensure_ascii=False, indent=1))
    return files


def broken(folder: Path) -> list[str]:
    """Paths of the manifest whose file is missing or has other bytes."""
    told = manifest(folder)
    return [
        each["path"]
        for each in told["files"]
        if not (folder / each["path"]).is_file() or _sha256(folder / each["path"]) != each["sha256"]
    ]


def manifest(folder: Path) -> dict[str, Any]:
    """The manifest of an export. Raises ExportError where the folder is none."""
    try:
        found: dict[str, Any] = json.loads((folder / MANIFEST).read_text())
    except (OSError, ValueError):
        raise ExportError(f"Dosarul nu este un export Vatra: lipsește {MANIFEST}.") from None
    return found


def _empty(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    if any(folder.iterdir()):
        raise ExportError(
            "Dosarul nu este gol. Alegeți altul, ca un export vechi să nu se amestece cu cel nou."
        )


@contextmanager
def _snapshot() -> Iterator[duckdb.DuckDBPyConnection]:
    """A DuckDB to write with, and one view of PostgreSQL for the whole export."""
    is_own = not connection.in_atomic_block
    with transaction.atomic():
        if is_own:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        with scope.system(), duckdb.connect(config=SPARING) as writer:
            yield writer


def _file(
    writer: duckdb.DuckDBPyConnection, folder: Path, fact: Fact, county: int, key: str, *, identified: bool
) -> File:
    home = folder / fact.name / f"county_id={county}"
    home.mkdir(parents=True, mode=0o700)
    path = home / "part-0.parquet"
    with NamedTemporaryFile(suffix=".csv", dir=folder) as text:
        statement = facts.query(fact, county, key, identified=identified)
        _copy_out(statement, text)
        text.flush()
        types = {name: kind for name, kind, _ in fact.columns}
        rows = writer.execute(
            "COPY (SELECT * FROM read_csv($csv, header = false, columns = "  # noqa: S608  (types and folder are ours)
            f"{types!r}, nullstr = '\\N', quote = '\"', escape = '\"', delim = ',', auto_detect = false, "
            "max_line_size = 67108864)) "
            f"TO '{_quoted(path)}' (FORMAT parquet, COMPRESSION zstd)",
            {"csv": text.name},
        ).fetchall()
    return File(str(path.relative_to(folder)), int(rows[0][0]), _sha256(path))


def _copy_out(statement: sql.Composed, text: Any) -> None:
    """The rows as CSV into the file, piece by piece as they come."""
    connection.ensure_connection()
    command = sql.SQL("COPY ({}) TO STDOUT (FORMAT csv, NULL '\\N')").format(statement)
    with connection.connection.cursor() as cursor, cursor.copy(command) as pieces:
        for piece in pieces:
            text.write(piece)


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")


def _sha256(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(PIECE):
            digest.update(piece)
    return digest.hexdigest()

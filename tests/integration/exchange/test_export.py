"""The export holds what it says and no more, and DuckDB counts the same figures from it."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import duckdb
import pytest
from click.testing import CliRunner
from django.db import connection

from tests import journal
from tests.integration.office.figures import reported
from tests.journal import TUDORA, VORONA
from vatra.cli import main
from vatra.database import scope
from vatra.demo import building
from vatra.exchange import parquet, recount
from vatra.indicators import definitions
from vatra.kit.indicators import Definition
from vatra.places.models import Place
from vatra.records import actions

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 21)
HOMES = 7


@pytest.fixture
def county(places: None, nurse: journal.Author) -> None:
    """The demonstration's people in two communes, with a correction and a withdrawal."""
    definitions.forget()
    for siruta in (VORONA, TUDORA):
        building.build(Place.objects.get(pk=siruta), HOMES, TODAY)
    house = journal.household(nurse)
    taken_back = journal.household(nurse)
    actions.submit(principal=nurse, records=[house, taken_back])
    actions.submit(principal=nurse, records=[journal.void(nurse, taken_back)])
    child = journal.person(nurse, house, birth_date="2024-03-05", relation="child")
    signal = reported.signalled(nurse, house, "2026-11-02")
    given = [reported.made(nurse, form, child, "2026-11-10") for form in ("service_given", "child_visit")]
    reported.send(nurse, child, signal, *(each | {"dossier": signal["id"]} for each in given))


def known() -> tuple[Definition, ...]:
    with scope.system():
        return definitions.current()


def test_recount_from_facts_equals_the_tallies(county: None, tmp_path: Path) -> None:
    parquet.write(tmp_path, identified=False)

    outcome = recount.compare(tmp_path, known())

    assert outcome.differences == ()
    assert outcome.cells > 200
    assert len(outcome.parts) > 60
    # What is counted again is there at all: not only empty beside empty.
    with duckdb.connect() as facts:
        counted = {
            row[0]
            for row in facts.execute(
                f"SELECT DISTINCT indicator FROM read_parquet('{tmp_path}/tallies/*/*.parquet')"
            ).fetchall()
        }
    for code in ("VUL.1", "VUL.3", "CAZ.1", "CAZ.5", "SER.1", "2.2.e.5", "VIZ.2"):
        assert (code, "n") in outcome.parts
        assert code in counted, f"the demonstration has no {code}"


def test_recount_notices_a_changed_tally(county: None, tmp_path: Path) -> None:
    with scope.system(), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE indicators_delta SET value = value + 1 WHERE id = "
            "(SELECT min(id) FROM indicators_delta WHERE indicator = 'VUL.3')"
        )
        assert cursor.rowcount == 1
    parquet.write(tmp_path, identified=False)

    outcome = recount.compare(tmp_path, known())

    (difference,) = outcome.differences
    assert (difference.indicator, difference.stored - difference.counted) == ("VUL.3", 1)


def test_command_ends_with_one_and_a_table_where_figures_differ(county: None, tmp_path: Path) -> None:
    run = CliRunner().invoke
    folder = tmp_path / "export"
    cli = main.build()
    written = run(cli, ["export", "--parquet", str(folder)])
    good = run(cli, ["export", "--check", str(folder)])
    with scope.system(), connection.cursor() as cursor:
        cursor.execute("UPDATE indicators_delta SET value = value + 1 WHERE indicator = 'CAZ.5'")
    again = tmp_path / "again"
    run(cli, ["export", "--parquet", str(again)])
    bad = run(cli, ["export", "--check", str(again)])

    assert (written.exit_code, good.exit_code, bad.exit_code) == (0, 0, 1), (written.output, good.output)
    assert "Faptele dau aceleași cifre." in good.output
    assert "CAZ.5" in bad.output


def test_manifest_tells_every_file_and_notices_a_changed_one(county: None, tmp_path: Path) -> None:
    files = parquet.write(tmp_path, identified=False)

    told = json.loads((tmp_path / "manifest.json").read_text())
    on_disk = {str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*.parquet")}

    assert {each["path"] for each in told["files"]} == on_disk == {file.path for file in files}
    assert all("county_id=74" in path for path in on_disk)
    assert parquet.broken(tmp_path) == []
    with (tmp_path / files[0].path).open("ab") as file:
        file.write(b"x")
    assert parquet.broken(tmp_path) == [files[0].path]


def test_export_without_names_holds_nothing_that_identifies(county: None, tmp_path: Path) -> None:
    parquet.write(tmp_path, identified=False)

    with scope.system(), connection.cursor() as cursor:
        cursor.execute("SELECT id::text FROM people_person UNION SELECT id::text FROM records_record")
        ids = {row[0] for row in cursor.fetchall()}
        cursor.execute("SELECT DISTINCT family_name FROM people_identity WHERE length(family_name) > 3")
        names = {row[0] for row in cursor.fetchall()}
    assert ids
    assert names
    with duckdb.connect() as facts:
        for path in tmp_path.rglob("*.parquet"):
            for row in facts.execute(f"SELECT * FROM read_parquet('{path}')").fetchall():
                texts = {value for value in row if isinstance(value, str)}
                assert not texts & ids, path
                assert not texts & names, path
    assert not (tmp_path / "answers").exists()


def test_identified_export_says_so_and_joins_with_the_database(county: None, tmp_path: Path) -> None:
    parquet.write(tmp_path, identified=True)

    with scope.system(), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM records_part")
        (stored,) = cursor.fetchone()
        cursor.execute("SELECT id::text FROM records_record ORDER BY 1 LIMIT 1")
        (record,) = cursor.fetchone()
    with duckdb.connect() as facts:
        rows = facts.execute(
            f"SELECT count(*), bool_or(record = '{record}') FROM read_parquet('{tmp_path}/answers/*/*.parquet')"
        ).fetchone()
    assert rows == (stored, True)
    assert parquet.manifest(tmp_path)["identified"] is True


def test_folder_with_something_in_it_is_refused(county: None, tmp_path: Path) -> None:
    (tmp_path / "vechi.txt").write_text("ceva")

    with pytest.raises(parquet.ExportError):
        parquet.write(tmp_path, identified=False)

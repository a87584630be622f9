"""Starts clusters of its own, beside the one the other tests use."""

import os
import stat
from pathlib import Path

import psycopg
import pytest

from vatra.database import embedded, roles


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    # A closed folder above, as in a closed home: PostgreSQL's own user cannot pass it.
    closed = tmp_path_factory.mktemp("closed")
    closed.chmod(0o700)
    return closed / "data" / "pg"


def test_cluster_runs_while_somebody_needs_it(folder: Path) -> None:
    with embedded.running(folder):
        with embedded.running(folder):
            assert embedded.is_running(folder)
        assert embedded.is_running(folder)

    assert not embedded.is_running(folder)


def test_cluster_is_safe_and_closed(folder: Path) -> None:
    with embedded.running(folder), psycopg.connect(embedded.url(folder, database="postgres")) as connection:
        settings = {
            name: connection.execute("SELECT current_setting(%s)", [name]).fetchone()
            for name in ("fsync", "synchronous_commit", "listen_addresses", "log_error_verbosity")
        }
        sockets = embedded._socket_folder(folder)

    assert settings == {
        "fsync": ("on",),
        "synchronous_commit": ("on",),
        "listen_addresses": ("",),
        "log_error_verbosity": ("terse",),
    }
    assert stat.S_IMODE(sockets.stat().st_mode) == stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert os.geteuid() or folder.stat().st_uid


def test_refused_rows_stay_out_of_the_log(folder: Path) -> None:
    with (
        embedded.running(folder),
        psycopg.connect(embedded.url(folder, database="postgres"), autocommit=True) as connection,
    ):
        connection.execute("CREATE TABLE IF NOT EXISTS secret (cnp text UNIQUE)")
        for _ in range(2):
            try:
                connection.execute("INSERT INTO secret VALUES (%s)", ["1800101221144"])
            except psycopg.errors.UniqueViolation:
                refused = True

    assert refused
    log = (folder / "server.log").read_text()
    assert "secret_cnp_key" in log
    assert "1800101221144" not in log


def test_long_path_gets_a_short_socket(tmp_path: Path) -> None:
    deep = tmp_path / ("d" * 100) / "pg"

    assert len(str(embedded._socket_folder(deep))) < embedded.SOCKET_LIMIT
    assert embedded._socket_folder(deep) != embedded._socket_folder(deep.with_name("other"))


def test_broken_cluster_says_why_and_what_to_do(tmp_path: Path) -> None:
    folder = tmp_path / "pg"
    folder.mkdir()
    (folder / "PG_VERSION").write_text("9\n")

    with (
        pytest.raises(embedded.EmbeddedError, match=r"PostgreSQL could not start(.|\n)*DATABASE_URL"),
        embedded.running(folder),
    ):
        pass


def test_roles_are_made_once_and_bounded(folder: Path) -> None:
    with embedded.running(folder):
        admin = embedded.url(folder, database="postgres")
        roles.ensure(admin)
        roles.ensure(admin)
        roles.ensure_database(admin, "vatra")
        roles.ensure_database(admin, "vatra")
        with psycopg.connect(admin) as connection:
            found = connection.execute(
                "SELECT rolname, rolcanlogin, rolinherit FROM pg_roles"
                " WHERE rolname ~ '^vatra_' AND NOT rolsuper AND NOT rolbypassrls ORDER BY rolname"
            ).fetchall()
        with psycopg.connect(embedded.url(folder, roles.APP)) as connection:
            may_create = connection.execute("SELECT has_schema_privilege('public', 'CREATE')").fetchone()

    assert found == [
        ("vatra_app", True, False),
        ("vatra_auth", False, True),
        ("vatra_central", False, True),
        ("vatra_county", False, True),
        ("vatra_local", False, True),
        ("vatra_owner", True, True),
        ("vatra_system", False, True),
    ]
    assert may_create == (False,)

"""The files of `deploy/` are what Debian's own programs accept, and the units' commands work."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from django.conf import settings

from tests.integration.operation.cluster import RECOUNT, TALLY, Installation, families, stored, table, used
from tests.integration.operation.web import Web, enrolled, push_all, started, wait_until
from vatra.database import embedded

ROOT = Path(settings.ROOT)
DEPLOY = ROOT / "deploy"
UNITS = sorted(path.name for path in DEPLOY.glob("vatra-*"))
VENV = ROOT / ".venv"


def program(name: str) -> str:
    """Path of a program of Debian; without it the test is skipped."""
    found = shutil.which(name, path=f"{os.environ['PATH']}:/usr/sbin")
    if found is None:
        pytest.skip(f"{name} is not installed here (apt-get install {name})")
    return found


def unit(name: str) -> str:
    return (DEPLOY / name).read_text().replace("/opt/vatra", str(ROOT))


@pytest.mark.parametrize("name", UNITS)
def test_units_are_sound(tmp_path: Path, name: str) -> None:
    for other in UNITS:
        (tmp_path / other).write_text(unit(other))
    command = [program("systemd-analyze"), "verify", "--man=no", str(tmp_path / name)]

    checked = subprocess.run(command, capture_output=True, text=True, check=False)

    assert [line for line in checked.stderr.splitlines() if "vatra" in line] == []


@pytest.mark.parametrize("name", [one for one in UNITS if one.endswith(".service")])
def test_services_are_closed_in(name: str) -> None:
    text = unit(name)

    assert "User=vatra" in text
    for line in ("NoNewPrivileges=yes", "ProtectSystem=strict", "CapabilityBoundingSet=", "ProtectHome=yes"):
        assert line in text
    assert ("owner.env" in text) == (name == "vatra-backup.service")


def test_every_variable_of_the_environment_files_is_documented() -> None:
    documented = set(re.findall(r"^\| `([A-Z_]+)`", (ROOT / "docs/settings.md").read_text(), re.MULTILINE))
    named = {
        name
        for path in DEPLOY.glob("*.env")
        for name in re.findall(r"^([A-Z_]+)=", path.read_text(), re.MULTILINE)
    }

    assert named - documented == set()


def test_nginx_takes_its_file(tmp_path: Path) -> None:
    nginx, openssl = program("nginx"), program("openssl")
    subprocess.run(
        [openssl, "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "1",
         "-subj", "/CN=vatra", "-keyout", str(tmp_path / "privkey.pem"), "-out", str(tmp_path / "fullchain.pem")],
        check=True, capture_output=True,
    )  # fmt: skip
    site = (DEPLOY / "nginx.conf").read_text().replace("/etc/vatra/tls", str(tmp_path))
    (tmp_path / "nginx.conf").write_text(
        f"pid {tmp_path}/pid;\nerror_log {tmp_path}/error.log;\nevents {{}}\nhttp {{\n{site}\n}}\n"
    )

    checked = subprocess.run(
        [nginx, "-t", "-c", str(tmp_path / "nginx.conf")], capture_output=True, check=False
    )

    assert checked.returncode == 0, checked.stderr


def test_caddy_takes_its_file() -> None:
    command = [program("caddy"), "validate", "--adapter", "caddyfile", "--config", str(DEPLOY / "Caddyfile")]

    checked = subprocess.run(command, capture_output=True, check=False)

    assert checked.returncode == 0, checked.stderr


def test_the_web_units_command_serves_and_counts_over_its_processes(
    installation: Installation, tmp_path: Path
) -> None:
    command = re.search(r"^ExecStart=(.*)$", unit("vatra-web.service"), re.MULTILINE)
    assert command is not None
    installation.more["VATRA_METRICS_TOKEN"] = "t" * 40
    with installation.running(), used(installation.pg):
        web = Web(installation)
        web.port = 18_000 + os.getpid() % 10_000
        words = shlex.split(command[1].replace("127.0.0.1:8000", f"127.0.0.1:{web.port}"))
        counts = tmp_path / "run"
        running = started(words, installation, web.log, PROMETHEUS_MULTIPROC_DIR=str(counts))
        try:
            wait_until(web.is_alive, "the unit's command does not answer")
            phone = enrolled()
            push_all(phone, web, phone.numbered(families(phone.author, ["A", "B"])))
            ready = web.ask("GET", "/health/ready")
            counted = web.ask("GET", "/metrics", Authorization="Bearer " + "t" * 40)
        finally:
            os.killpg(running.pid, signal.SIGTERM)
            running.wait(30)

    assert ready.json() == {"database": True, "migrations": True, "queue": True, "disk": True}
    assert 'vatra_entries_total{status="accepted"} 6.0' in counted.text
    assert 'route="sync:push"' in counted.text
    assert "Familia" not in web.log.read_text()  # ids only


@contextmanager
def pooled(installation: Installation, folder: Path, port: int) -> Iterator[str]:
    """PgBouncer with our file, two connections to PostgreSQL, on a socket of its own."""
    owner = installation.pg.stat()
    sockets = embedded._socket_folder(installation.pg)
    text = (DEPLOY / "pgbouncer.ini").read_text()
    for pattern, value in {
        r"^vatra = .*$": f"vatra = host={sockets} dbname=vatra user=vatra_app",
        r"^auth_type = .*$": "auth_type = any",
        r"^auth_file = .*$": "",
        r"^listen_port = .*$": f"listen_port = {port}",
        r"^default_pool_size = .*$": "default_pool_size = 2",
        r"^reserve_pool_size = .*$": "reserve_pool_size = 0",
        r"^(logfile|pidfile) = .*$": "",
        r"^unix_socket_dir = .*$": "unix_socket_dir =",
    }.items():
        text = re.sub(pattern, value, text, flags=re.MULTILINE)
    (folder / "pgbouncer.ini").write_text(text)
    command = ["setpriv", f"--reuid={owner.st_uid}", f"--regid={owner.st_gid}", "--clear-groups"]
    command += ["--inh-caps=+dac_read_search", "--ambient-caps=+dac_read_search"]
    command = command if os.geteuid() == 0 else []
    running = started(
        [*command, program("pgbouncer"), str(folder / "pgbouncer.ini")], installation, folder / "log"
    )
    address = f"postgresql://vatra_app@127.0.0.1:{port}/vatra"
    try:
        wait_until(lambda: _answers(address), f"PgBouncer: {(folder / 'log').read_text()}", 10)
        yield address
    finally:
        os.killpg(running.pid, signal.SIGTERM)
        running.wait(30)


def _answers(address: str) -> bool:
    try:
        with psycopg.connect(address, prepare_threshold=None):
            return True
    except psycopg.OperationalError:
        time.sleep(0.1)
        return False


def test_the_application_works_through_pgbouncers_transaction_mode(
    installation: Installation, tmp_path: Path
) -> None:
    program("pgbouncer")
    port = 28_000 + os.getpid() % 10_000
    keys = installation.keys()
    with installation.running(), used(installation.pg), pooled(installation, tmp_path, port) as address:
        pool = keys | {"DATABASE_URL": address, "VATRA_PGBOUNCER": "1"}
        with Web(installation, pool, workers=4) as web:
            phone = enrolled()
            sent = phone.numbered(families(phone.author, [f"Familia {n}" for n in range(8)]))
            for start in range(0, len(sent), 6):
                push_all(phone, web, sent[start : start + 6])
            pulled = web.ask(
                "POST", "/api/sync/v1/pull", b'{"cursor": {}, "epochs": {}, "limit": 100}',
                **{"Authorization": f"Bearer {phone.token}", "Content-Type": "application/json"},
            )  # fmt: skip
            ready = web.ask("GET", "/health/ready")
        left = _what_is_left(address)

        assert (pulled.status, ready.status) == (200, 200), pulled.text
        assert len(pulled.json()["bundles"]) == 8
        assert sorted(stored()) == sorted(entry["id"] for entry in sent)
        assert table(TALLY) == table(RECOUNT)
    # Who gets a used connection gets no role and no territory with it.
    assert left == {("vatra_app", "", "")}


def _what_is_left(address: str) -> set[tuple[str, str, str]]:
    question = (
        "SELECT current_user::text, coalesce(current_setting('vatra.user', true), ''), "
        "coalesce(current_setting('vatra.places', true), '')"
    )
    found = set()
    for _ in range(8):
        with psycopg.connect(address, prepare_threshold=None, autocommit=True) as connection:
            found |= set(connection.execute(question.encode()).fetchall())
    return found

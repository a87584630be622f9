"""The `vatra` command as an operator calls it, on a data folder of its own."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from django.conf import settings
from django.shortcuts import resolve_url

from vatra.database import embedded
from vatra.project import keys

PATIENCE = 60


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("data")


def environment(data: Path, more: Mapping[str, str]) -> dict[str, str]:
    return {"PATH": os.environ["PATH"], "VATRA_DATA_DIR": str(data), "LANG": "C.UTF-8", **more}


def vatra(data: Path, *words: str, **more: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "vatra", *words]
    return subprocess.run(command, env=environment(data, more), capture_output=True, text=True, check=False)


def test_migrate_makes_everything_and_can_be_repeated(data: Path) -> None:
    first = vatra(data, "migrate")
    second = vatra(data, "migrate", "--quiet")

    assert first.returncode == second.returncode == 0, first.stderr
    assert "Applying accounts.0001_initial... OK" in first.stdout
    assert second.stdout == ""
    assert not embedded.is_running(data / "pg")


def test_deploy_check_passes_as_on_a_server(data: Path) -> None:
    database = "postgresql://vatra_app@db/vatra"
    server = {"VATRA_ORIGIN": "https://vatra.example", **keys.fresh()}

    checked = vatra(data, "check", "--deploy", **server, DATABASE_URL=f"{database}?sslmode=verify-full")
    unproven = vatra(data, "check", "--deploy", **server, DATABASE_URL=database)

    assert checked.returncode == 0, checked.stderr
    assert unproven.returncode == 1
    assert "vatra.W003" in unproven.stderr


def test_deploy_check_warns_of_keys_beside_data(data: Path) -> None:
    checked = vatra(data, "check", "--deploy")

    assert checked.returncode == 1
    assert "vatra.W001" in checked.stderr
    assert "vatra.W002" in checked.stderr


def test_keys_can_be_used(data: Path) -> None:
    printed = vatra(data, "keys").stdout
    pairs = dict(line.split("=", 1) for line in printed.splitlines())

    assert tuple(pairs) == keys.NAMES
    assert vatra(data, "check", **pairs).returncode == 0


def test_roles_are_printed_for_another_server(data: Path) -> None:
    printed = vatra(data, "roles").stdout

    assert "CREATE ROLE vatra_app LOGIN NOSUPERUSER NOINHERIT;" in printed
    assert "CREATE DATABASE vatra OWNER vatra_owner;" in printed


def test_wrong_use_ends_with_2_and_wrong_setting_with_1(data: Path) -> None:
    assert vatra(data, "dance").returncode == 2

    refused = vatra(data, "check", VATRA_ORIGIN="http://vatra.example")

    assert refused.returncode == 1
    assert "https://" in refused.stderr
    assert "Traceback" not in refused.stderr


@pytest.fixture
def served(data: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        bind = f"127.0.0.1:{free.getsockname()[1]}"
    command = [sys.executable, "-m", "vatra", "run", "--bind", bind, "--workers", "1"]
    # Into a file: a pipe nobody reads would stop a server that complains much.
    with (
        open(data / "run.log", "w") as log,
        subprocess.Popen(
            command, env=environment(data, {}), stdout=log, stderr=subprocess.STDOUT, text=True
        ) as program,
    ):
        yield program, f"http://{bind}{resolve_url(settings.LOGIN_URL)}"
        program.kill()


def test_run_serves_until_told_to_stop(data: Path, served: tuple[subprocess.Popen[str], str]) -> None:
    program, address = served

    page = wait_for(program, address)
    program.send_signal(signal.SIGTERM)

    assert "<form" in page
    assert program.wait(PATIENCE) == 0
    assert not embedded.is_running(data / "pg")


def wait_for(program: subprocess.Popen[str], address: str) -> str:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and program.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=PATIENCE) as response:  # noqa: S310 — our own address
                return str(response.read().decode())
        except OSError:
            time.sleep(0.2)
    program.kill()
    raise AssertionError("the server does not answer: its words are in run.log of the data folder")

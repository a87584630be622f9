"""Each start reads the environment anew, so these tests start programs."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from vatra.project import keys

ROOT = Path(__file__).resolve().parents[3]
READ = "from vatra.project import settings as s; print({n: getattr(s, n) for n in dir(s) if n.isupper()})"


def start(tmp_path: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    own = {"PATH": os.environ["PATH"], "VATRA_DATA_DIR": str(tmp_path)}
    return subprocess.run(
        [sys.executable, "-c", READ],
        env=own | variables,
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
    )


def test_without_variables_this_machine_only_is_served(tmp_path: Path) -> None:
    printed = start(tmp_path).stdout

    assert "'IS_EMBEDDED': True" in printed
    assert "'SECURE_SSL_REDIRECT': False" in printed
    assert "'DEBUG': False" in printed


def test_https_origin_closes_cookies_and_redirects(tmp_path: Path) -> None:
    printed = start(tmp_path, VATRA_ORIGIN="https://vatra.example/").stdout

    assert "'ALLOWED_HOSTS': ['vatra.example']" in printed
    assert "'CSRF_TRUSTED_ORIGINS': ['https://vatra.example']" in printed
    for name in ("SECURE_SSL_REDIRECT", "SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE"):
        assert f"'{name}': True" in printed
    for name, cookie in (("SESSION_COOKIE_NAME", "__Host-vatra"), ("CSRF_COOKIE_NAME", "__Host-csrftoken")):
        assert f"'{name}': '{cookie}'" in printed
    assert "'SECURE_HSTS_SECONDS': 31536000" in printed
    assert "'SECURE_HSTS_INCLUDE_SUBDOMAINS': True" in printed


def test_plain_http_for_others_is_refused(tmp_path: Path) -> None:
    refused = start(tmp_path, VATRA_ORIGIN="http://vatra.example")

    assert refused.returncode == 1
    assert "VATRA_ORIGIN must start with https://" in refused.stderr


def test_database_server_without_keys_is_refused(tmp_path: Path) -> None:
    refused = start(tmp_path, DATABASE_URL="postgresql://vatra_app@db/vatra")

    assert refused.returncode == 1
    assert "Set VATRA_SECRET_KEY, VATRA_FIELD_KEYS, VATRA_INDEX_KEY." in refused.stderr


def test_database_server_serves_both_aliases(tmp_path: Path) -> None:
    printed = start(
        tmp_path,
        DATABASE_URL="postgresql://vatra_app@db/vatra",
        DATABASE_OWNER_URL="postgresql://vatra_owner@db/vatra",
        **keys.fresh(),
    ).stdout

    assert "'USER': 'vatra_app'" in printed
    assert "'USER': 'vatra_owner'" in printed


def test_every_variable_is_documented() -> None:
    code = [path.read_text() for path in (ROOT / "vatra").rglob("*.py")]
    read = {name for text in code for name in re.findall(r'"((?:VATRA|DATABASE)_[A-Z_]+)"', text)}
    documented = set(re.findall(r"^\| `([A-Z_]+)`", (ROOT / "docs/settings.md").read_text(), re.MULTILINE))

    assert read == documented - {"VATRA_CHROMIUM"}


@pytest.mark.parametrize("name", ["SECRET_KEY", "FIELD_KEYS", "INDEX_KEY"])
def test_keys_come_from_the_environment(tmp_path: Path, name: str) -> None:
    fresh = keys.fresh()

    assert f"'{name}': " in start(tmp_path, **fresh).stdout
    assert not (tmp_path / "secrets.json").exists()

"""`check --deploy` finds nothing in an installation behind HTTPS."""

import os
import subprocess
import sys
from pathlib import Path

from vatra.project import keys

ROOT = Path(__file__).resolve().parents[3]
CHECK = """
import django; django.setup()
from django.conf import settings as s
from django.core.management import call_command
call_command("check", deploy=True, fail_level="WARNING")
print(s.SESSION_COOKIE_NAME, s.SESSION_COOKIE_HTTPONLY, s.SESSION_COOKIE_SECURE, s.SESSION_COOKIE_SAMESITE)
"""


def test_deployment_check_is_clean_and_the_cookie_is_closed(tmp_path: Path) -> None:
    variables = keys.fresh() | {
        "PATH": os.environ["PATH"],
        "VATRA_DATA_DIR": str(tmp_path),
        "VATRA_ORIGIN": "https://vatra.example",
        "DJANGO_SETTINGS_MODULE": "vatra.project.settings",
    }

    done = subprocess.run(
        [sys.executable, "-c", CHECK], env=variables, cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == "__Host-vatra True True Lax"

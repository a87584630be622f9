"""Which browser, and how it is started."""

import os
import shutil

import pytest

NAMES = ("chromium", "chromium-browser", "google-chrome")
# Chromium's own sandbox refuses to start as root.
ARGUMENTS = ["--no-sandbox"] if os.geteuid() == 0 else []


def executable() -> str:
    """The browser of the machine; Playwright downloads none."""
    found = os.environ.get("VATRA_CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        pytest.fail("No Chromium: run tools/chromium.sh, or set VATRA_CHROMIUM to the path of one.")
    return found

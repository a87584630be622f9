"""The measurements run to their end in small, and print every row; their times are not judged."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
ROWS = (
    "push of registrations",
    "push of assessments",
    "push of first visits",
    "push of second visits",
    "one entry, signed in",
    "first sync of a phone",
    "household list",
    "search by name",
    "case list",
    "case page",
    "first sync of 20 phones, 16 at once",
    "push of 20 phones, 16 at once",
    "indicators of the country",
    "map of the country",
    "a home visit on paper",
    "register of",
    "phone: first load of",
    "phone: opened with the PIN",
    "phone: key to frame",
    "phone: JavaScript",
    "fold of",
    "national indicator by county and month",
    "month's supplements of",
    "Parquet of",
    "indicator by county and month, 100,000 facts",
)


def test_quick_measurements_print_every_row() -> None:
    told = (ROOT / "docs" / "performance.md").read_text()
    done = subprocess.run(
        [sys.executable, "-m", "bench", "--quick"],
        cwd=ROOT,
        env=os.environ | {"VATRA_LOG_LEVEL": "ERROR"},
        capture_output=True,
        text=True,
        timeout=900,
        check=False,
    )

    assert done.returncode == 0, done.stderr[-2000:]
    for row in ROWS:
        assert row in done.stdout, row
    assert (ROOT / "docs" / "performance.md").read_text() == told

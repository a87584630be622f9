"""A line of the table, and the table in docs/performance.md."""

from __future__ import annotations

import os
import platform
import re
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

PAGE = Path(__file__).parents[1] / "docs" / "performance.md"


@dataclass(frozen=True, slots=True)
class Row:
    """``ratio``: how many times the baseline the work costs, both measured in this run."""

    work: str
    reached: str
    baseline: str
    ratio: float
    aim: str = ""

    @property
    def cells(self) -> tuple[str, ...]:
        return (
            self.work,
            self.reached,
            self.baseline,
            f"{self.ratio:.2g}x" if self.ratio < 10 else f"{self.ratio:.0f}x",
            self.aim,
        )


HEAD = ("work", "reached", "baseline of the same run", "ratio", "aim")


def machine() -> str:
    """Processor, cores and load while measuring."""
    text = Path("/proc/cpuinfo").read_text()
    model = re.search(r"model name\s*: (.+)", text)
    name = model.group(1).strip() if model else platform.machine()
    return (
        f"{name}, {os.cpu_count()} cores, Python {platform.python_version()}, load {os.getloadavg()[0]:.1f}"
    )


def revision() -> str:
    """Which state of the code was measured, ``changed`` where files differ from it; empty outside of git."""
    git = shutil.which("git")
    if git is None:
        return ""
    told = subprocess.run(
        [git, "describe", "--always", "--dirty=, changed"],
        cwd=PAGE.parent,
        capture_output=True,
        text=True,
        check=False,
    )
    return told.stdout.strip()


def table(rows: Sequence[Row]) -> str:
    lines = [f"| {' | '.join(HEAD)} |", "|---|---|---|---|---|"]
    return "\n".join([*lines, *(f"| {' | '.join(row.cells)} |" for row in rows)])


def write(rows: Sequence[Row], persons: int, command: str, code: str, page: Path = PAGE) -> None:
    """Put the rows between the markers of their size; what people wrote around them stays.

    Rows of parts that were not measured this time stay too. ``code``: the revision that was measured.
    """
    begin, end = f"<!-- bench {persons} -->", f"<!-- /bench {persons} -->"
    text = page.read_text()
    if begin not in text:
        text = f"{text.rstrip()}\n\n## {persons:,} persons\n\n{begin}\n{end}\n"
    before, rest = text.split(begin)
    old, after = rest.split(end)
    told = f"{machine()}; {datetime.now(UTC).date().isoformat()}; `{command}`; code at {code}"
    measured = {_name(row.work) for row in rows}
    earlier = [line for line in old.splitlines()[4:] if line.startswith("| ")]
    kept = [line for line in earlier if _name(line.removeprefix("| ").split(" | ")[0]) not in measured]
    body = "\n".join([table(rows), *kept])
    page.write_text(f"{before}{begin}\n{told}\n\n{body}\n{end}{after}")


def _name(work: str) -> str:
    """The work without the sizes of one run."""
    return re.split(r"\d", work)[0]

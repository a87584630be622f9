"""A line of the table, and the table in docs/performance.md."""

from __future__ import annotations

import os
import platform
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

PAGE = Path(__file__).parents[1] / "docs" / "performance.md"
BEGIN, END = "<!-- bench:begin -->", "<!-- bench:end -->"


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
        return self.work, self.reached, self.baseline, f"{self.ratio:.1f}x", self.aim


HEAD = ("work", "reached", "baseline of the same run", "ratio", "aim")


def machine() -> str:
    """Processor, cores and load while measuring."""
    text = Path("/proc/cpuinfo").read_text()
    model = re.search(r"model name\s*: (.+)", text)
    name = model.group(1).strip() if model else platform.machine()
    return (
        f"{name}, {os.cpu_count()} cores, Python {platform.python_version()}, load {os.getloadavg()[0]:.1f}"
    )


def table(rows: Sequence[Row]) -> str:
    lines = [f"| {' | '.join(HEAD)} |", "|---|---|---|---|---|"]
    return "\n".join([*lines, *(f"| {' | '.join(row.cells)} |" for row in rows)])


def write(rows: Sequence[Row], command: str, page: Path = PAGE) -> None:
    """Put the table between the markers of the page; what people wrote around it stays."""
    text = page.read_text()
    before, rest = text.split(BEGIN)
    after = rest.split(END)[1]
    told = f"{machine()}; {datetime.now(UTC).date().isoformat()}; `{command}`"
    page.write_text(f"{before}{BEGIN}\n{told}\n\n{table(rows)}\n{END}{after}")

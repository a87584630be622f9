"""Write the table of docs/asvs.yaml into docs/security.md, between its two marks: `python tools/asvs.py`.

`--check` writes nothing and fails when the page is not what the data say.
"""

import re
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parents[1]
DATA, PAGE = ROOT / "docs/asvs.yaml", ROOT / "docs/security.md"
BEGIN, END = "<!-- asvs: made by tools/asvs.py -->", "<!-- asvs: end -->"
STATES = {"met": "met", "partly": "partly", "not_met": "**not met**", "not_applicable": "n/a"}


def rows() -> list[dict[str, Any]]:
    """Every requirement of the data, in their order."""
    found: list[dict[str, Any]] = yaml.safe_load(DATA.read_text())
    return found


def table(found: list[dict[str, Any]]) -> str:
    """Counts, then one line a requirement."""
    counts = Counter((row["level"], row["state"]) for row in found)
    lines = ["| level | met | partly | not met | not applicable |", "| --- | --- | --- | --- | --- |"]
    for level in (1, 2):
        lines.append(f"| {level} | " + " | ".join(str(counts[level, state]) for state in STATES) + " |")
    lines += ["", "| id | level | what is asked | state | how, or why not | shown by |"]
    lines.append("| --- | --- | --- | --- | --- | --- |")
    for row in found:
        words = ". ".join(row[key] for key in ("how", "why") if row.get(key))
        tests = "<br>".join(f"`{test}`" for test in row.get("tests", ()))
        cells = (row["id"], row["level"], row["ask"], STATES[row["state"]], words, tests)
        lines.append("| " + " | ".join(str(cell).replace("|", "\\|") for cell in cells) + " |")
    return "\n".join(lines)


def rendered(page: str, found: list[dict[str, Any]]) -> str:
    """The page with the table of the data between its marks. ValueError: the marks are not there."""
    pattern = re.compile(f"{re.escape(BEGIN)}.*{re.escape(END)}", re.S)
    if not pattern.search(page):
        raise ValueError(f"{PAGE.name} has lost its marks {BEGIN} and {END}")
    return pattern.sub(lambda _: f"{BEGIN}\n\n{table(found)}\n\n{END}", page)


def main(*options: str) -> int:
    page = PAGE.read_text()
    made = rendered(page, rows())
    if "--check" in options:
        if made != page:
            print("docs/security.md is not what docs/asvs.yaml says: run `python tools/asvs.py`.")
        return int(made != page)
    PAGE.write_text(made)
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))

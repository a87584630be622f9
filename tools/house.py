"""Rules of the house that no linter knows: how long a file may be, and what may not stand in one.

Exceptions stand in tools/allowed.toml, each with its reason in words.
"""

import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LINES = {".py": 300, ".ts": 200, ".tsx": 200, ".html": 120}
TEST_LINES = 300
FREE = re.compile(r"/migrations/|/generated/|/fixtures/|\.d\.ts$")
TEXT = re.compile(r"[.](css|html|js|json|lock|md|py|sh|toml|tsx?|typ|yaml)$|/[^.]+$")
# Written with brackets so that this file does not find itself.
FORBIDDEN = {
    r"registry[.]npmjs|registry[.]yarnpkg|pypi[.]org|files[.]pythonhosted": "a package registry's host",
    r"deb[.]debian|index[.]crates|proxy[.]golang": "a package registry's host",
    r"/[w]ork/(main|shared|notes)": "a path of one machine",
    r"[ŞşŢţ]": "a cedilla letter: write Ș ș Ț ț",
}


def tracked() -> list[Path]:
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    listing = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [ROOT / line for line in listing.splitlines() if (ROOT / line).is_file()]


def too_long(path: Path, allowed: dict[str, str]) -> Iterator[str]:
    name = str(path.relative_to(ROOT))
    limit = LINES.get(path.suffix)
    if limit is None or FREE.search("/" + name) or name in allowed:
        return
    if name.startswith(("tests/", "field/test/")):
        limit = TEST_LINES
    count = len(path.read_text().splitlines())
    if count > limit:
        yield f"{name}: {count} lines, more than {limit}. Split it, or allow it with a reason."


def forbidden(path: Path, allowed: dict[str, str]) -> Iterator[str]:
    name = str(path.relative_to(ROOT))
    if not TEXT.search(str(path)) or name in allowed or path == Path(__file__):
        return
    for number, line in enumerate(path.read_text(errors="replace").splitlines(), start=1):
        for pattern, meaning in FORBIDDEN.items():
            if re.search(pattern, line):
                yield f"{name}:{number}: {meaning}"


def unused(allowed: dict[str, dict[str, str]]) -> Iterator[str]:
    for names in allowed.values():
        yield from (f"tools/allowed.toml: {name} is gone" for name in names if not (ROOT / name).exists())


def main() -> int:
    allowed = tomllib.loads((ROOT / "tools/allowed.toml").read_text())
    faults = list(unused(allowed))
    for path in tracked():
        faults += too_long(path, allowed["long"])
        faults += forbidden(path, allowed["words"])
    print("\n".join(faults) or "The house is in order.")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())

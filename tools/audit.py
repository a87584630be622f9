"""Ask the vulnerability services about what is locked: `python tools/audit.py`. Needs the network.

Exit codes: 0 asked about every package, nothing found; 1 something found; 2 not all could be
asked, so about those nothing is known. Silence of a service is never taken for good news.
"""

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PATIENCE = 60  # seconds
# Fetched for this question only: it is no part of what is installed.
PYTHON = "uv tool run --quiet pip-audit --require-hashes --disable-pip --format json -r requirements.lock"
PHONE = "npm audit --json"


@dataclass(frozen=True, slots=True)
class Answer:
    """``found``: what is known against packages; ``unknown``: what could not be asked."""

    found: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()


def python(text: str) -> Answer:
    """What pip-audit said."""
    told = _json(text)
    if not isinstance(told, dict) or not told.get("dependencies"):
        return Answer(unknown=("every Python package",))
    found = tuple(
        f"{one['name']} {one['version']}: {', '.join(vuln['id'] for vuln in one['vulns'])}"
        for one in told["dependencies"]
        if one.get("vulns")
    )
    return Answer(found, tuple(one["name"] for one in told["dependencies"] if "skip_reason" in one))


def phone(text: str) -> Answer:
    """What npm said."""
    told = _json(text)
    if not isinstance(told, dict) or "vulnerabilities" not in told:
        return Answer(unknown=("every package of the phone",))
    return Answer(
        tuple(f"{name}: {one['severity']}" for name, one in sorted(told["vulnerabilities"].items()))
    )


def _json(text: str) -> object:
    """The first JSON object in the output, which may begin with other words."""
    try:
        return json.JSONDecoder().raw_decode(text[text.index("{") :])[0]
    except ValueError:
        return None


def _ask(command: str, folder: Path) -> str:
    beside = f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}"
    first, *rest = command.split()
    program = shutil.which(first, path=beside)
    if program is None:
        return ""
    try:
        done = subprocess.run(
            [program, *rest],
            cwd=folder,
            env=os.environ | {"PATH": beside},
            capture_output=True,
            text=True,
            check=False,
            timeout=PATIENCE,
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout


def verdict(*answers: Answer) -> int:
    """Say it, and the exit code."""
    found = [line for answer in answers for line in answer.found]
    unknown = [line for answer in answers for line in answer.unknown]
    if found:
        print("Known against what is locked:", *found, sep="\n  ")
    if unknown:
        few = ", ".join(unknown[:5]) + (f" and {len(unknown) - 5} more" if len(unknown) > 5 else "")
        print(f"Could not be asked, so nothing is known: {few}. Run again where there is a network.")
    if not found and not unknown:
        print("Asked about every package: nothing is known against what is locked.")
    return 1 if found else 2 if unknown else 0


if __name__ == "__main__":
    sys.exit(verdict(python(_ask(PYTHON, ROOT)), phone(_ask(PHONE, ROOT / "field"))))

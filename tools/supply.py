"""What is known without a network about the packages Vatra installs: `python tools/supply.py`.

Every package is locked by digest, has its licence listed in docs/licences.md, the licence goes
with EUPL-1.2, and no version stands in tools/refused.toml. Known vulnerabilities are asked of
services on the network: `make audit`.
"""

import json
import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PINNED = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^\]]*\])?==([^\s;\\]+)(.*)$")
DIGEST = re.compile(r"--hash=sha256:[0-9a-f]{64}\b")
# Locked for other systems only, so not installed where docs/licences.md is made.
ELSEWHERE = {"colorama": "BSD-3-Clause"}
# What may go with a work under EUPL-1.2 that is installed beside it, not copied into it.
FINE = re.compile(
    r"MIT|BSD|ISC|Apache|MPL|Mozilla|LGPL|Lesser General|PSF|Python Software|Unlicense|CC0|0BSD|Zlib|HPND|BlueOak",
    re.IGNORECASE,
)
NEVER = re.compile(r"(?<!L)(?<!Lesser )\b(?:A?GPL|SSPL|BUSL|Commons Clause|CC-BY-NC)", re.IGNORECASE)


def locked(text: str) -> dict[str, tuple[str, int]]:
    """`{package: (version, number of digests)}` of a lock file. ValueError: a line that pins nothing."""
    found: dict[str, tuple[str, int]] = {}
    for line in text.replace("\\\n", " ").splitlines():
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        match = PINNED.match(line)
        if match is None:
            raise ValueError(f"not pinned: {line.split(' ')[0]}")
        found[name_of(match[1])] = (match[2], len(DIGEST.findall(match[3])))
    return found


def name_of(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def phone(text: str) -> dict[str, tuple[str, int]]:
    """The same of the phone's lock file."""
    packages = json.loads(text)["packages"]
    return {
        re.sub(r"^.*node_modules/", "", path): (one.get("version", ""), int("integrity" in one))
        for path, one in packages.items()
        if path and not one.get("link")
    }


def licences(text: str) -> dict[str, str]:
    """`{package: licence}` of docs/licences.md."""
    rows = (line.strip("| ").split(" | ") for line in text.splitlines() if line.startswith("| "))
    return {name_of(row[0]): row[2] for row in rows if len(row) == 3 and row[0] != "package"}


def faults(
    packages: dict[str, tuple[str, int]], told: dict[str, str], refused: dict[str, str]
) -> Iterator[str]:
    """What is wrong with each package, in words."""
    for name, (version, digests) in sorted(packages.items()):
        if not digests:
            yield f"{name}: locked without a digest"
        licence = told.get(name_of(name))
        if licence is None:
            yield f"{name}: no licence in docs/licences.md (`python tools/licences.py > docs/licences.md`)"
        elif NEVER.search(licence) or not FINE.search(licence):
            yield f"{name}: the licence {licence!r} does not go with EUPL-1.2"
        reason = refused.get(f"{name}=={version}") or refused.get(name)
        if reason:
            yield f"{name} {version} is refused: {reason}"


def all_faults() -> list[str]:
    told = ELSEWHERE | licences((ROOT / "docs/licences.md").read_text())
    refused: dict[str, str] = tomllib.loads((ROOT / "tools/refused.toml").read_text())["refused"]
    found = list(faults(locked((ROOT / "requirements.lock").read_text()), told, refused))
    return found + list(faults(phone((ROOT / "field/package-lock.json").read_text()), told, refused))


def main() -> int:
    found = all_faults()
    print(
        "\n".join(found)
        or "Every package is locked by digest, listed with a licence that fits, and not refused."
    )
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(main())

"""List the licences of what Vatra installs: `python tools/licences.py > docs/licences.md`.

Reads what is installed here and the phone's lock file; asks no network.
"""

import json
import re
from importlib.metadata import PackageMetadata, distributions
from pathlib import Path

ROOT = Path(__file__).parents[1]
SHORT = 60


def python_rows() -> list[tuple[str, str, str]]:
    """(name, version, licence) of every installed Python package but Vatra itself."""
    rows = {}
    for found in distributions():
        about = found.metadata
        name = about["Name"]
        if name.lower() != "vatra":
            rows[name.lower()] = (name, found.version, _licence(about))
    return [rows[key] for key in sorted(rows)]


def _licence(about: PackageMetadata) -> str:
    if expressions := about.get_all("License-Expression"):
        return str(expressions[0])
    kinds = [
        line.rpartition(" :: ")[2]
        for line in about.get_all("Classifier") or []
        if line.startswith("License ::")
    ]
    text = "".join((about.get_all("License") or [])[:1]).strip().splitlines()
    return "; ".join(kinds) or (text[0][:SHORT] if text else "see the package")


def phone_rows() -> list[tuple[str, str, str]]:
    """(name, version, licence) of the phone's packages, from its lock file."""
    lock = json.loads((ROOT / "field/package-lock.json").read_text())
    rows = set()
    for path, package in lock["packages"].items():
        name = re.sub(r"^.*node_modules/", "", path)
        if name:
            rows.add((name, package.get("version", ""), package.get("license", "see the package")))
    return sorted(rows)


def main() -> None:
    """Print the page."""
    print("# Licences of dependencies\n")
    print("Vatra is under EUPL-1.2. Made by `python tools/licences.py`.\n")
    for title, rows in (("Python", python_rows()), ("Phone (mostly build tools)", phone_rows())):
        print(f"## {title}\n\n| package | version | licence |\n|---|---|---|")
        for row in rows:
            print("| " + " | ".join(row) + " |")
        print()


if __name__ == "__main__":
    main()

"""A pack's words for people: why a finding matters, what a clause asks, in plain Romanian.

`texts/findings.yaml`: `codes` (code -> text) and `groups` (group of vulnerabilities -> text, for the
codes without their own). `texts/clauses.yaml`: clause id -> text. Both may be missing.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from vatra.kit import yaml12
from vatra.kit.catalogue import Vulnerability
from vatra.kit.errors import PackError


def of_findings(root: Path, vulnerabilities: Mapping[str, Vulnerability]) -> dict[str, str]:
    """Code -> why it is noted and why it matters; PackError on a code or a group that nothing has."""
    raw = _read(root, "findings")
    codes, groups = raw.get("codes", {}), raw.get("groups", {})
    known = {one.group for one in vulnerabilities.values()}
    if strangers := sorted((set(codes) - set(vulnerabilities)) | (set(groups) - known)):
        raise PackError(f"{root.name}/texts/findings.yaml: unknown {strangers}")
    texts = {code: codes.get(code, groups.get(one.group)) for code, one in vulnerabilities.items()}
    return {code: text for code, text in texts.items() if text is not None}


def of_clauses(root: Path) -> dict[str, str]:
    """Clause id -> what it asks."""
    return _read(root, "clauses")


def _read(root: Path, name: str) -> dict[str, Any]:
    path = root / "texts" / f"{name}.yaml"
    return (yaml12.load(path) or {}) if path.exists() else {}

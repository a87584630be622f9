"""What is locked, its licence, and what is refused, told without a network."""

from __future__ import annotations

import json

import pytest

from tools import supply

DIGEST = "--hash=sha256:" + "0" * 64
LOCK = f"""one==1.0 \\
    {DIGEST}
    # via two
two-x[extra]==2.0 ; sys_platform == 'linux' \\
    {DIGEST} \\
    {DIGEST}
"""


def test_everything_locked_has_its_licence_listed() -> None:
    assert supply.all_faults() == []


def test_a_lock_file_is_read_with_its_digests() -> None:
    assert supply.locked(LOCK) == {"one": ("1.0", 1), "two-x": ("2.0", 2)}


@pytest.mark.parametrize("line", ["one>=1.0", "one @ git+https://example.org/one", "./one"])
def test_what_is_not_pinned_is_refused(line: str) -> None:
    with pytest.raises(ValueError, match="not pinned"):
        supply.locked(line)


def test_the_phones_lock_is_read_too() -> None:
    lock = {
        "packages": {
            "": {},
            "node_modules/@a/b": {"version": "1.0", "integrity": "sha512-x"},
            "node_modules/c": {},
        }
    }

    assert supply.phone(json.dumps(lock)) == {"@a/b": ("1.0", 1), "c": ("", 0)}


@pytest.mark.parametrize(
    ("licence", "fits"),
    [
        ("MIT", True), ("BSD-3-Clause", True), ("LGPL-3.0-only", True), ("Apache-2.0 OR BSD-3-Clause", True),
        ("GPL-3.0-or-later", False), ("AGPL-3.0", False), ("BUSL-1.1", False), ("SSPL-1.0", False),
        ("see the package", False),
        ("GNU Lesser General Public License v2 or later (LGPLv2+)", True),
    ],
)  # fmt: skip
def test_a_licence_fits_or_is_told(licence: str, fits: bool) -> None:
    found = list(supply.faults({"one": ("1.0", 1)}, {"one": licence}, {}))

    assert (found == []) is fits


def test_a_missing_digest_a_missing_licence_and_a_refused_version_are_told() -> None:
    packages = {"bad": ("1.2", 1), "bare": ("1.0", 0), "gone": ("1.0", 1), "unknown": ("1.0", 1)}
    told = {"bad": "MIT", "bare": "MIT", "gone": "MIT"}
    refused = {"bad==1.2": "broken", "bad==1.3": "also", "gone": "a thief"}

    words = "\n".join(supply.faults(packages, told, refused))

    for said in (
        "bare: locked without",
        "unknown: no licence",
        "bad 1.2 is refused: broken",
        "gone 1.0 is refused",
    ):
        assert said in words
    assert "also" not in words

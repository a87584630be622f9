"""Silence of a vulnerability service is told as silence."""

from __future__ import annotations

import json

import pytest

from tools import audit

GOOD = {"name": "one", "version": "1.0", "vulns": []}
BAD = {"name": "two", "version": "2.0", "vulns": [{"id": "PYSEC-1"}, {"id": "CVE-2"}]}
SKIPPED = {"name": "three", "skip_reason": "not found"}


@pytest.mark.parametrize(
    ("dependencies", "code"),
    [([GOOD], 0), ([GOOD, BAD], 1), ([GOOD, SKIPPED], 2), ([BAD, SKIPPED], 1), ([], 2)],
)
def test_python_is_asked_about_every_package_or_it_is_said(
    dependencies: list[dict[str, object]], code: int
) -> None:
    told = json.dumps({"dependencies": dependencies, "fixes": []})

    assert (
        audit.verdict(audit.python("Some words first\n" + told), audit.phone('{"vulnerabilities": {}}'))
        == code
    )


@pytest.mark.parametrize(
    "text", ["", "Traceback", '{"error": {"code": "ENOTFOUND"}}', '{"message": "404"}', "[]"]
)
def test_no_answer_is_no_good_news(text: str) -> None:
    fine = audit.python(json.dumps({"dependencies": [GOOD]}))

    assert audit.verdict(fine, audit.phone(text)) == 2
    assert audit.verdict(audit.python(text)) == 2


def test_what_is_found_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    found = audit.phone('{"vulnerabilities": {"left": {"severity": "high"}}}')

    code = audit.verdict(audit.python(json.dumps({"dependencies": [BAD]})), found)

    said = capsys.readouterr().out
    assert code == 1
    assert "two 2.0: PYSEC-1, CVE-2" in said
    assert "left: high" in said

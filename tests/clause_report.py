"""Remembers which clauses of the inventory the passing tests show, for `vatra clauses`.

`var/clauses-passed.json` maps a clause to the tests that show it. A run replaces what it ran
and keeps the rest, so that unit tests, journeys and the phone's tests add up. For the phone:
`python -m tests.clause_report var/vitest.json`, where a test's title names clauses in brackets.
"""

import json
import os
import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

IN_TITLE = re.compile(r"\[([\w.-]+/[\w./-]+)\]")
SHOWN = pytest.StashKey[dict[str, tuple[str, ...]]]()  # test -> its clauses, () when it failed


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "clause(*ids): the clauses of the inventory that this test shows")
    config.stash[SHOWN] = {}


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Iterator[None] | pytest.TestReport:
    report: pytest.TestReport = yield
    shown = item.config.stash[SHOWN]
    if report.when == "setup":
        clauses = tuple(clause for marker in item.iter_markers("clause") for clause in marker.args)
        if clauses:
            shown[item.nodeid] = clauses
    if not report.passed and item.nodeid in shown:  # skipped and expected to fail show nothing
        shown[item.nodeid] = ()
    return report


def pytest_sessionfinish(session: pytest.Session) -> None:
    if shown := session.config.stash[SHOWN]:
        merge(path(), shown)


def path() -> Path:
    return Path(settings.DATA_DIR) / "clauses-passed.json"


def merge(target: Path, shown: Mapping[str, tuple[str, ...]]) -> None:
    """Write the outcome of the tests in `shown` over their former one."""
    former: dict[str, list[str]] = json.loads(target.read_text()) if target.exists() else {}
    clauses = {clause: set(tests) - set(shown) for clause, tests in former.items()}
    for test, ids in shown.items():
        for clause in ids:
            clauses.setdefault(clause, set()).add(test)
    content = {clause: sorted(tests) for clause, tests in sorted(clauses.items()) if tests}
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n")


def of_vitest(report: Mapping[str, list[dict[str, Any]]]) -> dict[str, tuple[str, ...]]:
    """Tests of vitest's JSON report that name clauses; those that did not pass show none."""
    shown: dict[str, tuple[str, ...]] = {}
    for file in report["testResults"]:
        name = "field/" + str(file["name"]).rpartition("/field/")[2]
        for test in file["assertionResults"]:
            if clauses := tuple(IN_TITLE.findall(test["fullName"])):
                shown[f"{name}::{test['fullName']}"] = clauses if test["status"] == "passed" else ()
    return shown


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "vatra.project.settings")
    merge(path(), of_vitest(json.loads(Path(sys.argv[1]).read_text())))

import json
from pathlib import Path

import pytest

from tests import clause_report

pytest_plugins = ["pytester"]

EXAMPLE = """
import pytest

@pytest.mark.clause("law/1")
def test_passes(): pass

@pytest.mark.clause("law/2")
def test_fails(): assert False

@pytest.mark.clause("law/3")
@pytest.mark.skip
def test_skipped(): pass

@pytest.mark.clause("law/4")
@pytest.mark.xfail
def test_known_gap(): assert False
"""


def test_only_passing_tests_show_a_clause(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    target = pytester.path / "clauses.json"
    monkeypatch.setattr(clause_report, "path", lambda: target)
    pytester.makepyfile(test_example=EXAMPLE)

    pytester.inline_run("-p", "tests.clause_report", "-p", "no:django")

    assert json.loads(target.read_text()) == {"law/1": ["test_example.py::test_passes"]}


def test_later_run_replaces_what_it_ran_and_keeps_the_rest(tmp_path: Path) -> None:
    target = tmp_path / "clauses.json"
    clause_report.merge(target, {"a": ("law/1", "law/2"), "b": ("law/1",)})

    clause_report.merge(target, {"a": ("law/3",), "c": ()})

    assert json.loads(target.read_text()) == {"law/1": ["b"], "law/3": ["a"]}


def test_titles_of_the_phones_tests_name_clauses() -> None:
    def outcome(title: str, status: str) -> dict[str, object]:
        return {"fullName": title, "status": status}

    report = {
        "testResults": [
            {
                "name": "/home/x/field/test/a.test.ts",
                "assertionResults": [
                    outcome("[protocol-2017/6.2.1] keeps it", "passed"),
                    outcome("[protocol-2017/3.4.f.1] [law/2] fails", "failed"),
                    outcome("cites [nothing]", "passed"),
                ],
            }
        ]
    }

    assert clause_report.of_vitest(report) == {
        "field/test/a.test.ts::[protocol-2017/6.2.1] keeps it": ("protocol-2017/6.2.1",),
        "field/test/a.test.ts::[protocol-2017/3.4.f.1] [law/2] fails": (),
    }

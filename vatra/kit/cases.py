"""Worked cases: given answers on a day, what the form must say. Both engines run the same ones.

A case: `name`, `form`, `context`, `answers`, and `expect` with any of
  issues           all of them, in order, as "path:code"
  issues_include   some of them
  answers          kept answers by link id; null = not kept. Others may be there too
  findings         all, in any order, as "CODE" (about the household or the form's own person) or
                   "CODE:person id"
  findings_include, findings_exclude
  enabled, disabled  paths that are, or are not, asked
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from vatra.kit import findings, forms, parameters, yaml12
from vatra.kit.errors import PackError
from vatra.kit.packs import Library
from vatra.kit.parameters import Parameters
from vatra.kit.sheet import open_sheet

HOME: Final = Path(__file__).parent / "cases"
ENGINE: Final = "kit"  # pack code of the forms that only try the engine
_KEYS: Final = {"name", "form", "context", "answers", "expect"}
_EXPECT: Final = frozenset({
    "issues", "issues_include", "answers", "findings", "findings_include", "findings_exclude",
    "enabled", "disabled",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Case:
    file: str
    name: str
    form: str
    context: Mapping[str, Any]
    answers: Mapping[str, Any]
    expect: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Engine:
    """Forms and parameters made only to try the engines."""

    forms: Mapping[str, forms.Form]
    parameters: Parameters


def engine() -> Engine:
    """The forms of `cases/forms`, compiled with the lists and parameters beside them."""
    compiled = [forms.load_form(path, ENGINE) for path in sorted((HOME / "forms").glob("*.yaml"))]
    own = parameters.parse(yaml12.load(HOME / "parameters.yaml"))
    return Engine({form["id"]: form for form in compiled}, own)


def load(folder: Path) -> list[Case]:
    """Cases of every file of a folder; PackError on a key that nothing would look at."""
    files = sorted(path for path in folder.glob("*.yaml") if path.name != "parameters.yaml")
    return [_case(path, raw) for path in files for raw in yaml12.load(path) or []]


def _case(path: Path, raw: Mapping[str, Any]) -> Case:
    expect = raw.get("expect") or {}
    if set(raw) - _KEYS or set(expect) - _EXPECT or not expect:
        wrong = sorted((set(raw) - _KEYS) | (set(expect) - _EXPECT))
        raise PackError(f"{path.name}: case {raw.get('name')!r} expects nothing, or unknown keys {wrong}")
    context, answers = raw.get("context") or {}, raw.get("answers") or {}
    return Case(path.name, raw["name"], raw["form"], context, answers, expect)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an engine says of one set of answers, in the words of a case."""

    answers: dict[str, Any]
    issues: list[str]
    findings: list[str]
    enabled: list[str]


def outcome(
    form: forms.Form, answers: Mapping[str, Any], context: Mapping[str, Any], own: Parameters
) -> Outcome:
    sheet = open_sheet(form, answers, context, own)
    checked = forms.checked(sheet)
    return Outcome(
        answers=checked.answers,
        issues=[f"{issue.path}:{issue.code}" for issue in checked.issues],
        findings=sorted(_named(one, context) for one in findings.said(sheet).found),
        enabled=forms.enabled_ids(form, answers, context, own),
    )


def _named(one: findings.Found, context: Mapping[str, Any]) -> str:
    own = (context.get("person") or {}).get("id")
    return one.code if one.person_id in (None, own) else f"{one.code}:{one.person_id}"


def differences(case: Case, said: Outcome) -> list[str]:
    """Where the outcome is not what the case expects; empty when it is."""
    return [*_lists(case.expect, said), *_answers(case.expect.get("answers"), said.answers)]


def _lists(expect: Mapping[str, Any], said: Outcome) -> Iterator[str]:
    if "issues" in expect and said.issues != expect["issues"]:
        yield f"issues are {said.issues}, not {expect['issues']}"
    if "findings" in expect and said.findings != sorted(expect["findings"]):
        yield f"findings are {said.findings}, not {sorted(expect['findings'])}"
    given = {"issues": said.issues, "findings": said.findings}
    for key, there in (("issues_include", True), ("findings_include", True), ("findings_exclude", False)):
        yield from _members(key, expect.get(key, ()), given[key.split("_")[0]], there=there)
    for key, there in (("enabled", True), ("disabled", False)):
        yield from _members(key, expect.get(key, ()), said.enabled, there=there)


def _members(key: str, wanted: Iterable[str], given: list[str], *, there: bool) -> Iterator[str]:
    for one in wanted:
        if (one in given) is not there:
            yield f"{key}: {one} is {'not ' if there else ''}in {given}"


def _answers(wanted: Mapping[str, Any] | None, kept: Mapping[str, Any]) -> Iterator[str]:
    for item_id, value in (wanted or {}).items():
        given = kept.get(item_id)
        if not is_same(given, value):
            yield f"{item_id} is {given!r}, not {value!r}"


def is_same(left: Any, right: Any) -> bool:
    """Equal with equal types all the way down: true is not 1."""
    if type(left) is not type(right):
        return False
    if isinstance(left, dict):
        return left.keys() == right.keys() and all(is_same(left[key], right[key]) for key in left)
    if isinstance(left, list):
        return len(left) == len(right) and all(map(is_same, left, right))
    return bool(left == right)


def everything(library: Library) -> list[tuple[Case, forms.Form, Parameters]]:
    """The engine's cases and those of every pack, each with its form."""
    own = engine()
    tried = [(case, own.forms[case.form], own.parameters) for case in load(HOME)]
    for pack in library.packs:
        for case in load(pack.root / "cases"):
            tried.append((case, library.form(case.form), library.parameters_of(case.form)))
    return tried

"""The worked cases of whole dossiers, with the real forms, findings and terms of the pack."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.unit.packs.integrated_services.world import History, named
from vatra.kit import yaml12
from vatra.kit.dossiers import DossierView, Item, Task
from vatra.packs import integrated_services
from vatra.packs.integrated_services import guards, names

HOME = integrated_services.PACK.root / "cases" / "dossiers"
KEYS = {"name", "cites", "records", "expect"}
EXPECT = {"cases", "case", "stages", "items", "tasks", "absent", "refused", "allowed"}
# How a case writes a field, and the field.
FIELDS = {"person": "person_id", "user": "user_id", "manager": "manager_id"}


def _read(path: Path) -> list[Any]:
    return [
        pytest.param(raw, id=f"{path.stem}: {raw['name']}", marks=pytest.mark.clause(*raw.get("cites", ())))
        for raw in yaml12.load(path)
    ]


CASES = [case for path in sorted(HOME.glob("*.yaml")) for case in _read(path)]


@pytest.mark.parametrize("raw", CASES)
def test_worked_case_holds(raw):
    assert set(raw) <= KEYS
    assert set(raw["expect"]) <= EXPECT
    history = History()
    for record in raw["records"]:
        called = {"called": record.pop("id")} if "id" in record else {}
        history.add(record.pop("form"), record.pop("on"), record.pop("answers", {}), **record, **called)

    dossiers = history.cases()

    assert history.issues() == []
    assert differences(dossiers, named(raw["expect"])) == []


def differences(dossiers: tuple[DossierView, ...], expect: Mapping[str, Any]) -> list[str]:
    """What the dossiers lack of what is expected; the newest case is the one looked at."""
    case = dossiers[-1]
    wrong = [] if len(dossiers) == expect.get("cases", 1) else [f"{len(dossiers)} cases"]
    wrong += _facts(case, expect.get("case", {}))
    stages = {stage.code: stage.on.isoformat() for stage in case.stages}
    if "stages" in expect and list(stages.items()) != list(expect["stages"].items()):
        wrong.append(f"stages {stages}")
    wrong += _matches(case.items, expect.get("items", ()), 1)
    wrong += _matches(case.tasks, expect.get("tasks", ()), 1)
    wrong += _matches(case.items, expect.get("absent", ()), 0)
    for attempt in expect.get("refused", ()):
        reasons = _reasons(case, attempt)
        if not any(attempt["reason"] in reason for reason in reasons):
            wrong.append(f"{attempt['form']} not refused for {attempt['reason']!r}: {reasons}")
    for attempt in expect.get("allowed", ()):
        wrong += [f"{attempt['form']} refused: {reason}" for reason in _reasons(case, attempt)]
    return wrong


def _reasons(case: DossierView, attempt: Mapping[str, Any]) -> tuple[str, ...]:
    role = attempt.get("role", names.SOCIAL_WORKER)
    return guards.may(case, f"{names.CODE}/{attempt['form']}", attempt["answers"], role)


def _facts(thing: Any, facts: Mapping[str, Any]) -> list[str]:
    found = {name: _plain(thing, name) for name in facts}
    return [
        f"{name} is {found[name]!r}, not {facts[name]!r}" for name in facts if not _same(found, facts, name)
    ]


def _same(found: Mapping[str, Any], facts: Mapping[str, Any], name: str) -> bool:
    if name == "extra":
        return facts["extra"].items() <= found["extra"].items()
    if name == "flags":
        return sorted(found["flags"]) == sorted(_flag(flag) for flag in facts["flags"])
    return bool(found[name] == facts[name])


def _flag(flag: str) -> str:
    kind, at, name = flag.partition(":@")
    return f"{kind}:{named('@' + name)}" if at else flag


def _plain(thing: Any, name: str) -> Any:
    value = getattr(thing, FIELDS.get(name, name))
    if name == "form" and value:
        return value.removeprefix(f"{names.CODE}/")
    if isinstance(value, tuple):
        return list(value)
    return value.isoformat() if name.endswith("_on") and value else value


def _matches(things: tuple[Item | Task, ...], wanted: Any, count: int) -> list[str]:
    return [
        f"{len(found)} of {facts}"
        for facts in wanted
        if len(found := [thing for thing in things if not _facts(thing, facts)]) != count
    ]

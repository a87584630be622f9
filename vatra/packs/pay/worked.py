"""Worked cases of the supplements: facts in short, amounts expected. Tests run them, the manual prints them.

A case: `name`, `cites`, `month`; `employer` (kind), `unit`, `locality`, `post`, `more_posts`, `care` (with its
`ground`), `decisions` ({code: percent}), `choices` ({rule: kept}); then `expect` ({code: lei}: exactly these are
paid), `refuses` ({code: [percents]}: the employer may not set them), `undecided` (rules that wait for a person).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from vatra.kit import yaml12
from vatra.packs.pay import care, catalogue, computing, office, percents
from vatra.packs.pay.catalogue import Law
from vatra.packs.pay.facts import Care, Choice, Decision, Employee, Employer, Period, Post
from vatra.packs.pay.results import Month

HOME: Final = Path(__file__).parent / "cases" / "supplements"
LONG_AGO: Final = date(2017, 1, 1)
UNIT: Final = {"service": "general", "accommodation": False, "targets": [], "exclusive": False}
POST: Final = {
    "position": "staff", "category": "specialist", "workplace": "unit", "base": "4000", "contract": True,
    "annex_ii": True, "lives_there": False, "days_a_week": 0,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Case:
    file: str
    name: str
    cites: tuple[str, ...]
    raw: Mapping[str, Any]


def load() -> list[Case]:
    """Every case of every file, in order."""
    return [
        Case(path.name, raw["name"], tuple(raw["cites"]), raw)
        for path in sorted(HOME.glob("*.yaml"))
        for raw in yaml12.load(path)
    ]


def computed(case: Case, law: Law | None = None) -> Month:
    """The month of the case's employee."""
    staff = office.Office(law or catalogue.law(), employer(case.raw), _month(case.raw))
    return computing.month_of(staff, employee(case.raw))


def differences(case: Case) -> list[str]:
    """Where the computation is not what the case expects; empty when it is."""
    found = computed(case)
    paid: dict[str, Decimal] = {}
    for line in found.lines:
        paid[line.code] = paid.get(line.code, Decimal(0)) + line.amount
    expected = {code: Decimal(lei) for code, lei in case.raw["expect"].items()}
    told = [] if paid == expected else [f"pays {paid}, not {expected}"]
    undecided = sorted({one.rule for one in found.open_questions})
    if "undecided" in case.raw and undecided != sorted(case.raw["undecided"]):
        told.append(f"undecided are {undecided}")
    on = date(*_month(case.raw), 1)
    for code, values in case.raw.get("refuses", {}).items():
        taken = [one for one in values if not percents.refusal(catalogue.law(), code, Decimal(str(one)), on)]
        told += [f"{code} takes {one} %" for one in taken]
    return told


def employer(raw: Mapping[str, Any]) -> Employer:
    sheets = {"unit": (Period(LONG_AGO, None, raw["locality"]),)} if "locality" in raw else {}
    units = _periods(raw.get("unit", {}), UNIT)
    return Employer(
        periods=(Period(LONG_AGO, None, {"kind": raw.get("employer", "social_unit")}),),
        workplaces={"unit": units},
        localities=sheets,
        decisions=tuple(_decision(code, one) for code, one in raw.get("decisions", {}).items()),
        choices=tuple(
            Choice(rule, kept, LONG_AGO, None, "hotărârea conducerii")
            for rule, kept in raw.get("choices", {}).items()
        ),
    )


def employee(raw: Mapping[str, Any]) -> Employee:
    posts = [raw.get("post", {}), *raw.get("more_posts", ())]
    return Employee(
        id="1",
        number="1",
        name="Angajat",
        posts=tuple(Post(str(n), _periods(post, POST)) for n, post in enumerate(posts, start=1)),
        care=tuple(_care(n, one) for n, one in enumerate(raw.get("care", ()), start=1)),
    )


def _periods(raw: Any, usual: Mapping[str, Any]) -> tuple[Period, ...]:
    """One mapping for ever, or a list of them with `from` and `to`."""
    rows = raw if isinstance(raw, list) else [raw]
    return tuple(Period(*_term(row), _body({**usual, **_without_term(row)})) for row in rows)


def _body(row: dict[str, Any]) -> dict[str, Any]:
    return {**row, "base": Decimal(str(row["base"]))} if "base" in row else row


def _term(row: Mapping[str, Any]) -> tuple[date, date | None]:
    since = date.fromisoformat(row["from"]) if "from" in row else LONG_AGO
    return since, date.fromisoformat(row["to"]) if "to" in row else None


def _without_term(row: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in row.items() if key not in ("from", "to")}


def _care(number: int, raw: Mapping[str, Any]) -> Care:
    return Care(str(number), raw["kind"], *_term(raw), care.marks(raw["kind"], raw.get("ground", {})))


def _decision(code: str, raw: Any) -> Decision:
    row = raw if isinstance(raw, Mapping) else {"percent": raw}
    return Decision(
        code, Decimal(str(row["percent"])), *_term(row), row.get("number", "1"), LONG_AGO,
        category=row.get("category"),
    )  # fmt: skip


def _month(raw: Mapping[str, Any]) -> tuple[int, int]:
    year, month = raw.get("month", "2018-03").split("-")
    return int(year), int(month)

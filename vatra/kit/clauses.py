"""The inventory of what the law asks, clause by clause, and how much of it tests show.

`clauses.yaml` of a pack: `source` (id, Romanian title and short title) and `clauses`; `ref` is
the place in the document, `need` what the software must let whom do, in our words.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from vatra.kit import yaml12
from vatra.kit.errors import PackError

SOFTWARE: Final = ("direct", "support", "context")


@dataclass(frozen=True, slots=True)
class Clause:
    """`software`: direct (a program does it), support (it helps a person), context (neither)."""

    id: str
    source: str
    label: str
    need: str
    accept: str
    area: str
    software: str
    issue: str | None


@dataclass(frozen=True, slots=True)
class Coverage:
    """Clauses of one source: shown by a passing test, not yet shown, and without software function."""

    source: str
    covered: tuple[Clause, ...]
    open: tuple[Clause, ...]
    context: tuple[Clause, ...]

    @property
    def total(self) -> int:
        return len(self.covered) + len(self.open)


def load(root: Path) -> list[Clause]:
    """Clauses of a pack folder; none when it has no clauses.yaml. PackError on faults."""
    path = root / "clauses.yaml"
    if not path.exists():
        return []
    raw = yaml12.load(path)
    source, found = raw["source"], raw["clauses"]
    faults = [*_faults(found)]
    if faults:
        raise PackError("\n".join(f"{path.parent.name}/clauses.yaml: {fault}" for fault in faults))
    return [_clause(one, source["id"], source["short"]) for one in found]


def _faults(found: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    ids = [one.get("id") for one in found]
    if twice := sorted({str(one) for one in ids if ids.count(one) > 1}):
        yield f"ids stand twice: {twice}"
    for one in found:
        if lacking := [key for key in ("id", "ref", "need", "accept", "area") if not one.get(key)]:
            yield f"{one.get('id')}: lacks {lacking}"
        if one.get("software") not in SOFTWARE:
            yield f"{one.get('id')}: software is one of {', '.join(SOFTWARE)}"


def _clause(raw: Mapping[str, Any], source: str, short: str) -> Clause:
    return Clause(
        id=raw["id"],
        source=source,
        label=f"{short}, {raw['ref']}",
        need=raw["need"],
        accept=raw["accept"],
        area=raw["area"],
        software=raw["software"],
        issue=raw.get("issue"),
    )


def coverage(clauses: Iterable[Clause], passed: Mapping[str, Sequence[str]]) -> tuple[Coverage, ...]:
    """Coverage by source; a clause is covered only when a passing test names it."""
    by_source: dict[str, list[Clause]] = defaultdict(list)
    for clause in clauses:
        by_source[clause.source].append(clause)
    return tuple(
        Coverage(
            source,
            covered=tuple(one for one in own if one.software != "context" and passed.get(one.id)),
            open=tuple(one for one in own if one.software != "context" and not passed.get(one.id)),
            context=tuple(one for one in own if one.software == "context"),
        )
        for source, own in sorted(by_source.items())
    )


def unknown(clauses: Iterable[Clause], passed: Iterable[str]) -> list[str]:
    """Ids that tests name and no inventory has: slips of the pen."""
    known = {clause.id for clause in clauses}
    return sorted(set(passed) - known)

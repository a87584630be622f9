"""`python -m bench`: measure, print, and (unless --quick) write docs/performance.md.

Without a size, the whole table: a small county, a country of a million persons, and one of five
million with fifty million tally facts. That takes about an hour and a half.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import django

if TYPE_CHECKING:
    from bench.rows import Row

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "vatra.project.settings")
os.environ.setdefault("VATRA_LOG_LEVEL", "ERROR")
PARTS = (
    "push", "serving", "phone", "phones", "pages", "documents", "app", "figures", "matching", "analysis", "pay",
)  # fmt: skip
# Asked for by name at a size of one's own: a thousand rounds take ten minutes.
ON_DEMAND = ("faults",)
QUICK = 2_000  # persons
COUNTY_HOLDS = 30_000  # more than this needs communes of other counties


@dataclass(frozen=True, slots=True)
class Run:
    """How many persons the country holds while the parts are measured; tally facts of `analysis`."""

    persons: int
    parts: Sequence[str]
    facts: int


def _whole() -> list[Run]:
    from bench.analysis import FACTS

    return [
        Run(10_000, PARTS, FACTS),
        Run(5_000_000, ("push", "serving", "phone", "phones", "pages", "figures", "analysis"), 50_000_000),
        Run(1_000_000, ("push", "serving", "phone", "pages"), FACTS),
        Run(10_000, ON_DEMAND, FACTS),
    ]


def _arguments(given: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--persons", type=int, help="persons in the database: this size alone")
    parser.add_argument("--facts", type=int, help="tally facts of the part `analysis`")
    parser.add_argument("--only", choices=(*PARTS, *ON_DEMAND), nargs="+", help="some parts only")
    parser.add_argument("--rounds", type=int, help="of the part `faults` (1000; quick 20)")
    parser.add_argument(
        "--quick", action="store_true", help="small sizes, two or three minutes; nothing is written"
    )
    return parser.parse_args(given)


def main(given: Sequence[str] | None = None) -> int:
    """Run the parts, each size in a database of its own; 0 when all of them came to an end.

    A part that fails is told with its fault, and the others are still measured.
    """
    asked = _arguments(given)
    django.setup()
    from bench import rows, settings

    settings.configure()
    command = " ".join(["python -m bench", *(sys.argv[1:] if given is None else given)])
    code = rows.revision()  # before the page with the figures changes
    failed: list[str] = []
    for run in _runs(asked):
        found = _measured(run, asked, failed)
        if not asked.quick:
            rows.write(found, run.persons, command, code)
    return 1 if failed else 0


def _runs(asked: argparse.Namespace) -> list[Run]:
    from bench.analysis import FACTS
    from bench.analysis import QUICK as FEW

    if asked.quick or asked.persons or asked.only:
        persons = asked.persons or (QUICK if asked.quick else 10_000)
        return [Run(persons, asked.only or PARTS, asked.facts or (FEW if asked.quick else FACTS))]
    return _whole()


def _measured(run: Run, asked: argparse.Namespace, failed: list[str]) -> list[Row]:
    from bench import database, rows, scale

    found: list[Row] = []
    with database.fresh(is_country=run.persons > COUNTY_HOLDS):
        began = time.monotonic()
        scale.grow(run.persons)
        grown = time.monotonic() - began
        print(f"{rows.machine()}; {run.persons:,} persons, made in {grown:.0f} s", flush=True)
        measures = _measures(run, asked)
        for part in run.parts:
            try:
                for row in measures[part]():
                    print(" | ".join(row.cells), flush=True)
                    found.append(row)
            except Exception:
                traceback.print_exc()
                failed.append(part)
    return found


def _measures(run: Run, asked: argparse.Namespace) -> dict[str, Callable[[], Iterator[Row]]]:
    from bench import (
        analysis,
        app,
        documents,
        faults,
        figures,
        matching,
        pages,
        pay,
        phone,
        phones,
        push,
        serving,
    )

    quick = asked.quick
    return {
        "push": lambda: push.rows(quick),
        "serving": lambda: serving.rows(quick),
        "phone": lambda: phone.rows(quick),
        "phones": lambda: phones.rows(quick),
        "pages": lambda: pages.rows(quick, run.persons),
        "documents": lambda: documents.rows(quick),
        "app": lambda: app.rows(quick),
        "faults": lambda: faults.rows(asked.rounds or (faults.QUICK if quick else faults.ROUNDS)),
        "figures": lambda: figures.rows(quick),
        "matching": lambda: matching.rows(quick),
        "analysis": lambda: analysis.rows(run.facts),
        "pay": lambda: pay.rows(quick),
    }


if __name__ == "__main__":
    raise SystemExit(main())

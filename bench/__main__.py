"""`python -m bench`: measure, print, and (unless --quick) write docs/performance.md."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator, Sequence

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "vatra.project.settings")
os.environ.setdefault("VATRA_LOG_LEVEL", "ERROR")
PARTS = ("push", "serving", "phone", "phones", "pages", "figures", "matching", "analysis", "pay")
# Asked for by name only: a thousand rounds take a quarter of an hour.
ON_DEMAND = ("faults",)
# How many persons the country holds while the parts are measured.
QUICK, PERSONS = 2_000, 10_000
COUNTY_HOLDS = 30_000  # more than this needs communes of other counties


def _arguments(given: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument(
        "--persons", type=int, default=PERSONS, help="persons in the database (10000 or 1000000)"
    )
    parser.add_argument(
        "--facts", type=int, help="tally facts of the part `analysis` (1000000; 50000000 is the country's)"
    )
    parser.add_argument(
        "--only", choices=(*PARTS, *ON_DEMAND), nargs="+", default=PARTS, help="some parts only"
    )
    parser.add_argument("--rounds", type=int, help="of the part `faults` (1000; quick 20)")
    parser.add_argument(
        "--quick", action="store_true", help="small sizes, under two minutes; nothing is written"
    )
    return parser.parse_args(given)


def main(given: Sequence[str] | None = None) -> int:
    """Run the parts in one database; 0 when all of them came to an end."""
    asked = _arguments(given)
    django.setup()
    from bench import database, rows, scale, settings

    persons = QUICK if asked.quick else asked.persons
    settings.configure()
    found: list[rows.Row] = []
    with database.fresh(is_country=persons > COUNTY_HOLDS):
        print(f"{rows.machine()}; {persons:,} persons", flush=True)
        scale.grow(persons)
        for row in _rows(asked, persons):
            print(" | ".join(row.cells), flush=True)
            found.append(row)
    if not asked.quick:
        rows.write(found, persons, " ".join(["python -m bench", *(sys.argv[1:] if given is None else given)]))
    return 0


def _rows(asked: argparse.Namespace, persons: int) -> Iterator[object]:
    from bench import analysis, faults, figures, matching, pages, pay, phone, phones, push, serving

    quick = asked.quick
    facts = asked.facts or (analysis.QUICK if quick else analysis.FACTS)
    measured = {
        "push": lambda: push.rows(quick),
        "serving": lambda: serving.rows(quick),
        "phone": lambda: phone.rows(quick),
        "phones": lambda: phones.rows(quick),
        "pages": lambda: pages.rows(quick, persons),
        "faults": lambda: faults.rows(asked.rounds or (faults.QUICK if quick else faults.ROUNDS)),
        "figures": lambda: figures.rows(quick),
        "matching": lambda: matching.rows(quick),
        "analysis": lambda: analysis.rows(facts),
        "pay": lambda: pay.rows(quick),
    }
    for part in asked.only:
        yield from measured[part]()


if __name__ == "__main__":
    raise SystemExit(main())

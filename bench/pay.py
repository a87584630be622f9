"""A month's supplements of a large employer: its facts read, every employee computed, the total added."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import date
from uuid import UUID

from bench import clock
from bench.rows import Row
from vatra.database import scope
from vatra.desks.pay import queries, sheets
from vatra.desks.pay.models import Fact
from vatra.kit.ids import uuid7
from vatra.kit.vocabulary import Sensitivity
from vatra.places.models import Place

SINCE = date(2018, 1, 1)
UNITS = (
    ("recuperare", {"service": "general", "accommodation": False, "targets": ["recovery"]}),
    ("camin", {"service": "general", "accommodation": True, "targets": ["elderly"]}),
    ("maternal", {"service": "foster", "accommodation": False, "targets": ["other"]}),
)
DECIDED = {"number": "1", "decided_on": "2018-03-01", "decided_by": "x"}
PERCENTS = {"I.A.3": "70", "V.A.2": "10", "VII": "5"}


def rows(quick: bool) -> Iterator[Row]:
    count = 1_000 if quick else 10_000
    employer = UUID(uuid7())
    with scope.system():
        place = Place.objects.filter(level=2).order_by("siruta").first()
        assert place is not None
        county = place.county_id
        assert county is not None
        Fact.objects.bulk_create(_facts(employer, place.siruta, county, count), batch_size=2000)
    marks = (int(Sensitivity.ordinary), int(Sensitivity.pay))
    with scope.enter(scope.Scope("local", None, (place.siruta,), (county,), marks)):
        began = time.perf_counter()
        raw = len(list(Fact.objects.filter(employer_id=employer).values_list("body")))
        baseline = time.perf_counter() - began
        with clock.spent() as spent:
            results = sheets.computed(queries.house(employer), (2026, 10))
            total = sheets.total(results)
    assert raw >= count
    assert len(results) == count
    assert total > 0
    yield Row(
        f"month's supplements of {count:,} employees",
        f"{spent.wall:.2f} s, {count / max(spent.cpu, 0.01):,.0f} employees/s; {spent.statements} statements",
        f"{baseline:.2f} s to read the facts",
        spent.wall / baseline,
        "< 5 s for 10,000",
    )


def _facts(employer: UUID, place: int, county: int, count: int) -> Iterator[Fact]:
    def fact(kind: str, key: str, body: dict[str, object]) -> Fact:
        own = UUID(uuid7())
        return Fact(
            id=own, employer_id=employer, place_id=place, county_id=county, sensitivity=int(Sensitivity.pay),
            kind=kind, key=key, since=SINCE, until=None, body=body, record_id=own,
        )  # fmt: skip

    yield fact("employer", "", {"name": "Direcția", "kind": "social_unit"})
    for code, body in UNITS:
        yield fact("workplace", code, {**body, "name": code, "exclusive": False})
    for code, percent in PERCENTS.items():
        yield fact("percentage", code, {"percent": percent, **DECIDED})
    for n in range(count):
        unit = UNITS[n % len(UNITS)][0]
        yield fact("employment", str(n), _post(n, unit))
        for child in range(2 if unit == "maternal" else 0):
            ref = f"C{n}-{child}"
            yield fact("care", ref, {"staff_number": str(n), "ref": ref, "kind": "child"})
            yield fact("marks", ref, {"marks": ["disabled_child"] if child else []})


def _post(n: int, unit: str) -> dict[str, object]:
    return {
        "name": f"Angajatul {n}", "post": "1", "job_title": "x", "workplace": unit, "base": str(4000 + n % 900),
        "position": "foster_carer" if unit == "maternal" else "staff", "annex_ii": True, "contract": True,
        "category": ("specialist", "auxiliary", "other")[n % 3], "lives_there": False,
    }  # fmt: skip

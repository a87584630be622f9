"""Office pages as a nurse, a coordinator and the ministry ask for them. Baseline: an empty page."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.test import Client

from bench import clock, database, entries
from bench.rows import Row
from tests import factories
from vatra.database import scope


@dataclass(frozen=True, slots=True)
class Page:
    name: str
    client: Client
    address: str
    data: dict[str, str] | None = None

    def ask(self) -> Any:
        if self.data is not None:
            return self.client.post(self.address, self.data)
        return self.client.get(self.address)


def rows(quick: bool, persons: int) -> Iterator[Row]:
    """Each page ``rounds`` times in a database of that many persons."""
    place = database.communes()[0]
    rounds = 5 if quick else 40
    pages = _pages(place, *_subjects(place))
    ping, _ = _cost(Page("", pages[0].client, "/bench/ping/"), rounds)
    for page in pages:
        samples, statements = _cost(page, rounds)
        mean, base = sum(samples) / rounds, sum(ping) / rounds
        yield Row(
            f"{page.name}, {persons:,} persons",
            f"p95 {clock.p95(samples) * 1e3:.0f} ms, mean {mean * 1e3:.0f} ms; {statements} statements",
            f"empty page {base * 1e3:.1f} ms",
            mean / base,
            "p95 < 150 ms",
        )


def _subjects(place: int) -> tuple[str, str]:
    with scope.system(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, group_id FROM dossiers_dossier WHERE place_id = %s ORDER BY id LIMIT 1", [place]
        )
        case, household = cursor.fetchone()
    return str(case), str(household)


def _pages(place: int, case: str, household: str) -> list[Page]:
    nurse = factories.signed_in(Client(), factories.make_user(entries.ROLE, place))
    county = factories.signed_in(
        Client(), factories.make_user("county_health_coordinator", factories.BOTOSANI)
    )
    nation = factories.signed_in(Client(), factories.make_user("ministry_health", factories.COUNTRY))
    return [
        Page("household list", nurse, "/oameni/"),
        Page("household list of a county", county, "/oameni/"),
        Page("households of a county with something urgent", county, "/oameni/?arie=health&urgenta=3"),
        Page("household list of the country", nation, "/oameni/"),
        Page("search by name", nurse, "/oameni/cautare/", {"q": "munteanu ana"}),
        Page("household", nurse, f"/oameni/gospodarii/{household}/"),
        Page("case list", nurse, "/dosare/"),
        Page("case list of a county", county, "/dosare/"),
        Page("late cases without manager of a county", county, "/dosare/?termen=depasit&responsabil=nimeni"),
        Page("case list of the country", nation, "/dosare/"),
        Page("case page", nurse, f"/dosare/{case}/"),
        Page("today", nurse, "/"),
        Page("today in a county", county, "/"),
        Page("today in the country", nation, "/"),
        Page("indicators of a commune", nurse, "/indicatori/"),
        Page("indicators of the country", nation, "/indicatori/"),
        Page("map of a county", county, "/harta/"),
        Page("map of the country", nation, "/harta/"),
    ]


def _cost(page: Page, rounds: int) -> tuple[list[float], int]:
    """CPU of Python and PostgreSQL of each round; statements of one."""
    with clock.spent() as spent:
        answer = page.ask()
    assert answer.status_code == 200, (page.name, answer.status_code, answer.get("Location"))
    samples = []
    backend = clock.backend_pid()
    database_ = clock.cpu_of(backend)
    for _ in range(rounds):
        began = time.process_time()
        page.ask()
        samples.append(time.process_time() - began)
    # PostgreSQL's share is read in whole hundredths of a second: spread evenly over the rounds.
    share = (clock.cpu_of(backend) - database_) / rounds
    return [sample + share for sample in samples], spent.statements

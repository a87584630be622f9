"""A form on one page and a commune's register as PDF. Baseline: an empty page of the office."""

from __future__ import annotations

import io
import re
import resource
from collections.abc import Iterator
from dataclasses import dataclass

from django.test import Client
from pypdf import PdfReader

from bench import clock, database, entries
from bench.entries import Commune, Entry
from bench.rows import Row
from tests import factories
from vatra.records import actions

HOMES, QUICK = 340, 10
VISITS = 20
REGISTER = "/documente/catagrafie/loc/{place}.pdf"
FORM = "/documente/fisa/{record}.pdf"
EMPTY = "/bench/ping/"


@dataclass(frozen=True, slots=True)
class Made:
    """``cpu`` seconds: ours, a child process's, PostgreSQL's."""

    cpu: float
    content: bytes

    @property
    def pages(self) -> list[str]:
        return [" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(self.content)).pages]


def rows(quick: bool) -> Iterator[Row]:
    place = database.communes()[12]
    at = entries.commune(place, seed=5)
    homes = at.homes(QUICK if quick else HOMES)
    visits = entries.visits(at, homes[:VISITS])
    for written in (entries.registrations(at, homes), entries.assessments(at, homes), visits):
        _send(at, written)
    client = factories.signed_in(Client(), at.user)
    empty = min(_made(client, EMPTY).cpu for _ in range(5))
    _made(client, FORM.format(record=visits[0]["id"]))  # the fonts are read once
    forms = [_made(client, FORM.format(record=visit["id"])) for visit in visits]
    registers = [_made(client, REGISTER.format(place=place)) for _ in range(3)]
    yield _row(f"a home visit on paper, {len(forms[0].pages)} page", forms, empty, "< 60 ms")
    count = re.search(r"Cuprinde (\d+)", registers[0].pages[0])
    assert count, registers[0].pages[0]
    yield _row(
        f"register of {int(count[1]):,} persons, {len(registers[0].pages)} pages",
        registers,
        empty,
        "1,000 rows < 2 s",
    )


def _send(at: Commune, written: list[Entry]) -> None:
    for batch in entries.cut(written, 500):
        receipts = actions.submit(principal=at.writer.principal, records=batch)
        assert {receipt.status for receipt in receipts} == {"accepted"}


def _made(client: Client, address: str) -> Made:
    backend = clock.backend_pid()
    before = _cpu() + clock.cpu_of(backend)
    answer = client.get(address)
    content = answer.getvalue()
    assert answer.status_code == 200, (address, answer.status_code)
    return Made(_cpu() + clock.cpu_of(backend) - before, content)


def _cpu() -> float:
    return sum(
        used.ru_utime + used.ru_stime
        for used in map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    )


def _row(name: str, made: list[Made], empty: float, aim: str) -> Row:
    took = [one.cpu for one in made]
    mean = sum(took) / len(took)
    return Row(
        name,
        f"p95 {clock.p95(took) * 1e3:,.0f} ms, mean {mean * 1e3:,.0f} ms; {len(made[0].content) / 1e3:,.0f} kB",
        f"empty page {empty * 1e3:.1f} ms",
        mean / empty,
        aim,
    )

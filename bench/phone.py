"""A phone's first sync: everything of its commune. Baseline: the same records read as text."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from typing import Any

import zstandard
from django.db import connection
from django.test import Client

from bench import clock, database, entries
from bench.rows import Row
from tests import factories
from vatra.database import scope
from vatra.sync import devices

LIMIT = 250
# What the aim speaks of; the small database of a quick run has no more.
PERSONS = 5_000
QUICK = 500
RAW = """
SELECT r.id, (SELECT string_agg(p.answers::text, '') FROM records_part p WHERE p.record_id = r.id)
FROM records_record r WHERE r.place_id = ANY (%s)
"""
COUNT = """
SELECT (SELECT count(*) FROM people_person WHERE place_id = ANY (%(places)s)),
       (SELECT count(*) FROM records_record WHERE place_id = ANY (%(places)s))
"""


def rows(quick: bool) -> Iterator[Row]:
    places = communes_of(QUICK if quick else PERSONS)
    user = factories.make_user(entries.ROLE, places[0])
    for place in places[1:]:
        factories.give(user, entries.ROLE, place)
    device, token, _ = devices.enrol(user=user, name="bench", app="0.1.0")
    persons, records = size(places)
    with clock.spent() as raw, scope.system(), connection.cursor() as cursor:
        cursor.execute(RAW, [places])
        assert len(cursor.fetchall()) == records
    call = _caller(token)
    hello = json.loads(_unpacked(call("hello", {"device": str(device)})))
    epochs = {str(g["place"]): g["epoch"] for g in hello["grants"]}
    pages, sent, plain = 0, 0, 0
    cursor_: dict[str, int] = {}
    cpu, statements, trips = 0.0, 0, 0
    while True:
        # What the phone does with a page, unpacking and reading it, is not the server's work.
        with clock.spent() as spent:
            packed = call("pull", {"cursor": cursor_, "epochs": epochs, "limit": LIMIT})
        cpu, statements, trips = cpu + spent.cpu, statements + spent.statements, trips + spent.trips
        text = _unpacked(packed)
        told = json.loads(text)
        pages, sent, cursor_ = pages + 1, sent + len(packed.content), told["cursor"]
        plain += len(gzip.compress(text, 1))  # for an older phone
        if not told["more"]:
            break
    yield Row(
        f"first sync of a phone: {persons:,} persons, {records:,} records",
        f"{cpu:.2f} s of server CPU, {sent / 1e6:.2f} MB (gzip {plain / 1e6:.2f}) in {pages} pages, "
        f"{statements / pages:.0f} statements in {trips / pages:.0f} trips a page",
        f"{raw.cpu * 1e3:.0f} ms for the same answers as text",
        cpu / max(raw.cpu, 0.01),
        "< 1 s, < 1 MB",
    )


def communes_of(persons: int) -> list[int]:
    """Communes of the county in which so many persons live together, or all there are."""
    chosen: list[int] = []
    for place in database.communes():
        chosen.append(place)
        if size(chosen)[0] >= persons:
            break
    return chosen


def size(places: list[int]) -> tuple[int, int]:
    with scope.system(), connection.cursor() as cursor:
        cursor.execute(COUNT, {"places": places})
        persons, records = cursor.fetchone()
    return persons, records


def _caller(token: str) -> Any:
    client = Client()

    def call(name: str, body: dict[str, Any]) -> Any:
        answer = client.post(
            f"/api/sync/v1/{name}",
            body,
            "application/json",
            headers={"Authorization": f"Bearer {token}", "Accept-Encoding": "zstd"},
        )
        assert answer.status_code == 200, answer.content
        return answer

    return call


def _unpacked(answer: Any) -> bytes:
    is_packed = answer.headers.get("Content-Encoding") == "zstd"
    content: bytes = answer.content
    return zstandard.decompress(content) if is_packed else content

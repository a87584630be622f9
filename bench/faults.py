"""The server is killed in the middle of pushes, again and again: nothing may be lost or there twice."""

from __future__ import annotations

import os
import random
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.db import connection

from bench import database, entries
from bench.entries import Entry
from bench.rows import Row
from tests.integration.faults.server import Client, CutError, Server
from vatra.database import scope
from vatra.indicators import folding
from vatra.records import rebuilding
from vatra.sync import devices

ROUNDS, QUICK = 1_000, 20
# Each so many rounds the whole server goes, else its worker, which its master starts again.
WHOLE: int = 20
LATEST: float = 0.25  # seconds from the beginning of a push to the blow
TRIES: int = 20
UNTOUCHED = "SELECT NOT EXISTS (SELECT 1 FROM records_record WHERE place_id = %s)"
SENT = "SELECT id::text FROM records_record WHERE place_id = %s ORDER BY 1"
CELL = "indicator, part, month, area, code, sex, age_band, locality_id"
COUNTED = f"""
SELECT {CELL}, sum(value) FROM indicators_tally WHERE place_id = %s
GROUP BY {CELL} HAVING sum(value) <> 0 ORDER BY {CELL}
"""
OWN = COUNTED.replace("indicators_tally", "indicators_contribution")
TOLD = "SELECT device_id, accepted, counted FROM records_devicetally WHERE place_id = %s ORDER BY 1"


def rows(rounds: int) -> Iterator[Row]:
    place = next(siruta for siruta in reversed(database.communes()) if _ask(UNTOUCHED, siruta)[0][0])
    at = entries.commune(place, seed=3)
    sent: list[Entry] = []
    cuts, began = 0, time.monotonic()
    # The application is loaded once and its workers forked: a new one is there at once.
    os.environ["GUNICORN_CMD_ARGS"] = "--preload --config python:bench.warm"
    with tempfile.TemporaryDirectory() as folder:
        server = Server(connection.settings_dict["NAME"], Path(folder) / "server.log")
        server.start()
        try:
            device, token, _ = devices.enrol(user=at.user, name="bench", app="0.1.0")
            client = Client(server.port, str(device), token, str(at.user.pk))
            for number in range(rounds):
                batch = _batch(at, client, len(sent))
                cuts += _round(server, client, batch, whole=number % WHOLE == WHOLE - 1)
                sent += batch
        finally:
            server.kill()
    _expect_whole(place, sent)
    yield Row(
        f"server killed in {rounds:,} pushes, {len(sent):,} entries",
        f"each entry there once, chain and figures whole; {cuts:,} answers cut, {time.monotonic() - began:.0f} s",
        "none: a count, not a time",
        1.0,
        "0 lost, 0 doubled",
    )


def _batch(at: entries.Commune, client: Client, from_seq: int) -> list[Entry]:
    batch = entries.registrations(at, at.homes(1))
    for seq, entry in enumerate(batch, start=from_seq + 1):
        entry |= {"device": client.device, "device_seq": seq}
    return batch


def _round(server: Server, client: Client, batch: list[Entry], *, whole: bool) -> bool:
    """Whether the blow cut the answer off; the entries are then sent again until they are taken."""
    blow = threading.Timer(random.uniform(0, LATEST), server.kill if whole else server.kill_worker)
    blow.start()
    is_cut = False
    try:
        client.push(batch)
    except CutError:
        is_cut = True
    blow.join()
    if whole:
        server.start()
    _until_taken(server, client, batch)
    return is_cut


def _until_taken(server: Server, client: Client, batch: list[Entry]) -> None:
    for _ in range(TRIES):
        try:
            told = client.push(batch)["results"]
        except CutError:
            server.wait()
            continue
        assert {told[entry["id"]]["status"] for entry in batch} == {"accepted"}, told
        return
    raise AssertionError("the server does not come back")


def _expect_whole(place: int, sent: list[Entry]) -> None:
    assert [row[0] for row in _ask(SENT, place)] == sorted(entry["id"] for entry in sent)
    told = _ask(TOLD, place)
    assert sum(accepted for _, accepted, _ in told) == len(sent)
    assert rebuilding.broken_link(place) is None
    folding.fold_all()
    counted = _ask(COUNTED, place)
    assert counted, "nothing was counted"
    assert counted == _ask(OWN, place)
    rebuilding.rebuild(place)
    folding.fold_all()
    assert _ask(COUNTED, place) == counted
    assert _ask(TOLD, place) == told


def _ask(query: str, place: int) -> list[tuple[Any, ...]]:
    with scope.system(), connection.cursor() as cursor:
        cursor.execute(query, [place])
        return cursor.fetchall()

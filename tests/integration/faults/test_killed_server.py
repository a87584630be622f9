"""The server dies, or the line does, while a phone sends: nothing is lost, nothing is there twice."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.db import connection

from tests import factories, journal
from tests.factories import VORONA
from tests.integration.faults.server import Client, CutError, Server
from vatra.database import scope
from vatra.indicators import folding
from vatra.records import rebuilding
from vatra.sync import devices

pytestmark = pytest.mark.django_db(transaction=True)
HOMES, BATCH = 12, 8
# Seconds from the beginning of a push to the blow: before, during and after its transaction.
BLOWS = (0.02, 0.05, 0.1, 0.2, 0.35, 0.6)


@pytest.fixture
def server(places: None, tmp_path: Path) -> Iterator[Server]:
    started = Server(connection.settings_dict["NAME"], tmp_path / "server.log")
    started.start()
    yield started
    started.kill()


@pytest.fixture
def client(server: Server) -> Client:
    nurse = factories.make_user("community_nurse", VORONA)
    device, token, _ = devices.enrol(user=nurse, name="Telefon", app="0.1.0")
    return Client(server.port, str(device), token, str(nurse.pk))


def entries(client: Client, homes: int) -> list[dict[str, Any]]:
    """Families as the nurse finds them, numbered by her phone."""
    author = journal.Author(user_id=client.user_id)
    made: list[dict[str, Any]] = []
    for number in range(homes):
        home = journal.household(author, household_name=f"Familia {number}", number=str(number))
        people = [journal.person(author, home, given_name=name) for name in ("Ana", "Ion")]
        told = {"noticed_on": "2026-11-03", "source": "own", "kinds": ["health"], "description": "Ajutor."}
        told |= {"violence_suspected": "no", "urgent": False}
        made += [home, *people, journal.about(author, "integrated_services/signal", home, told)]
    for seq, entry in enumerate(made, start=1):
        entry |= {"device": client.device, "device_seq": seq}
    return made


def stored() -> list[tuple[UUID, int]]:
    with scope.system(), connection.cursor() as cursor:
        cursor.execute("SELECT id, device_seq FROM records_record WHERE place_id = %s ORDER BY seq", [VORONA])
        return cursor.fetchall()


def table(query: str) -> list[tuple[Any, ...]]:
    with scope.system(), connection.cursor() as cursor:
        cursor.execute(query)
        return cursor.fetchall()


CELL = "indicator, part, month, area, code, sex, age_band, locality_id"
COUNTED = (
    f"SELECT {CELL}, sum(value) FROM indicators_tally GROUP BY {CELL} HAVING sum(value) <> 0 ORDER BY {CELL}"
)
RECOUNT = COUNTED.replace("indicators_tally", "indicators_contribution")
PEOPLE = "SELECT id, household_id FROM people_person ORDER BY id"
CASES = "SELECT id, state, opened_on FROM dossiers_dossier ORDER BY id"
FINDINGS = "SELECT group_id, code, person_id, opened_on, closed_on FROM dossiers_finding ORDER BY 1, 2, 3, 4"

PHONES = "SELECT device_id, accepted, counted FROM records_devicetally ORDER BY 1"
DERIVED = (COUNTED, PEOPLE, CASES, FINDINGS, PHONES)


def expect_whole(sent: list[dict[str, Any]]) -> None:
    """Each entry once, the chain unbroken; people, figures and the phone's numbers as the journal gives them."""
    assert sorted(str(id_) for id_, _ in stored()) == sorted(entry["id"] for entry in sent)
    assert rebuilding.broken_link(VORONA) is None
    folding.fold_all()
    assert table(COUNTED) == table(RECOUNT)
    before = [table(query) for query in DERIVED]
    assert all(before[:3])
    assert sum(accepted for _, accepted, _ in before[4]) == len(sent)
    rebuilding.rebuild(VORONA)
    folding.fold_all()
    assert [table(query) for query in DERIVED] == before
    assert len(before[1]) == len([e for e in sent if e["form"] == "registry/person"])
    assert len(before[2]) == len([e for e in sent if e["form"].endswith("/signal")])


def push_until_taken(client: Client, batch: list[dict[str, Any]], server: Server) -> None:
    for _ in range(5):
        try:
            told = client.push(batch)
        except CutError:
            server.wait()
            continue
        assert {result["status"] for result in told["results"].values()} == {"accepted"}, told
        assert set(told["results"]) == {entry["id"] for entry in batch}
        return
    raise AssertionError("the server does not come back")


def strike(server: Server, after: float, *, worker_only: bool) -> threading.Thread:
    def blow() -> None:
        time.sleep(after)
        server.kill_worker() if worker_only else server.kill()

    thread = threading.Thread(target=blow)
    thread.start()
    return thread


@pytest.mark.parametrize("worker_only", [True, False], ids=["worker", "whole server"])
def test_server_killed_during_pushes_loses_nothing_and_doubles_nothing(
    server: Server, client: Client, worker_only: bool
) -> None:
    sent = entries(client, HOMES)
    batches = [sent[start : start + BATCH] for start in range(0, len(sent), BATCH)]
    cuts = 0
    for batch, after in zip(batches, BLOWS, strict=True):
        thread = strike(server, after, worker_only=worker_only)
        try:
            client.push(batch)
        except CutError:
            cuts += 1
        thread.join()
        if worker_only:
            server.wait()
        else:
            server.start()
        push_until_taken(client, batch, server)

    assert cuts >= 2
    expect_whole(sent)


def test_line_cut_on_the_way_up_and_on_the_way_down(server: Server, client: Client) -> None:
    sent = entries(client, 3)
    client.push_half(sent)
    server.wait()
    before = stored()
    client.push_deaf(sent)

    push_until_taken(client, sent, server)

    assert before == []
    expect_whole(sent)

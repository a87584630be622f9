"""Health, readiness and metrics, as a balancer and Prometheus ask for them."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import OperationalError, connection
from django.test import Client
from prometheus_client.parser import text_string_to_metric_families
from pytest_django.fixtures import Settings

from tests import factories, journal
from tests.integration.security.conftest import SURNAME
from tests.journal import VORONA
from vatra.database import scope
from vatra.project import health
from vatra.records import actions
from vatra.sync import devices

pytestmark = pytest.mark.django_db
TOKEN = "t" * 40


def ask(path: str, **headers: str) -> Any:
    return Client(headers=headers).get(path)


def values(text: str) -> dict[tuple[str, tuple[str, ...]], float]:
    return {
        (sample.name, tuple(value for _, value in sorted(sample.labels.items()))): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def test_alive_without_a_database(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "cursor", None)

    assert ask("/health/live").json() == {"live": True}


def test_ready_says_what_was_looked_at() -> None:
    answer = ask("/health/ready")

    assert answer.status_code == 200
    assert answer.json() == {"database": True, "migrations": True, "queue": True, "disk": True}
    assert answer["Cache-Control"] == "no-store"


def test_probes_answer_on_the_machines_own_address(settings: Settings) -> None:
    settings.SECURE_SSL_REDIRECT, settings.ALLOWED_HOSTS = True, ["vatra.example"]

    assert ask("/health/ready", host="10.0.0.7:8000").status_code == 200
    assert ask("/cont/intrare/", host="10.0.0.7:8000").status_code in (301, 400)


def test_not_ready_without_a_database(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> Any:
        raise OperationalError(f"connection to server failed for {SURNAME}")

    monkeypatch.setattr(connection, "cursor", broken)
    answer = ask("/health/ready")

    assert answer.status_code == 503
    assert answer.json() == {"database": False, "migrations": False, "queue": False, "disk": True}


def test_not_ready_with_a_migration_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "_shipped", lambda: frozenset({("records", "9999_to_come")}))

    assert ask("/health/ready").json()["migrations"] is False


def test_not_ready_when_a_job_waits_too_long(settings: Settings) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs")
        cursor.execute(
            "INSERT INTO procrastinate_jobs (queue_name, task_name, status, args, scheduled_at) "
            "VALUES ('default', 'indicators.recount', 'todo', '{}', %s)",
            [datetime.now(UTC) - timedelta(hours=1)],
        )
        cursor.execute(
            "UPDATE procrastinate_events SET at = now() - interval '1 hour' WHERE type = 'deferred'"
        )

    assert health.queue_age() > 3500
    assert ask("/health/ready").json()["queue"] is False
    settings.QUEUE_SECONDS = 2 * 3600
    assert ask("/health/ready").json()["queue"] is True


def test_not_ready_with_a_full_disk(settings: Settings) -> None:
    settings.DISK_FREE_MB = 10**9

    assert ask("/health/ready").json()["disk"] is False


@pytest.mark.parametrize(
    ("allow", "token", "headers", "expected"),
    [
        ((), "", {}, 404),
        ((), TOKEN, {"Authorization": f"Bearer {TOKEN}"}, 200),
        ((), TOKEN, {"Authorization": "Bearer t"}, 404),
        ((), "", {"Authorization": "Bearer "}, 404),
        (("127.0.0.0/8",), "", {}, 200),
        (("127.0.0.0/8",), "", {"X-Forwarded-For": "198.51.100.7"}, 404),
        (("10.0.0.5/32",), "", {"X-Forwarded-For": "10.0.0.5, 198.51.100.7"}, 404),
        (("10.0.0.5/32",), "", {"X-Forwarded-For": "198.51.100.7, 10.0.0.5"}, 200),
        (("10.0.0.5/32",), "", {"X-Forwarded-For": "nonsense"}, 404),
    ],
)
def test_metrics_are_for_token_or_address(
    settings: Settings, allow: tuple[str, ...], token: str, headers: dict[str, str], expected: int
) -> None:
    from ipaddress import ip_network

    settings.METRICS_ALLOW = tuple(ip_network(one) for one in allow)
    settings.METRICS_TOKEN = token

    assert ask("/metrics", **headers).status_code == expected


def test_metrics_count_pushes_and_tell_nobody(places: None, settings: Settings) -> None:
    settings.METRICS_TOKEN = TOKEN
    nurse = factories.make_user("community_nurse", VORONA)
    devices.enrol(user=nurse, name=SURNAME, app="0.1.0")
    author = journal.Author(user_id=str(nurse.pk))
    before = values(ask("/metrics", Authorization=f"Bearer {TOKEN}").content.decode())
    good = journal.household(author, household_name=SURNAME)
    person = journal.person(author, good, family_name=SURNAME)
    bad = journal.household(author, household_name=SURNAME, locality="nicăieri")

    actions.submit(principal=factories.principal(nurse), records=[good, person, bad])
    Client().get(f"/nimic/{SURNAME}/")
    text = ask("/metrics", Authorization=f"Bearer {TOKEN}").content.decode()
    after = values(text)

    def grown(name: str, *labels: str) -> float:
        return after.get((name, labels), 0) - before.get((name, labels), 0)

    assert grown("vatra_pushes_total") == 1
    assert grown("vatra_entries_total", "accepted") == 2
    assert grown("vatra_entries_total", "quarantined") == 1
    assert grown("vatra_quarantined_entries") == 1
    assert grown("vatra_requests_total", "4xx", "unknown") == 1
    assert grown("vatra_open_deltas") > 0
    assert after["vatra_phones", ("longer",)] == 1
    assert after["vatra_database_up", ()] == 1
    assert SURNAME not in text
    assert not re.search(r"[0-9a-f]{8}-[0-9a-f]{4}-", text), "an id is an unbounded label"


def test_metrics_without_a_database_still_answer(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.METRICS_TOKEN = TOKEN

    def broken(*_: Any, **__: Any) -> Any:
        raise OperationalError

    monkeypatch.setattr(scope, "system", broken)
    text = ask("/metrics", Authorization=f"Bearer {TOKEN}").content.decode()

    assert "vatra_database_up 0.0" in text
    assert "vatra_disk_free_bytes" in text

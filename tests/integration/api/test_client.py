"""The example client of the docs, the document, and its page, as somebody outside meets them."""

from __future__ import annotations

import importlib.util
import io
import json
from pathlib import Path
from types import ModuleType
from typing import Any
from urllib.parse import urlsplit

import pytest
from click.testing import CliRunner
from django.test import Client

from tests import filled, journal
from tests.factories import BOTOSANI
from tests.integration.api.conftest import Ask
from tests.integration.office.figures import reported
from vatra.api import problems
from vatra.api.models import Token
from vatra.cli import main

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def example(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """docs/examples/readings.py, its requests answered by this process instead of a server."""
    spec = importlib.util.spec_from_file_location("readings", ROOT / "docs/examples/readings.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)

    def opened(request: Any, timeout: int) -> io.BytesIO:
        parts = urlsplit(request.full_url)
        answer = Client().get(f"{parts.path}?{parts.query}", headers=dict(request.header_items()))
        body = io.BytesIO(answer.content)
        if answer.status_code != 200:
            raise module.HTTPError(request.full_url, answer.status_code, "", answer.headers, body)
        return body

    monkeypatch.setattr(module, "urlopen", opened)
    return module


def test_example_reads_every_page(example: ModuleType, county_token: str, nurse: Any, stranger: Any) -> None:
    for author in (nurse, stranger):
        for _ in range(6):
            house = journal.household(author)
            reported.send(author, house, filled.household_assessment(author, house, drinking_water="no"))

    query = {"county": str(BOTOSANI), "period": "2026-11", "by": "place_id", "limit": "1"}
    rows = list(example.rows("https://vatra.example", county_token, "2.2.e.5", **query))

    assert {row["label"]: row["numerator"] for row in rows} == {"Tudora": 6, "Vorona": 6}


def test_example_says_what_the_server_says(example: ModuleType) -> None:
    with pytest.raises(SystemExit, match="no_token"):
        example.get("https://vatra.example/api/v1/indicators", "vatra_00_x")


def test_example_waits_as_long_as_told(
    example: ModuleType, county_token: str, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    settings.API_REQUESTS_PER_MINUTE = 0
    waited: list[int] = []
    monkeypatch.setattr(example.time, "sleep", waited.append)

    with pytest.raises(SystemExit, match="ocupat"):
        example.get("https://vatra.example/api/v1/indicators", county_token, tries=2)

    assert len(waited) == 2
    assert all(1 <= seconds <= 60 for seconds in waited)


def test_document_is_served_to_anybody() -> None:
    answer = Client().get("/api/openapi.json")

    told = answer.json()
    assert (answer.status_code, told["openapi"]) == (200, "3.1.0")
    assert {"/api/v1/readings/{code}", "/api/sync/v1/push"} <= set(told["paths"])
    operations = [each for methods in told["paths"].values() for each in methods.values()]
    assert len({each["operationId"] for each in operations}) == len(operations)
    assert all(each["security"] for each in operations)


def test_page_shows_every_operation_and_needs_no_other_host() -> None:
    page = Client().get("/api/")

    text = page.content.decode()
    assert page.status_code == 200
    for path in Client().get("/api/openapi.json").json()["paths"]:
        assert f"<code>{path}</code>" in text
    for code in problems.KINDS:
        assert f'id="eroare-{code}"' in text
    assert "<script" not in text
    assert "style=" not in text
    assert "//" not in text.replace("<!doctype", "").replace("https://", "").replace("http://", "")
    assert "http" not in text.replace("http, ", "")
    assert page["Content-Security-Policy"].startswith("default-src 'none'")


def test_operator_issues_lists_and_revokes(places: None) -> None:
    run, cli = CliRunner().invoke, main.build()
    asked = ["--name", "Tablou județean", "--role", "county_social_coordinator", "--place", str(BOTOSANI)]

    issued = run(cli, ["token", "issue", *asked, "--days", "7", "--part", "figures"])
    token = Token.objects.get()
    listed = run(cli, ["token", "list"])
    revoked = run(cli, ["token", "revoke", token.prefix])
    again = run(cli, ["token", "revoke", token.prefix])

    assert (issued.exit_code, listed.exit_code, revoked.exit_code, again.exit_code) == (0, 0, 0, 1), (
        issued.output
    )
    assert f"vatra_{token.prefix}_" in issued.output
    assert token.prefix in listed.output
    assert token.parts == ["figures"]
    Token.objects.get(revoked_at__isnull=False)


def test_operator_is_told_why_a_local_role_gets_none(places: None) -> None:
    asked = ["--name", "Program", "--role", "community_nurse", "--place", "39872"]

    refused = CliRunner().invoke(main.build(), ["token", "issue", *asked])

    assert refused.exit_code == 1
    assert "Rolurile locale lucrează cu nume" in refused.output
    assert not Token.objects.exists()


def test_problem_names_no_value_asked(county_token: str, ask: Ask) -> None:
    answer = ask("readings", county_token, {"period": "Ion Popescu"})

    assert "Popescu" not in json.dumps(answer.json())

"""What browsers are told, and what no request can talk the server into."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from tests import factories

pytestmark = pytest.mark.django_db
OPEN = ("account_login", "api:pages", "api:openapi", "health_live", "phone")


@pytest.mark.parametrize("name", OPEN)
def test_every_answer_says_where_it_may_stand_and_what_it_tells(name: str) -> None:
    answer = Client().get(reverse(name))

    assert "frame-ancestors 'none'" in answer["Content-Security-Policy"]
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("name", OPEN)
def test_no_other_site_may_read_an_answer(name: str) -> None:
    answer = Client().get(reverse(name), headers={"origin": "https://rau.example"})

    assert "Access-Control-Allow-Origin" not in answer.headers


def test_a_post_without_the_pages_token_is_refused() -> None:
    client = Client(enforce_csrf_checks=True)
    factories.signed_in(client, factories.make_user("community_nurse"))

    for name in ("people_found", "end_other_sessions", "sync:enrol", "account_logout"):
        assert client.post(reverse(name)).status_code == 403, name


def test_trace_is_refused() -> None:
    client = factories.signed_in(Client(), factories.make_user("community_nurse"))

    for method in ("TRACE", "CONNECT", "DELETE", "PATCH"):
        assert client.generic(method, "/").status_code == 405, method


@pytest.mark.parametrize(
    "path", ["../settings.py", "..%2f..%2fsecrets.json", "assets/../../package.json", ".git/config", ""]
)
def test_no_path_leads_out_of_the_phones_folder(path: str) -> None:
    answer = Client().get(f"/teren/{path}")

    assert answer.status_code in (200, 404, 503)
    assert b"SECRET_KEY" not in answer.content
    assert b"devDependencies" not in answer.content
    if answer.status_code == 200:
        assert b"<html" in answer.content


def test_downloads_have_names_of_ours() -> None:
    client = factories.signed_in(Client(), factories.make_user("community_nurse"))

    for name, kind, asked in (
        ("cases_export", "csv", {}),
        ("people_list_export", "xlsx", {"code": "catagrafie"}),
    ):
        answer = client.get(reverse(name, kwargs={"kind": kind} | asked), {"filename": 'x";evil="y'})
        assert re.fullmatch(r'attachment; filename="[a-z0-9.-]+"', answer["Content-Disposition"])


def test_passwords_are_kept_by_argon2() -> None:
    assert factories.make_user("community_nurse", password=factories.PASSWORD).password.startswith(
        "argon2$argon2id$"
    )

"""Every page of the routes: a policy without inline code, cookies closed to scripts."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from tests import factories
from tests.accounts_fixtures import Staff
from tests.integration.test_routes import ROUTES

pytestmark = pytest.mark.django_db
PAGES = [name for name, route in ROUTES.items() if route.method == "GET"]
INLINE = re.compile(r"<[^>]+\s(?:on[a-z]+|style)=\"|javascript:", re.IGNORECASE)


@pytest.mark.parametrize("name", PAGES)
def test_pages_let_no_inline_code_run_and_stay_in_no_shared_cache(name: str, staff: Staff) -> None:
    address = reverse(name, kwargs=dict(ROUTES[name].arguments(staff)))
    for user in (staff.nurse, staff.coordinator, None):
        client = Client()
        if user is not None:
            factories.signed_in(client, user)
        answer = client.get(address, dict(ROUTES[name].data))
        policy = answer.headers.get("Content-Security-Policy", "")
        assert "default-src 'none'" in policy or "default-src 'self'" in policy
        assert "unsafe" not in policy.replace("wasm-unsafe-eval", "")
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        if answer.status_code == 200 and answer.headers.get("Content-Type", "").startswith("text/html"):
            assert not INLINE.search(answer.content.decode() if not answer.streaming else "")
            scripts = re.findall(
                r"<script(?![^>]*\ssrc=)([^>]*)>", answer.content.decode() if not answer.streaming else ""
            )
            assert all("application/json" in tag or "nonce=" in tag for tag in scripts)


def test_session_gets_a_new_key_at_sign_in() -> None:
    user = factories.make_user("community_nurse", password=factories.PASSWORD)
    client = Client()
    client.get(reverse("account_login"))
    session = client.session
    session["planted"] = "by somebody else"
    session.save()
    before = session.session_key

    client.post(reverse("account_login"), {"login": user.email, "password": factories.PASSWORD})
    client.post(reverse("mfa_authenticate"), {"code": factories.code_of(user)})

    after = client.session.session_key
    assert after != before
    cookie = client.cookies["vatra"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"

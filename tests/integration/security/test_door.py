"""Who it is, asked again before what matters; a new key each time; each try at the door in the log."""

from __future__ import annotations

import logging
import time
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests import factories
from tests.integration.accounts.pages import give_password
from vatra.accounts.adapters import FRESH_SECONDS
from vatra.accounts.models import User

pytestmark = pytest.mark.django_db
STALE = FRESH_SECONDS + 5


def grown_old(client: Client) -> Client:
    """The session proved who it is a while ago."""
    session = client.session
    records = session["account_authentication_methods"]
    session["account_authentication_methods"] = [record | {"at": time.time() - STALE} for record in records]
    session.save()
    return client


SENSITIVE = {
    "reset_second_factor": "administrator",
    "reopen_account": "administrator",
    "end_staff_sessions": "administrator",
    "assign": "administrator",
    "invite": "administrator",
    "end_other_sessions": "community_nurse",
    "end_session": "community_nurse",
    "privacy_pdf": "data_protection_officer",
    "privacy_zip": "data_protection_officer",
    "mfa_activate_totp": "community_nurse",
    "mfa_generate_recovery_codes": "community_nurse",
    "mfa_add_webauthn": "community_nurse",
}
GETS = ("privacy_pdf", "privacy_zip", "mfa_activate_totp", "mfa_generate_recovery_codes", "mfa_add_webauthn")


@pytest.mark.parametrize("name", SENSITIVE)
def test_a_session_left_open_asks_again_who_it_is(name: str) -> None:
    role = SENSITIVE[name]
    place = factories.COUNTRY if role != "community_nurse" else factories.VORONA
    colleague = factories.make_user("community_nurse")
    user = factories.make_user(role, place, password=factories.PASSWORD)
    client = grown_old(factories.signed_in(Client(), user))
    arguments: dict[str, Any] = {
        "reset_second_factor": {"user_id": colleague.pk},
        "reopen_account": {"user_id": colleague.pk},
        "end_staff_sessions": {"user_id": colleague.pk},
        "assign": {"user_id": colleague.pk},
        "end_session": {"session_id": 0},
        "privacy_pdf": {"request_id": colleague.pk},
        "privacy_zip": {"request_id": colleague.pk},
    }.get(name, {})
    ask = client.get if name in GETS else client.post

    answer = ask(reverse(name, kwargs=arguments))

    assert answer.status_code == 302
    assert answer.url.startswith("/cont/confirmare/")


def test_after_the_confirmation_it_is_done() -> None:
    colleague = factories.make_user("community_nurse")
    user = factories.make_user("administrator", factories.COUNTRY, password=factories.PASSWORD)
    client = grown_old(factories.signed_in(Client(), user))
    old = client.session.session_key
    asked = client.post(reverse("reset_second_factor", args=[colleague.pk]))

    client.post(asked.url, {"password": factories.PASSWORD})

    assert not colleague.authenticator_set.exists()
    assert client.session.session_key != old
    assert client.get(reverse("own_account")).status_code == 200


@pytest.mark.parametrize(
    "to", ["https://rau.example/", "//rau.example/", "javascript:alert(1)", "\\\\rau.example"]
)
def test_after_sign_in_nobody_is_led_to_another_site(to: str) -> None:
    user = factories.make_user("community_nurse", password=factories.PASSWORD)
    client = Client()
    page = client.post(
        f"{reverse('account_login')}?next={to}",
        {"login": user.email, "password": factories.PASSWORD, "next": to},
    )
    answer = client.post(reverse("mfa_authenticate"), {"code": factories.code_of(user), "next": to})

    for one in (page, answer):
        assert "rau.example" not in one.get("Location", "")
        assert "javascript" not in one.get("Location", "")


def test_the_log_tells_each_try_and_never_the_address_typed(caplog: pytest.LogCaptureFixture) -> None:
    user = factories.make_user("community_nurse", email="taina@example.ro", password=factories.PASSWORD)
    client = Client()
    with caplog.at_level(logging.INFO, logger="vatra.door"):
        give_password(client, "greșită de tot", user.email)
        give_password(client, factories.PASSWORD, user.email)
        client.post(reverse("mfa_authenticate"), {"code": factories.code_of(user)})
        client.post(reverse("account_logout"))

    told = [record.getMessage() for record in caplog.records if record.name == "vatra.door"]

    assert told[0] == "sign_in_failed"
    assert {"signed_in", "signed_out"} <= set(told)
    assert "taina" not in str([record.__dict__ for record in caplog.records if record.name == "vatra.door"])


@pytest.mark.parametrize(
    "password",
    [
        "parola123456",
        "vatrabotosani2026",
        "asistent medical",
        "Vatra2026!!!!",
        "qwertyuiop12345",
        "Ana Popescu 1980",
    ],
)
def test_guessable_passwords_are_refused_and_long_odd_ones_pass(password: str) -> None:
    from django.contrib.auth.password_validation import validate_password
    from django.core.exceptions import ValidationError

    user = User(email="ana.popescu@example.ro", full_name="Ana Popescu")

    with pytest.raises(ValidationError):
        validate_password(password, user)
    for good in (
        "patru cuvinte fără legătură",
        "x7 " + "căruță lămâie vapor " * 4,
        "只有四个不相干的词语在这里啊啊",
    ):
        validate_password(good, user)


def test_the_host_asked_for_is_not_believed() -> None:
    assert Client().get(reverse("account_login"), headers={"host": "rau.example"}).status_code == 400


def test_programs_are_not_led_from_http_to_https(settings: Any) -> None:
    settings.IS_HTTPS = settings.SECURE_SSL_REDIRECT = True
    settings.ALLOWED_HOSTS = ["testserver"]

    program, page = Client().get("/api/v1/catalogue/forms"), Client().get("/oameni/")

    assert (program.status_code, program.json()["code"]) == (403, "not_https")
    assert (page.status_code, page.url.startswith("https://")) == (301, True)


def test_pages_are_kept_in_no_cache() -> None:
    client = factories.signed_in(Client(), factories.make_user("community_nurse"))

    for name in ("today", "people", "cases", "own_account"):
        assert "no-store" in client.get(reverse(name))["Cache-Control"], name

"""Signing in: password, second factor, limits. Everything through the pages, as people do it."""

import re
from collections.abc import Callable

import pytest
from django.core import mail
from django.test import Client
from django.urls import NoReverseMatch, reverse

from tests import factories
from tests.factories import PASSWORD
from tests.integration.accounts.pages import CODE, OWN, SIGN_IN, give_password
from vatra.accounts import recovery_codes
from vatra.accounts.adapters import MISMATCH
from vatra.accounts.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture
def nurse() -> User:
    return factories.make_user("community_nurse", email="ana@example.ro", password=PASSWORD)


def test_password_and_code_open_the_account(client: Client, nurse: User) -> None:
    first = give_password(client)
    second = client.post(CODE, {"code": factories.code_of(nurse)})

    assert (first.url, second.status_code) == (CODE, 302)
    assert client.get(OWN).status_code == 200


def test_password_alone_opens_nothing(client: Client, nurse: User) -> None:
    give_password(client)

    assert client.get(OWN).url.startswith(SIGN_IN)


def test_wrong_code_is_refused_and_a_used_one_too(client: Client, nurse: User) -> None:
    give_password(client)
    wrong = client.post(CODE, {"code": "000000"})
    code = factories.code_of(nurse)
    client.post(CODE, {"code": code})

    other = Client()
    give_password(other)
    again = other.post(CODE, {"code": code})

    assert "Codul nu este bun" in wrong.content.decode()
    assert again.status_code == 200
    assert other.get(OWN).status_code == 302


def test_recovery_code_opens_once(client: Client, nurse: User) -> None:
    (code, *_) = recovery_codes.fresh(nurse)
    give_password(client)
    client.post(CODE, {"code": code})
    other = Client()
    give_password(other)
    again = other.post(CODE, {"code": code})

    assert client.get(OWN).status_code == 200
    assert again.status_code == 200


def test_refusal_does_not_tell_whether_the_address_has_an_account(client: Client, nurse: User) -> None:
    known = give_password(client, "greșită de tot").content.decode()
    unknown = give_password(client, "greșită de tot", "nimeni@example.ro").content.decode()

    assert MISMATCH in known
    assert _without_tokens(known.replace("ana@", "x@")) == _without_tokens(unknown.replace("nimeni@", "x@"))


def test_forgotten_password_page_does_not_tell_it_either(client: Client, nurse: User) -> None:
    known = client.post("/cont/parola/uitata/", {"email": "ana@example.ro"})
    unknown = client.post("/cont/parola/uitata/", {"email": "nimeni@example.ro"})

    assert known.url == unknown.url
    assert [message.to for message in mail.outbox] == [["ana@example.ro"]]


def test_five_wrong_passwords_lock_the_address_for_a_while(client: Client, nurse: User) -> None:
    for _ in range(5):
        give_password(client, "greșită de tot")

    locked = give_password(client)

    assert "Prea multe încercări" in locked.content.decode()


def test_lock_is_the_same_for_an_address_without_account(client: Client) -> None:
    for _ in range(5):
        give_password(client, "greșită de tot", "nimeni@example.ro")

    assert "Prea multe încercări" in give_password(client, PASSWORD, "nimeni@example.ro").content.decode()


def test_closed_account_does_not_open(client: Client, nurse: User) -> None:
    User.objects.update(is_active=False)

    give_password(client)

    assert client.get(OWN).url.startswith(SIGN_IN)


def test_new_password_by_letter_still_asks_for_the_second_factor(client: Client, nurse: User) -> None:
    client.post("/cont/parola/uitata/", {"email": "ana@example.ro"})
    (link,) = re.findall(r"/cont/parola/noua/\S+", mail.outbox[0].body)
    form = client.get(link, follow=True)
    chosen = "cinci cuvinte cu totul noi aici"
    done = client.post(form.request["PATH_INFO"], {"password1": chosen, "password2": chosen})

    first = give_password(client, chosen)

    assert done.url == "/cont/parola/noua/gata/"
    assert first.url == CODE
    assert "Legătura nu mai este valabilă" in Client().get(link, follow=True).content.decode()


def test_weak_password_is_refused_in_words(
    client: Client, enter: Callable[[User], Client], nurse: User
) -> None:
    signed_in = enter(nurse)

    page = signed_in.post(
        "/cont/parola/", {"oldpassword": PASSWORD, "password1": "parola", "password2": "parola"}
    ).content.decode()

    assert "parolă" in page
    assert "12" in page


def test_there_is_no_sign_up_and_no_switching_off() -> None:
    for name in ("account_signup", "account_email", "mfa_deactivate_totp", "account_signup_by_passkey"):
        with pytest.raises(NoReverseMatch):
            reverse(name)


def _without_tokens(page: str) -> str:
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page)


def test_request_that_cannot_be_read_is_answered_in_romanian(client: Client) -> None:
    answer = client.post(SIGN_IN, {f"field{n}": "" for n in range(1_001)})

    assert answer.status_code == 400
    assert "Cererea nu a putut fi citită" in answer.content.decode()

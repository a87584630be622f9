"""The second factor is not a choice."""

import time
from collections.abc import Callable

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.test import Client

from tests import factories
from tests.factories import PASSWORD
from tests.integration.accounts.pages import OWN, SET_UP, code, give_password, key_of_access
from vatra.accounts.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture
def nurse() -> User:
    return factories.make_user("community_nurse", email="ana@example.ro", password=PASSWORD)


@pytest.fixture
def newcomer() -> User:
    return factories.make_user("community_nurse", email="ana@example.ro", password=PASSWORD, has_factor=False)


@pytest.mark.parametrize(
    "path", ["/", OWN, "/cont/echipe/", "/cont/parola/", "/cont/sesiuni/", "/cont/coduri/"]
)
def test_without_second_factor_every_page_leads_to_setting_it_up(
    client: Client, newcomer: User, path: str
) -> None:
    give_password(client)

    assert client.get(path).url.startswith(SET_UP)


def test_without_second_factor_nothing_can_be_posted(client: Client, newcomer: User) -> None:
    give_password(client)

    answer = client.post("/cont/rol/", {"hat": "local:community_nurse"})

    assert answer.url.startswith(SET_UP)


def test_setting_up_the_application_opens_the_account(client: Client, newcomer: User) -> None:
    give_password(client)
    page = client.get(f"{SET_UP}?next=/cont/echipe/")
    secret = page.context["form"].secret

    done = client.post(SET_UP, {"code": code(secret)})

    shown = done.context["codes"]
    later = client.get("/cont/coduri/").content.decode()
    assert len(set(shown)) == 10
    assert done["Cache-Control"] == "private, no-store"
    assert 'href="/cont/echipe/"' in done.content.decode()
    assert "10 din 10" in later
    assert not any(one in later for one in shown)
    assert client.get(OWN).status_code == 200


def test_set_up_page_shows_the_code_as_an_image_without_style(client: Client, newcomer: User) -> None:
    give_password(client)

    page = client.get(SET_UP).content.decode()

    assert "<svg" in page
    assert "style=" not in page


def test_secret_is_stored_sealed(client: Client, newcomer: User) -> None:
    give_password(client)
    secret = client.get(SET_UP).context["form"].secret
    client.post(SET_UP, {"code": code(secret)})

    stored = Authenticator.objects.get(type=Authenticator.Type.TOTP).data["secret"]

    assert secret not in stored


def test_session_older_than_the_factor_must_prove_it(nurse: User) -> None:
    """It began with the password alone, before another session set the factor up."""
    client = factories.signed_in(Client(), nurse, has_proved_factor=False)

    asked = client.get("/cont/echipe/")
    client.post("/cont/confirmare/cod/", {"code": factories.code_of(nurse)})

    assert asked.url.startswith("/cont/confirmare/cod/")
    assert client.get("/cont/echipe/").status_code == 200


def test_application_is_replaced_and_never_missing(enter: Callable[[User], Client], nurse: User) -> None:
    client = enter(nurse)
    old = Authenticator.objects.get(user=nurse).data["secret"]
    secret = client.get(SET_UP).context["form"].secret

    wrong = client.post(SET_UP, {"code": "000000"})
    after_wrong = Authenticator.objects.get(user=nurse, type="totp").data["secret"]
    client.post(SET_UP, {"code": code(client.session["mfa.totp.secret"])})

    assert secret
    assert wrong.status_code == 200
    assert after_wrong == old
    assert Authenticator.objects.get(user=nurse, type="totp").data["secret"] != old


def test_last_key_cannot_be_removed_and_one_of_two_can(enter: Callable[[User], Client], nurse: User) -> None:
    Authenticator.objects.filter(user=nurse).delete()
    first = key_of_access(nurse, "prima")
    client = enter(nurse)

    client.post(f"/cont/chei/{first.pk}/scoatere/")
    still_there = Authenticator.objects.filter(pk=first.pk).exists()
    TOTP.activate(nurse, "A" * 32)
    client.post(f"/cont/chei/{first.pk}/scoatere/")

    assert still_there
    assert not Authenticator.objects.filter(pk=first.pk).exists()


def test_changing_the_factor_asks_who_you_are_again(enter: Callable[[User], Client], nurse: User) -> None:
    client = enter(nurse)
    session = client.session
    for record in session["account_authentication_methods"]:
        record["at"] = time.time() - 3600
    session.save()

    assert client.get(SET_UP).url.startswith("/cont/confirmare/parola/")

"""Signing in: password, second factor, limits. Everything through the pages, as people do it."""

import re
import time
from collections.abc import Callable
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from allauth.usersessions.models import UserSession
from django.core import mail
from django.test import Client
from django.urls import NoReverseMatch, reverse

from tests import factories
from tests.factories import PASSWORD
from vatra.accounts.adapters import MISMATCH
from vatra.accounts.models import User

pytestmark = pytest.mark.django_db

SIGN_IN, CODE, SET_UP = "/cont/autentificare/", "/cont/autentificare/cod/", "/cont/al-doilea-factor/"
OWN = "/cont/"


@pytest.fixture
def nurse() -> User:
    return factories.make_user("community_nurse", email="ana@example.ro", password=PASSWORD)


def give_password(client: Client, password: str = PASSWORD, email: str = "ana@example.ro") -> Any:
    return client.post(SIGN_IN, {"login": email, "password": password})


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
    (code, *_) = RecoveryCodes.activate(nurse).generate_codes()
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
    link = re.search(r"/cont/parola/noua/\S+", mail.outbox[0].body).group()  # type: ignore[union-attr]
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


# ---- the second factor is not a choice -------------------------------------


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

    done = client.post(SET_UP, {"code": _code(secret)})

    assert done.url == "/cont/coduri/"
    codes = client.get("/cont/coduri/")
    assert len(codes.context["unused_codes"]) == 10
    assert client.get(OWN).status_code == 200


def test_set_up_page_shows_the_code_as_an_image_without_style(client: Client, newcomer: User) -> None:
    give_password(client)

    page = client.get(SET_UP).content.decode()

    assert "<svg" in page
    assert "style=" not in page


def test_secret_is_stored_sealed(client: Client, newcomer: User) -> None:
    give_password(client)
    secret = client.get(SET_UP).context["form"].secret
    client.post(SET_UP, {"code": _code(secret)})

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
    client.post(SET_UP, {"code": _code(client.session["mfa.totp.secret"])})

    assert secret
    assert wrong.status_code == 200
    assert after_wrong == old
    assert Authenticator.objects.get(user=nurse, type="totp").data["secret"] != old


def test_last_key_cannot_be_removed_and_one_of_two_can(enter: Callable[[User], Client], nurse: User) -> None:
    Authenticator.objects.filter(user=nurse).delete()
    first = _key(nurse, "prima")
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


# ---- sessions end ----------------------------------------------------------


def test_session_left_alone_ends(enter: Callable[[User], Client], nurse: User, settings: Any) -> None:
    client = enter(nurse)
    client.get(OWN)
    _shift(client, "vatra.seen", settings.SESSION_IDLE_SECONDS + 1)

    ended = client.get("/cont/echipe/")

    assert ended.url == f"{SIGN_IN}?next=/cont/echipe/"
    assert "_auth_user_id" not in client.session
    assert "fără activitate" in client.get(ended.url).content.decode()


def test_session_in_use_goes_on_until_the_day_is_over(
    enter: Callable[[User], Client], nurse: User, settings: Any
) -> None:
    client = enter(nurse)
    client.get(OWN)
    _shift(client, "vatra.seen", settings.SESSION_IDLE_SECONDS - 5)
    used = client.get(OWN).status_code
    fresh = client.session["vatra.seen"]
    _shift(client, "vatra.began", settings.SESSION_COOKIE_AGE + 1)

    assert used == 200
    assert time.time() - fresh < 5
    assert client.get(OWN).url.startswith(SIGN_IN)


def test_own_sessions_are_listed_and_ended_one_by_one(nurse: User) -> None:
    here, there = _by_pages(nurse), _by_pages(nurse, step=1)
    other = UserSession.objects.get(session_key=there.session.session_key)

    page = here.get("/cont/sesiuni/").content.decode()
    here.post(f"/cont/sesiuni/{other.pk}/incheiere/")

    assert page.count("<tr>") == 3
    assert there.get(OWN).url.startswith(SIGN_IN)
    assert here.get(OWN).status_code == 200


def test_session_of_somebody_else_cannot_be_ended(nurse: User, enter: Callable[[User], Client]) -> None:
    victim = _by_pages(nurse)
    session = UserSession.objects.get(session_key=victim.session.session_key)

    enter(factories.make_user("social_worker")).post(f"/cont/sesiuni/{session.pk}/incheiere/")

    assert victim.get(OWN).status_code == 200


def test_new_password_ends_the_other_sessions(nurse: User) -> None:
    here, there = _by_pages(nurse), _by_pages(nurse, step=1)
    chosen = "cinci cuvinte cu totul noi aici"

    here.post("/cont/parola/", {"oldpassword": PASSWORD, "password1": chosen, "password2": chosen})

    assert here.get(OWN).status_code == 200
    assert there.get(OWN).url.startswith(SIGN_IN)


def _by_pages(user: User, step: int = 0) -> Client:
    """Signed in through the pages; `step` takes the next code, because a code opens once."""
    client = Client()
    give_password(client)
    secret = factories.secret_of(user)
    client.post(CODE, {"code": _code(secret, step)})
    assert client.get(OWN).status_code == 200
    return client


def _code(secret: str, step: int = 0) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + step))


def _key(user: User, name: str) -> Authenticator:
    return Authenticator.objects.create(
        user=user, type=Authenticator.Type.WEBAUTHN, data={"name": name, "credential": {}}
    )


def _shift(client: Client, key: str, seconds: int) -> None:
    session = client.session
    session[key] -= seconds
    session.save()


def _without_tokens(page: str) -> str:
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page)

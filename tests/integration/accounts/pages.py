"""Signing in as people do it, through the pages; shared by the tests of this folder."""

import time
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.test import Client

from tests import factories
from tests.factories import PASSWORD
from vatra.accounts.models import User

EMAIL = "ana@example.ro"
SIGN_IN, CODE, SET_UP = "/cont/autentificare/", "/cont/autentificare/cod/", "/cont/al-doilea-factor/"
OWN = "/cont/"


def give_password(client: Client, password: str = PASSWORD, email: str = EMAIL) -> Any:
    return client.post(SIGN_IN, {"login": email, "password": password})


def sign_in(user: User, step: int = 0) -> Client:
    """`step` takes the next code, because a code opens once."""
    client = Client()
    give_password(client)
    client.post(CODE, {"code": code(factories.secret_of(user), step)})
    assert client.get(OWN).status_code == 200
    return client


def code(secret: str, step: int = 0) -> str:
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // 30 + step)))


def key_of_access(user: User, name: str) -> Authenticator:
    return Authenticator.objects.create(
        user=user, type=Authenticator.Type.WEBAUTHN, data={"name": name, "credential": {}}
    )


def shift(client: Client, key: str, seconds: int) -> None:
    """Make a moment kept in the session lie further back."""
    session = client.session
    session[key] -= seconds
    session.save()

"""Makers of places, users and signed-in clients, for every test that needs somebody who asks."""

import itertools
import time
from datetime import date

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from allauth.mfa.utils import decrypt
from django.test import Client

from vatra.accounts import actions, principals
from vatra.accounts.models import User
from vatra.accounts.principals import Principal
from vatra.database import scope
from vatra.kit.vocabulary import ROLES
from vatra.places import register
from vatra.places.models import Place
from vatra.places.names import fold

COUNTRY = 0
BOTOSANI, VORONA, TUDORA = 74, 39872, 39391
IASI, MIROSLAVA = 225, 97919
LONG_AGO = date(2020, 1, 1)
PASSWORD = "patru cuvinte fără legătură"

_numbers = itertools.count(1)


def make_place(siruta: int) -> Place:
    """The place as the register has it, with those above it."""
    known = Place.objects.filter(pk=siruta).first()
    if known is not None:
        return known
    if siruta == COUNTRY:
        row = register.country()
    else:
        row = next(row for row in register.places() if row.siruta == siruta)
        make_place(row.parent)
    with scope.system():
        return Place.objects.create(
            siruta=row.siruta,
            name=row.name,
            kind=row.kind,
            level=row.level,
            parent_id=row.parent,
            county_id=row.county or None,
            county_code=row.county_code,
            search=fold(row.name),
        )


def make_user(
    role: str | None = "community_nurse",
    place: int = VORONA,
    *,
    name: str = "",
    email: str = "",
    password: str | None = None,
    starts_on: date = LONG_AGO,
    ends_on: date | None = None,
    has_factor: bool = True,
) -> User:
    """A user with one assignment (or none: role=None) and, unless told otherwise, a code application.

    Without `password` the account cannot sign in with one: hashing costs 50 ms.
    """
    number = next(_numbers)
    user = actions.create_user(
        email=email or f"persoana{number}@example.ro",
        full_name=name or f"{ROLES[role].title if role else 'Fără rol'} {number}",
        password=password,
    )
    if role:
        give(user, role, place, starts_on=starts_on, ends_on=ends_on)
    if has_factor:
        TOTP.activate(user, generate_totp_secret())
    return user


def give(
    user: User, role: str, place: int, *, starts_on: date = LONG_AGO, ends_on: date | None = None
) -> None:
    """One more assignment."""
    actions.assign(
        user=user, role=role, place=make_place(place), starts_on=starts_on, ends_on=ends_on, by=None
    )


def principal(user: User, hat: str = "") -> Principal:
    return principals.of(user, hat=hat)


def secret_of(user: User) -> str:
    """The secret in the user's code application."""
    found = Authenticator.objects.get(user=user, type=Authenticator.Type.TOTP)
    secret: str = decrypt(found.data["secret"])
    return secret


def code_of(user: User) -> str:
    """The code that the user's application shows now."""
    return str(format_hotp_value(hotp_value(secret_of(user), int(time.time()) // 30)))


def signed_in(client: Client, user: User, *, hat: str = "", has_proved_factor: bool = True) -> Client:
    """The client with a session of the user, the second factor given as allauth records it."""
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    session = client.session
    records: list[dict[str, object]] = [{"method": "password", "at": time.time(), "email": user.email}]
    if has_proved_factor:
        records.append({"method": "mfa", "at": time.time(), "type": "totp", "reauthenticated": True})
    session["account_authentication_methods"] = records
    session["account_authentication_methods_user"] = str(user.pk)
    if hat:
        session["vatra.hat"] = hat
    session.save()
    return client

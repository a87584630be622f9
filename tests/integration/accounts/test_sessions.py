"""Sessions end: left alone, at the end of the day, by hand, with the password."""

import time
from collections.abc import Callable
from typing import Any

import pytest
from allauth.usersessions.models import UserSession
from django.test import Client

from tests import factories
from tests.factories import PASSWORD
from tests.integration.accounts.pages import OWN, SIGN_IN, shift, sign_in
from vatra.accounts import actions, commands
from vatra.accounts.errors import NotAllowedError
from vatra.accounts.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture
def nurse() -> User:
    return factories.make_user("community_nurse", email="ana@example.ro", password=PASSWORD)


def test_session_left_alone_ends(enter: Callable[[User], Client], nurse: User, settings: Any) -> None:
    client = enter(nurse)
    client.get(OWN)
    shift(client, "vatra.seen", settings.SESSION_IDLE_SECONDS + 1)

    ended = client.get("/cont/echipe/")

    assert ended.url == f"{SIGN_IN}?next=/cont/echipe/"
    assert "_auth_user_id" not in client.session
    assert "fără activitate" in client.get(ended.url).content.decode()


def test_session_in_use_goes_on_until_the_day_is_over(
    enter: Callable[[User], Client], nurse: User, settings: Any
) -> None:
    client = enter(nurse)
    client.get(OWN)
    shift(client, "vatra.seen", settings.SESSION_IDLE_SECONDS - 5)
    used = client.get(OWN).status_code
    fresh = client.session["vatra.seen"]
    shift(client, "vatra.began", settings.SESSION_COOKIE_AGE + 1)

    assert used == 200
    assert time.time() - fresh < 5
    assert client.get(OWN).url.startswith(SIGN_IN)


def test_own_sessions_are_listed_and_ended_one_by_one(nurse: User) -> None:
    here, there = sign_in(nurse), sign_in(nurse, step=1)
    other = UserSession.objects.get(session_key=there.session.session_key)

    page = here.get("/cont/sesiuni/").content.decode()
    here.post(f"/cont/sesiuni/{other.pk}/incheiere/")

    assert page.count("<tr>") == 3
    assert there.get(OWN).url.startswith(SIGN_IN)
    assert here.get(OWN).status_code == 200


def test_session_of_somebody_else_cannot_be_ended(nurse: User, enter: Callable[[User], Client]) -> None:
    victim = sign_in(nurse)
    session = UserSession.objects.get(session_key=victim.session.session_key)

    enter(factories.make_user("social_worker")).post(f"/cont/sesiuni/{session.pk}/incheiere/")

    assert victim.get(OWN).status_code == 200


def test_new_password_ends_the_other_sessions(nurse: User) -> None:
    here, there = sign_in(nurse), sign_in(nurse, step=1)
    chosen = "cinci cuvinte cu totul noi aici"

    here.post("/cont/parola/", {"oldpassword": PASSWORD, "password1": chosen, "password2": chosen})

    assert here.get(OWN).status_code == 200
    assert there.get(OWN).url.startswith(SIGN_IN)


def test_other_sessions_are_ended_from_ones_account(nurse: User) -> None:
    here, there = sign_in(nurse), sign_in(nurse, step=1)

    page = here.get(OWN).content.decode()
    here.post("/cont/sesiuni/celelalte/incheiere/")

    assert "Încheie celelalte sesiuni" in page
    assert there.get(OWN).url.startswith(SIGN_IN)
    assert "Încheie celelalte sesiuni" not in here.get(OWN).content.decode()


@pytest.mark.parametrize("role", ["administrator", "county_social_coordinator"])
def test_who_answers_for_the_county_ends_a_colleagues_sessions(
    nurse: User, enter: Callable[[User], Client], caplog: pytest.LogCaptureFixture, role: str
) -> None:
    lost, leader = sign_in(nurse), enter(factories.make_user(role, factories.BOTOSANI))
    page = f"/cont/personal/{nurse.pk}/"
    shown = leader.get(page).content.decode()
    with caplog.at_level("INFO", logger="vatra.accounts.actions"):
        leader.post(f"{page}sesiuni/incheiere/")

    assert "Încheie toate sesiunile" in shown
    assert lost.get(OWN).url.startswith(SIGN_IN)
    assert User.objects.get(pk=nurse.pk).is_active
    assert [(one.about_id, one.count) for one in caplog.records if one.message == "sessions_ended"] == [
        (str(nurse.pk), 1)
    ]
    assert sign_in(nurse, step=1).get(OWN).status_code == 200


def test_who_works_in_another_county_too_is_signed_out_by_no_coordinator_of_one(nurse: User) -> None:
    leader = factories.principal(factories.make_user("county_social_coordinator", factories.BOTOSANI))
    factories.give(nurse, "community_nurse", 97919)
    lost = sign_in(nurse)

    with pytest.raises(NotAllowedError):
        actions.end_sessions(user=nurse, by=leader)

    assert lost.get(OWN).status_code == 200


def test_operator_ends_sessions_by_a_command(nurse: User) -> None:
    lost = sign_in(nurse)

    commands.end_sessions("Ana@example.ro")

    assert lost.get(OWN).url.startswith(SIGN_IN)

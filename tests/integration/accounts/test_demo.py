import stat
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from tests import factories
from vatra.accounts import commands, demo
from vatra.accounts.models import User
from vatra.database import scope
from vatra.kit.vocabulary import ACTIVE_ROLES
from vatra.places import loading

pytestmark = pytest.mark.django_db


@pytest.fixture
def county(tmp_path: Path, settings: Any) -> None:
    settings.DATA_DIR = tmp_path
    with scope.system():
        loading.load(counties={"BT"})


def test_every_role_in_use_has_somebody(county: None) -> None:
    users = demo.create_demo_users("BT")

    assert {user.role for user in users} == set(ACTIVE_ROLES)
    assert len({user.place_id for user in users if user.role == "community_nurse"}) == 2


def test_people_are_made_once_and_keep_their_password(county: None) -> None:
    first, before = demo.create_demo_users("BT"), demo.credentials()
    again = demo.create_demo_users("BT")

    assert again == first
    assert demo.credentials() == before
    assert User.objects.count() == len(first)
    assert stat.S_IMODE(demo.path().stat().st_mode) == 0o600


def test_demonstration_nurse_signs_in_with_the_printed_code(
    county: None, client: Client, capsys: pytest.CaptureFixture[str]
) -> None:
    nurse = demo.create_demo_users("BT", (factories.VORONA, factories.TUDORA))[0]
    password, _ = demo.credentials()

    client.post("/cont/autentificare/", {"login": nurse.email, "password": password})
    commands.print_code(nurse.email)
    client.post("/cont/autentificare/cod/", {"code": capsys.readouterr().out[:6]})

    assert client.get("/cont/").status_code == 200


def test_code_of_a_real_account_is_not_shown(
    county: None, settings: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    settings.DEBUG = False
    user = factories.make_user(email="ana@example.ro")

    with pytest.raises(commands.typer.Exit):
        commands.print_code(user.email)

    assert "numai pentru conturile demonstrației" in capsys.readouterr().err


def test_county_that_is_not_loaded_is_said(county: None) -> None:
    with pytest.raises(LookupError, match="places load"):
        demo.create_demo_users("CJ")


def test_commands_open_an_account_and_give_a_role(county: None, capsys: pytest.CaptureFixture[str]) -> None:
    commands.create_user("ana@example.ro", "Ana", factories.PASSWORD)
    commands.assign("ana@example.ro", "social_worker", factories.VORONA, "2026-01-05")

    principal = factories.principal(User.objects.get(email="ana@example.ro"))
    assert principal.roles == (("social_worker", factories.VORONA),)


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("nimeni@example.ro", "social_worker", 39872, ""), "Nu există un cont"),
        (("ana@example.ro", "social_worker", 1, ""), "Locul nu este încărcat"),
        (("ana@example.ro", "social_worker", 74, ""), "se ține pentru"),
        (("ana@example.ro", "social_worker", 39872, "2.11.2026"), "AAAA-LL-ZZ"),
    ],
)
def test_command_says_what_is_wrong(
    county: None, capsys: pytest.CaptureFixture[str], words: tuple[Any, ...], why: str
) -> None:
    factories.make_user(None, email="ana@example.ro")

    with pytest.raises(commands.typer.Exit):
        commands.assign(*words)

    assert why in capsys.readouterr().err

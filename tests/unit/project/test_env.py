import base64
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from vatra.project import env

NAME = "VATRA_TRY"
KEY = base64.b64encode(b"k" * 32).decode()
OTHER = base64.b64encode(b"o" * 32).decode()


@pytest.fixture(autouse=True)
def unset(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(NAME, raising=False)


def test_unset_variable_gives_default() -> None:
    assert env.boolean(NAME, default=True) is True
    assert env.integer(NAME, 7) == 7
    assert env.words(NAME, ("a",)) == ("a",)


@pytest.mark.parametrize(("raw", "expected"), [("1", True), ("Yes", True), ("off", False), ("", False)])
def test_boolean_reads_words(monkeypatch: pytest.MonkeyPatch, raw: str, expected: bool) -> None:
    monkeypatch.setenv(NAME, raw)

    assert env.boolean(NAME, default=not expected) is expected


def test_words_are_split_and_trimmed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(NAME, " a, b,,c ")

    assert env.words(NAME) == ("a", "b", "c")


def test_directory_is_absolute(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(NAME, "here")

    assert env.directory(NAME, Path("/")) == Path.cwd() / "here"


def test_keys_are_numbered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(NAME, f"1:{KEY},2:{OTHER}")

    assert env.keys(NAME, {}) == {1: b"k" * 32, 2: b"o" * 32}


@pytest.mark.parametrize("raw", ["no colon", "1:", "x:" + KEY, "1:c2hvcnQ="])
def test_bad_keys_stop_with_hint_and_without_value(monkeypatch: pytest.MonkeyPatch, raw: str) -> None:
    monkeypatch.setenv(NAME, raw)

    with pytest.raises(ImproperlyConfigured, match="number:base64") as caught:
        env.keys(NAME, {})

    assert raw not in str(caught.value)


@pytest.mark.parametrize("raw", ["maybe", "2"])
def test_bad_boolean_stops_with_hint(monkeypatch: pytest.MonkeyPatch, raw: str) -> None:
    monkeypatch.setenv(NAME, raw)

    with pytest.raises(ImproperlyConfigured, match=f"{NAME} cannot be read. Write 1 or 0."):
        env.boolean(NAME, default=True)


def test_database_address_is_taken_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(NAME, "postgresql://app:p%40ss@db.example:6432/vatra")

    assert env.database(NAME, "") == {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "vatra",
        "USER": "app",
        "PASSWORD": "p@ss",
        "HOST": "db.example",
        "PORT": "6432",
        "OPTIONS": {},
    }


def test_database_on_two_servers_is_asked_for_the_one_that_writes() -> None:
    read = env.database(NAME, "postgresql://app@first:5433,second/vatra?target_session_attrs=read-write")

    assert (read["HOST"], read["PORT"]) == ("first,second", "5433,5432")
    assert read["OPTIONS"] == {"target_session_attrs": "read-write"}


def test_database_address_of_the_sixth_version() -> None:
    read = env.database(NAME, "postgresql://app@[2001:db8::1]:6432/vatra")

    assert (read["HOST"], read["PORT"]) == ("2001:db8::1", "6432")


def test_database_socket_keeps_its_capitals() -> None:
    read = env.database(NAME, "postgresql://vatra_app@%2Frun%2FVatra%2Fpg.socket/vatra")

    assert read["HOST"] == "/run/Vatra/pg.socket"


@pytest.mark.parametrize("raw", ["sqlite:///file", "postgresql://db", "nonsense"])
def test_other_databases_are_refused(monkeypatch: pytest.MonkeyPatch, raw: str) -> None:
    monkeypatch.setenv(NAME, raw)

    with pytest.raises(ImproperlyConfigured, match="postgresql://"):
        env.database(NAME, "")

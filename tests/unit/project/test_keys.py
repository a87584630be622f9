from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from vatra.project import keys


@pytest.fixture(autouse=True)
def unset(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in keys.NAMES:
        monkeypatch.delenv(name, raising=False)


def test_keys_are_made_once_and_closed_to_others(tmp_path: Path) -> None:
    first = keys.load(tmp_path, own_database=True)
    second = keys.load(tmp_path, own_database=True)

    assert first == second
    assert first.beside_data
    assert (tmp_path / "secrets.json").stat().st_mode & 0o777 == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["secrets.json"]


def test_keys_of_environment_come_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in keys.fresh().items():
        monkeypatch.setenv(name, value)

    loaded = keys.load(tmp_path, own_database=True)

    assert not loaded.beside_data
    assert len(loaded.fields[1]) == len(loaded.index) == 32
    assert not list(tmp_path.iterdir())


def test_server_database_needs_keys_of_environment(tmp_path: Path) -> None:
    with pytest.raises(ImproperlyConfigured, match="VATRA_SECRET_KEY, VATRA_FIELD_KEYS, VATRA_INDEX_KEY"):
        keys.load(tmp_path, own_database=False)


def test_some_keys_only_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VATRA_SECRET_KEY", "x" * 60)

    with pytest.raises(ImproperlyConfigured, match="Set VATRA_FIELD_KEYS, VATRA_INDEX_KEY"):
        keys.load(tmp_path, own_database=True)


def test_fresh_sets_differ() -> None:
    assert not set(keys.fresh().values()) & set(keys.fresh().values())

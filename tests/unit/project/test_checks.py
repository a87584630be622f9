"""What `vatra check --deploy` says about the database's address."""

from __future__ import annotations

from typing import Any

import pytest
from django.conf import settings

from vatra.project import checks, env


@pytest.mark.parametrize(
    ("address", "complains"),
    [
        ("postgresql://vatra_app@db.judet.ro/vatra", True),
        ("postgresql://vatra_app@db.judet.ro/vatra?sslmode=require", True),
        ("postgresql://vatra_app@db.judet.ro/vatra?sslmode=verify-full", False),
        ("postgresql://vatra_app@127.0.0.1:6432/vatra", False),
        ("postgresql://vatra_app@%2Fvar%2Frun%2Fpostgresql/vatra", False),
        ("postgresql://vatra_app@127.0.0.1,10.0.0.5/vatra", True),
    ],
)
def test_a_database_elsewhere_is_reached_by_tls(
    address: str, complains: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TRIED_URL", address)
    told: dict[str, Any] = env.database("TRIED_URL", "")
    monkeypatch.setitem(settings.DATABASES, "default", told)

    said = checks.database_in_clear()

    assert [warning.id for warning in said] == (["vatra.W003"] if complains else [])

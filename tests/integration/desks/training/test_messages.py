"""Each change is told to the file's owner, in words that leave the house without personal data."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.db import connection

from tests.integration.desks.training.world import World, day
from vatra.desks.training import jobs
from vatra.notices import channels
from vatra.packs.training import steps

pytestmark = pytest.mark.django_db


def queued() -> list[dict[str, str]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT args FROM procrastinate_jobs WHERE task_name = 'training.tell' ORDER BY id")
        return [json.loads(args) for (args,) in cursor.fetchall()]


@pytest.mark.clause("inmss-2023/validate")
def test_every_step_is_told_by_email(world: World, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.NOTICE_GATEWAYS = {"email": "mailto://x?to={to}", "sms": ""}
    call = world.open()
    file = world.enrolled(call, world.add(call))
    told = queued()
    assert [one["name"] for one in told] == ["submit", "validate", "payment", "enrol"]

    sent: list[tuple[str, str, str]] = []
    monkeypatch.setattr(channels, "send", lambda *words: sent.append(words))
    assert jobs.tell.func(**told[1]) == "sent"
    [(channel, to, words)] = sent
    assert (channel, to) == ("email", world.nurse.email)
    assert "este validat" in words
    assert str(file) in words
    assert "Nume Sintetic" not in words


def test_without_a_gateway_nothing_is_queued(world: World) -> None:
    call = world.open()
    file = world.sent(call, world.add(call))
    world.take(file, "validate", validated_on=day(0))
    assert queued() == []


def test_no_message_has_room_for_a_name() -> None:
    assert not [one.id for one in steps.kinds().values() if "{" in one.message]

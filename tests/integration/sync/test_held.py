"""What a phone is told of its held entries, and of the versions that contradict one another."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace
from typing import Any, cast

import pytest
import typer
from django.utils import timezone

from tests import factories, journal
from tests.integration.sync.phone import Phone
from tests.journal import VORONA
from vatra.database import scope
from vatra.records import commands, held
from vatra.records.held import Entry
from vatra.sync import devices

pytestmark = pytest.mark.django_db
SIGNAL = "integrated_services/signal"


def lose_right(phone: Phone) -> None:
    yesterday = timezone.localdate() - timedelta(days=1)
    phone.user.assignments.update(ends_on=yesterday)
    devices.forget()


def only_held() -> Entry:
    with scope.system():
        return held.rows("true", [])[0]


def test_held_is_listed_and_an_end_is_told_once_it_comes(phone: Phone) -> None:
    home = journal.household(phone.author()) | {"device": phone.device}
    lose_right(phone)
    phone.push(home)

    waiting = phone.hello()
    held.dismiss(
        principal=factories.principal(factories.make_user("county_health_coordinator", journal.BOTOSANI)),
        entry=only_held(),
        reason="Scrisă de două ori.",
    )
    ended = phone.hello()

    assert [one["id"] for one in waiting["quarantine"]] == [home["id"]]
    assert waiting["settled"] == []
    assert ended["quarantine"] == []
    assert ended["settled"] == [{"id": home["id"], "how": "dismissed"}]


def test_three_numbers_follow_what_becomes_of_a_held_entry(phone: Phone) -> None:
    home = journal.household(phone.author()) | {"device": phone.device}
    lose_right(phone)
    before = phone.push(home)["counts"]
    phone.user.assignments.update(ends_on=None)
    devices.forget()

    after = phone.push(home)

    assert before == {"accepted": 0, "counted": 0}
    assert after["results"][home["id"]]["status"] == "accepted"
    assert after["counts"] == {"accepted": 1, "counted": 1}
    assert phone.hello()["settled"] == [{"id": home["id"], "how": "accepted"}]


def test_rival_versions_say_what_the_role_does_not_see_of_them(phone: Phone) -> None:
    nurse = phone.author()
    social = factories.make_user("social_worker", VORONA)
    mediator = Phone(factories.make_user("school_mediator", VORONA))
    home = journal.household(nurse)
    signal = journal.about(nurse, SIGNAL, home, answers("Nu au medic."))
    phone.push(home, signal)
    one = journal.correction(nurse, signal, answers("Au și un sugar."))
    author = journal.Author("social_worker", VORONA, journal.BOTOSANI, str(social.pk))
    other = journal.correction(author, signal, answers("Au venituri."))
    assert phone.push(one)["results"][one["id"]]["status"] == "accepted"
    Phone(social).push(other)

    whole, part = records_of(phone), records_of(mediator)

    assert {key for key, record in whole.items() if record["conflict"]} == {one["id"], other["id"]}
    assert not [record for record in whole.values() if record.get("hidden")]
    assert part[one["id"]]["hidden"] is True
    settled = journal.correction(nurse, one, one["answers"], settles=[other["id"]])
    phone.push(settled)
    assert records_of(phone)[settled["id"]]["settles"] == [other["id"]]
    assert not [record for record in records_of(phone).values() if record["conflict"]]


def answers(words: str) -> dict[str, Any]:
    return {
        "noticed_on": "2026-11-02",
        "source": "own",
        "kinds": ["no_family_doctor"],
        "description": words,
        "violence_suspected": "no",
        "urgent": False,
    }


def records_of(phone: Phone) -> dict[str, Any]:
    (bundle,) = phone.pull()["bundles"]
    return {record["id"]: record for record in bundle["records"]}


def test_command_counts_what_is_held_without_anybodys_data(
    phone: Phone, capsys: pytest.CaptureFixture[str]
) -> None:
    home = journal.household(phone.author(), household_name="Familia Xylescu")
    lose_right(phone)
    phone.push(home)

    commands.held(cast(typer.Context, SimpleNamespace(invoked_subcommand=None)))
    told = capsys.readouterr().out

    assert "BOTOȘANI" in told.upper()
    assert "out_of_scope" in told
    assert "Reținute acum: 1." in told
    assert "Xylescu" not in told

"""A worker leaves: the old phone sends what it holds and lets go, the colleague's receives the people."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tests import factories, journal
from tests.factories import BOTOSANI, TUDORA, VORONA
from tests.integration.sync.phone import Phone
from vatra.accounts.models import Handover
from vatra.database import scope
from vatra.records.models import Quarantine, Record
from vatra.sync import devices

pytestmark = pytest.mark.django_db


@pytest.fixture
def taker(phone: Phone) -> Phone:
    """A nurse of the neighbouring commune, with her own phone."""
    return Phone(factories.make_user("community_nurse", TUDORA))


def hand_over(phone: Phone, taker: Phone, last_day: Any) -> None:
    """In one screen: the preview, then the press that moves what it showed."""
    office = factories.signed_in(Client(), factories.make_user("county_health_coordinator", BOTOSANI))
    address = f"/cont/personal/{phone.user.pk}/predare/"
    given = {"taker": str(taker.user.pk), "last_day": last_day.isoformat(), "reason": "Pleacă"}
    shown = office.post(address, given).content.decode()
    assert "Ce se mută" in shown
    assert "Vorona" in shown
    seen = f"{taker.user.pk} {last_day}"
    assert office.post(address, given | {"seen": seen, "confirm": "1"}).status_code == 302
    assert Handover.objects.count() == 1
    devices.forget()


def groups(answer: dict[str, Any]) -> set[str]:
    return {bundle["group"] for bundle in answer["bundles"]}


def test_old_phone_lets_go_and_the_new_one_receives_the_people(phone: Phone, taker: Phone) -> None:
    home = journal.household(phone.author())
    phone.push(*phone.wears(home))
    cursor = phone.pull()["cursor"]
    assert groups(taker.pull()) == set()

    hand_over(phone, taker, timezone.localdate() - timedelta(days=1))

    left = phone.pull(cursor)
    assert left["drop"] == [VORONA]
    assert groups(left) == set()
    assert groups(taker.pull()) == {home["group"]}


def test_until_the_last_day_ends_the_leaver_still_writes_and_keeps_the_people(
    phone: Phone, taker: Phone
) -> None:
    hand_over(phone, taker, timezone.localdate())

    pushed = phone.push(*phone.wears(journal.household(phone.author())))

    assert {one["status"] for one in pushed["results"].values()} == {"accepted"}
    assert phone.pull({str(VORONA): 0})["drop"] == []
    assert VORONA not in {grant["place"] for grant in taker.hello()["grants"]}


def test_what_the_old_phone_sends_too_late_is_held_whole_and_said(phone: Phone, taker: Phone) -> None:
    home, late = phone.wears(*(journal.household(phone.author()) for _ in range(2)))
    phone.push(home)
    hand_over(phone, taker, timezone.localdate() - timedelta(days=1))

    pushed = phone.push(late)

    [result] = pushed["results"].values()
    assert (result["status"], result["reasons"][0]["code"]) == ("quarantined", "out_of_scope")
    with scope.system():
        assert Record.objects.count() == 1
        [held] = Quarantine.objects.all()
    assert (str(held.record_id), held.state) == (late["id"], "held")
    assert [one["id"] for one in phone.hello()["quarantine"]] == [late["id"]]


def test_preview_says_that_the_leavers_phone_has_not_sent_everything(phone: Phone, taker: Phone) -> None:
    phone.hello(unsent=3, last_device_seq=3)
    office = factories.signed_in(Client(), factories.make_user("county_health_coordinator", BOTOSANI))
    given = {"taker": str(taker.user.pk), "last_day": str(timezone.localdate()), "reason": "Pleacă"}

    shown = office.post(f"/cont/personal/{phone.user.pk}/predare/", given).content.decode()

    assert "Intrări netrimise la ultima legătură: 3" in shown
    assert "Pe Telefon: cereți să le trimită" in shown

"""Messages that leave the house: when, to whom, in which words, and what happens when they do not arrive."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import unquote

import pytest
from django.conf import settings
from django.db import connection

from tests import factories, journal
from tests.factories import VORONA
from tests.integration.notices.conftest import Gateway
from tests.integration.notices.test_notices import notification, seen_by, suspicion
from tests.integration.office.cases.world import FORM, World, day
from vatra.database import scope
from vatra.kit import packs
from vatra.notices import delivery
from vatra.notices.channels import NotSentError
from vatra.notices.models import Delivery, Notice
from vatra.people.models import Identity
from vatra.records import rebuilding

pytestmark = pytest.mark.django_db


def jobs() -> list[str]:
    """Keys of the notices whose sending waits in the queue."""
    with scope.system(), connection.cursor() as cursor:
        cursor.execute("SELECT args ->> 'key' FROM procrastinate_jobs WHERE task_name = 'notices.deliver'")
        return [key for (key,) in cursor.fetchall()]


def message_to(world: World, *, person: bool = True) -> str:
    """A message to Ana written by hand; its key."""
    given = {"noticed_on": day(0), "kind": "message_person", "words": "Ana, veniți cu actele copilului."}
    given |= {"person": world.ana["subject"]["id"]} if person else {}
    entry = journal.about(world.author("social"), f"{FORM}notice", world.home, given)
    world.sent("social", entry)
    return f"{entry['id']}:message_person"


def agree(world: World, **more: object) -> journal.Entry:
    given = {
        "given_on": day(5), "informed": ["explained"], "purposes": ["sms"], "given_by": "self", "how": "spoken",
        "witness": "Vecina",
    }  # fmt: skip
    entry = journal.about(world.author("social"), "registry/consent", world.ana, given | more)
    world.sent("social", entry)
    return entry


def with_phone(world: World) -> None:
    with scope.system():
        Identity.objects.filter(person_id=world.ana["subject"]["id"]).update(phone="0722 123 456")


def test_without_a_gateway_nothing_is_queued_and_the_letter_is_to_be_printed(world: World) -> None:
    assert settings.NOTICE_GATEWAYS == {"email": "", "sms": ""}
    message_to(world)

    assert jobs() == []
    assert seen_by(world, "social") == {"message_person": "prepared"}


def test_an_sms_goes_to_who_agreed_and_says_nothing_personal(world: World, gateway: Gateway) -> None:
    agree(world)
    with_phone(world)
    key = message_to(world)

    assert jobs() == [key]
    assert seen_by(world, "social") == {"message_person": "queued"}
    assert delivery.deliver(key) == "sent"
    ((path, text),) = gateway.got
    assert path == "/+40722123456"
    assert "Vorona" in text
    assert not [word for word in ("Ana", "Ionescu", "actele", "copil") if word in text]
    assert seen_by(world, "social") == {"message_person": "sent"}


def test_sent_once_even_if_asked_twice(world: World, gateway: Gateway) -> None:
    agree(world)
    with_phone(world)
    key = message_to(world)

    assert [delivery.deliver(key), delivery.deliver(key)] == ["sent", ""]
    assert len(gateway.got) == 1


@pytest.mark.parametrize("case", ["never", "withdrawn", "ended"])
def test_without_consent_no_message_leaves(world: World, gateway: Gateway, case: str) -> None:
    with_phone(world)
    if case != "never":
        agree(world, **({"until": day(1)} if case == "ended" else {}))
    if case == "withdrawn":
        given = {"withdrawn_on": day(0), "purposes": ["sms"], "withdrawn_by": "self"}
        entry = journal.about(world.author("social"), "registry/consent_withdrawal", world.ana, given)
        world.sent("social", entry)
    key = message_to(world)

    assert delivery.deliver(key) == "impossible"
    assert gateway.got == []
    with scope.system():
        assert Delivery.objects.get(pk=key).reason == "no_consent"
    assert seen_by(world, "social") == {"message_person": "prepared"}


def test_without_a_number_it_is_printed(world: World, gateway: Gateway) -> None:
    agree(world)
    key = message_to(world)

    assert (delivery.deliver(key), gateway.got) == ("impossible", [])


def test_a_gateway_that_refuses_is_tried_again_and_then_given_up(world: World, gateway: Gateway) -> None:
    agree(world)
    with_phone(world)
    key = message_to(world)
    gateway.status = 500

    with pytest.raises(NotSentError) as told:
        delivery.deliver(key)
    assert "0722" not in str(told.value)
    assert seen_by(world, "social") == {"message_person": "queued"}
    with pytest.raises(NotSentError):
        delivery.deliver(key, is_last=True)
    assert seen_by(world, "social") == {"message_person": "failed"}
    with scope.system():
        assert Delivery.objects.get(pk=key).attempts == 2


def test_a_rebuild_sends_nothing_again(world: World, gateway: Gateway) -> None:
    agree(world)
    with_phone(world)
    key = message_to(world)
    delivery.deliver(key)
    with scope.system():
        Notice.objects.all().delete()

    rebuilding.rebuild(VORONA)

    assert jobs() == [key]
    assert delivery.deliver(key) == ""
    assert len(gateway.got) == 1


def test_a_colleague_gets_a_letter_without_a_name(world: World, gateway: Gateway) -> None:
    given = {
        "noticed_on": day(0),
        "kind": "message_colleague",
        "to_role": "community_nurse",
        "words": "Ana tușește.",
    }
    entry = journal.about(world.author("social"), f"{FORM}notice", world.home, given)
    world.sent("social", entry)

    assert delivery.deliver(f"{entry['id']}:message_colleague") == "sent"
    ((path, text),) = gateway.got
    assert path.replace("%40", "@") == "/" + world.users["nurse"].email
    assert "Ana" not in text


def test_trying_again_for_one_of_several_does_not_reach_the_others_twice(
    world: World, gateway: Gateway
) -> None:
    second = factories.make_user("community_nurse", VORONA)
    given = {"noticed_on": day(0), "kind": "message_colleague", "to_role": "community_nurse", "words": "Da."}
    entry = journal.about(world.author("social"), f"{FORM}notice", world.home, given)
    world.sent("social", entry)
    key = f"{entry['id']}:message_colleague"
    emails = {world.users["nurse"].email, second.email}
    refused = "/" + second.email
    gateway.refuses = {refused}

    for _ in range(2):
        with pytest.raises(NotSentError):
            delivery.deliver(key)
    before = [unquote(path) for path, _ in gateway.got]
    gateway.refuses = set()
    ended = delivery.deliver(key)

    assert (ended, refused in before, len(before)) == ("sent", False, len(emails) - 1)
    assert sorted(unquote(path) for path, _ in gateway.got) == sorted("/" + email for email in emails)
    with scope.system():
        told = Delivery.objects.get(pk=key)
    assert (told.attempts, len(told.sent_to or ())) == (3, 2)
    assert not [email for email in emails if email in str(told.sent_to)]


@pytest.mark.parametrize("kind", sorted(packs.library().notices))
def test_no_message_can_hold_personal_data(world: World, kind: str) -> None:
    """Every installed kind, said of a notice whose every free text is a name."""
    world.signal()
    suspicion(world, informed_name="Zzyzxescu")
    notification(world)
    with scope.system():
        notice = Notice.objects.filter(kind="disease_suspicion").get()
        text = delivery.message(packs.library().notices[kind], notice)

    for word in ("Zzyzxescu", "Ionescu", "Ana", "Radu", "febră", "suspiciune", "violență", "abuz", "boală"):
        assert word.lower() not in text.lower()
    assert "{" not in text


def test_the_same_words_whatever_the_notice_is_about(world: World) -> None:
    suspicion(world)
    with scope.system():
        notice = Notice.objects.get(kind="disease_suspicion")
        kind = packs.library().notices["disease_suspicion"]
        assert delivery.message(kind, notice) == delivery.message(replace(kind, title="Altceva"), notice)

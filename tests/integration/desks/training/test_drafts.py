"""An application that is being written: what it lacks, thrown away by its owner; what its owner was told."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

import pytest
from django.test import Client

from tests.integration.desks.training.test_pages import page
from tests.integration.desks.training.world import UNIT, World, day
from vatra.accounts.models import User
from vatra.database import scope
from vatra.desks.training import actions, drafts
from vatra.desks.training.errors import NotTakenError
from vatra.desks.training.models import Document, File

pytestmark = pytest.mark.django_db
Enter = Callable[[User | None], Client]
MINE = "/birou/training/ale-mele/"


def there(file: UUID) -> bool:
    with scope.system():
        return File.objects.filter(id=file).exists()


def test_she_throws_away_what_she_began_and_its_documents_go_too(world: World, enter: Enter) -> None:
    call = world.open()
    file = world.draft(call, world.add(call))
    world.fill(file, "diploma")
    client = enter(world.nurse)
    assert f"{MINE}{file}/stergere/" in page(client, f"{MINE}{file}/")
    assert "nu se pot aduce înapoi" in page(client, f"{MINE}{file}/stergere/")
    assert there(file)

    gone = client.post(f"{MINE}{file}/stergere/", follow=True)
    assert "a fost ștearsă" in gone.content.decode()
    assert not there(file)
    assert world.documents(file) == []


def test_what_was_sent_is_not_thrown_away(world: World, enter: Enter) -> None:
    call = world.open()
    file = world.sent(call, world.add(call))
    client = enter(world.nurse)
    assert f"{MINE}{file}/stergere/" not in page(client, f"{MINE}{file}/")

    answer = client.post(f"{MINE}{file}/stergere/", follow=True)
    assert "nu se mai șterge" in answer.content.decode()
    assert there(file)


def test_a_draft_with_a_note_of_the_organiser_stays(world: World) -> None:
    call = world.open()
    file = world.draft(call, world.add(call))
    world.take(file, "note", text="dosar venit prin poștă")
    with pytest.raises(NotTakenError):
        drafts.remove(world.principal(world.nurse), file)
    assert there(file)


def test_nobody_throws_away_another_ones_draft(world: World, enter: Enter) -> None:
    call = world.open()
    file = world.draft(call, world.add(call))
    assert enter(world.other).post(f"{MINE}{file}/stergere/").status_code == 404
    assert enter(world.organiser).post(f"{MINE}{file}/stergere/").status_code == 403
    assert there(file)


def test_the_units_own_request_stays_with_the_other_nurse(world: World) -> None:
    call = world.open()
    series = world.add(call)
    actions.register_unit(world.principal(world.employer), UNIT)
    first = world.draft(call, series, world.employer)
    second = world.draft(call, series, world.employer, first)
    world.fill(first, "unit_request", "diploma", user=world.employer)

    drafts.remove(world.principal(world.employer), first)

    assert [one.slot for one in world.documents(second)] == ["unit_request"]
    with scope.system():
        assert not Document.objects.filter(file_id=first).exists()


def test_half_a_form_is_not_sent_and_each_gap_leads_to_its_question(world: World, enter: Enter) -> None:
    call = world.open()
    file = world.draft(call, world.add(call), name="", profession="")
    world.fill(file)
    shown = page(enter(world.nurse), f"{MINE}{file}/")
    assert "Răspundeți la „Numele și prenumele”." in shown
    assert f"{MINE}{file}/date/#f-name" in shown
    assert "Alegeți profesia." in shown
    with pytest.raises(NotTakenError):
        world.submit(file)


def test_each_change_stands_under_her_notices(world: World, enter: Enter) -> None:
    client = enter(world.nurse)
    assert "Nicio înștiințare încă" in page(client, f"{MINE}instiintari/")
    call = world.open()
    file = world.sent(call, world.add(call))
    world.take(file, "return", reasons=[{"field": "diploma", "reason": "neclară"}])
    world.submit(file)
    world.take(file, "validate", validated_on=day(0), remarks="Verificat azi.")

    told = page(client, f"{MINE}instiintari/")
    places = [told.index(words) for words in ("este validat", "a fost primit", "nevoie de completări")]
    assert places == sorted(places)  # the newest first: she sent it twice
    assert "Verificat azi." in told
    assert f"{MINE}{file}/" in told
    assert "este validat" in page(client, MINE)
    assert "este validat" not in page(enter(world.other), f"{MINE}instiintari/")


def test_before_she_withdraws_she_reads_what_would_come_back(world: World, enter: Enter) -> None:
    call = world.open()
    file = world.enrolled(call, world.add(call))
    shown = page(enter(world.nurse), f"{MINE}{file}/pas/withdraw/")
    assert "Retragerea nu se poate desface. Dacă vă retrageți azi: Se restituie 2.500,00 lei." in shown

"""A social worker leaves: cases get a new manager, tasks by name pass on."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from tests import factories
from tests.factories import COUNTRY, VORONA
from tests.integration.office.cases import conftest as cases
from tests.integration.office.cases.test_story import assessed
from tests.integration.office.cases.world import World
from vatra.accounts import handover
from vatra.accounts.errors import HandoverError
from vatra.accounts.handover import Draft
from vatra.database import scope
from vatra.dossiers import handovers
from vatra.dossiers.models import Dossier
from vatra.records.models import Record

pytestmark = pytest.mark.django_db
world = cases.world  # the same household


def draft(world: World, by: str, taker: str = "other_social") -> Draft:
    users = world.users | {"administrator": factories.make_user("administrator", COUNTRY)}
    last = timezone.localdate() + timedelta(days=3)
    return Draft(world.users["social"], world.users[taker], last, factories.principal(users[by]))


def manager(world: World) -> str:
    with scope.system():
        return str(Dossier.objects.get(pk=world.case()).manager_id)


@pytest.mark.clause("protocol-2017/3.3.i")
@pytest.mark.parametrize("by", ["county", "administrator"])
def test_cases_get_the_new_manager_by_an_entry(world: World, by: str) -> None:
    assessed(world)
    wanted = draft(world, by)

    shown = handover.preview(wanted)
    made = handover.make(wanted, reason="Pleacă din post")

    assert [(line.title, line.count) for line in shown["cases"]] == [("Cazuri ca responsabil", 1)]
    assert shown["cases"][0].details[0].startswith("BT-39872-")
    assert made.moved["cases"] == 1
    assert manager(world) == str(world.users["other_social"].pk)
    with scope.system():
        record = Record.objects.get(form="integrated_services/manager_change")
    signs = {"county": "county", "administrator": "social"}[by]
    assert str(record.author_id) == str(world.users[signs].pk)


def test_tasks_by_name_are_the_takers_after_the_handover(world: World) -> None:
    assessed(world)
    wanted = draft(world, "county")
    leaver, taker = str(world.users["social"].pk), world.users["other_social"].pk
    before = handovers.inherited_by(taker)

    handover.make(wanted, reason="Pleacă din post")

    assert before == frozenset()
    assert handovers.inherited_by(taker) == {leaver}


def test_a_closed_case_stays_with_its_last_manager(world: World) -> None:
    assessed(world)
    closing = {"reason": "moved", "access_obtained": "no"}
    world.add("social", "closure", closed_on=timezone.localdate().isoformat(), **closing)

    shown = handover.preview(draft(world, "county"))

    assert shown["cases"][0].count == 0


def test_nothing_moves_when_nobody_may_sign(world: World) -> None:
    assessed(world)
    wanted = draft(world, "administrator")
    ended = timezone.localdate() - timedelta(days=1)
    world.users["social"].assignments.update(starts_on=ended, ends_on=ended)
    factories.give(world.users["social"], "community_nurse", VORONA)
    world.users["other_social"].assignments.update(role="school_mediator")

    with pytest.raises(HandoverError, match="nici cine preia nu este acum asistent social"):
        handover.make(wanted, reason="Pleacă din post")

    assert manager(world) == str(world.users["social"].pk)

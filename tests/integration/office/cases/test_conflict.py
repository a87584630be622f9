"""Two corrections of one entry: shown side by side, settled by a person."""

from __future__ import annotations

import pytest

from tests import journal
from tests.integration.office.cases.test_story import page
from tests.integration.office.cases.world import World
from tests.journal import Entry
from vatra.database import scope
from vatra.dossiers.models import Conflict
from vatra.records.models import Record

pytestmark = pytest.mark.django_db


def rivals(world: World) -> tuple[Entry, Entry]:
    """The nurse and the mediator both correct the signal, neither knowing of the other."""
    signal = world.signal("social")
    given = signal["answers"]
    one = journal.correction(world.author("nurse"), signal, given | {"description": "Au și un copil mic."})
    other = journal.correction(world.author("mediator"), signal, given | {"kinds": ["school_dropout"]})
    world.sent("nurse", one)
    world.sent("mediator", other)
    return one, other


def test_conflict_stands_on_top_with_both_answers_and_their_authors(world: World) -> None:
    rivals(world)

    shown = page(world)

    top = shown.split("Cele șase arii")[0]
    for words in ("Conflict: Semnalarea unui caz", "Nina Rusu", "Mihai Ene", "Au și un copil mic.", "diferă"):
        assert words in top
    assert "conflict" in page(world, "nurse", "").split("<h1>")[1]


def test_settling_keeps_the_chosen_version_and_both_stay_readable(world: World) -> None:
    one, other = rivals(world)
    desk = world.client("social")
    chosen = {"chosen": other["id"], "reason": "Am întrebat la școală."}

    answer = desk.post(f"/dosare/{world.case()}/lamurire/", chosen, follow=True)

    assert "Conflictul este lămurit" in answer.content.decode()
    with scope.system():
        made = Record.objects.get(prev_id=other["id"])
        assert (made.intent, [str(key) for key in made.settles]) == ("correction", [one["id"]])
        assert Conflict.objects.count() == 0
    shown = page(world)
    assert "Conflict: " not in shown
    assert f'id="intrare-{one["id"]}"' in shown
    assert "Am întrebat la școală." in shown


def test_who_does_not_see_all_of_it_cannot_choose(world: World) -> None:
    """The mediator does not read the answer on violence: choosing would drop it."""
    _, other = rivals(world)
    desk = world.client("mediator")

    shown = page(world, "mediator")
    answer = desk.post(
        f"/dosare/{world.case()}/lamurire/", {"chosen": other["id"], "reason": "Așa e."}, follow=True
    )

    assert "alege un coleg care o vede" in shown
    assert "Conflictul este lămurit" not in answer.content.decode()
    with scope.system():
        assert Conflict.objects.count() == 1


def test_county_cannot_settle(world: World) -> None:
    _, other = rivals(world)

    answer = world.client("county").post(
        f"/dosare/{world.case()}/lamurire/", {"chosen": other["id"], "reason": "Așa e."}
    )

    assert answer.status_code == 403


def test_refused_settlement_asks_for_a_reason(world: World) -> None:
    world.signal()

    response = world.client("social").post(f"/dosare/{world.case()}/lamurire/", {"chosen": ""}, follow=True)

    assert "Alegeți varianta care rămâne și scrieți de ce." in response.content.decode()

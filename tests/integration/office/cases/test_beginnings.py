"""What a form of a case begins with at the desk, and where saving it leads."""

from __future__ import annotations

import pytest

from tests.browser_form import posted
from tests.integration.office.cases.test_story import DOCTOR, SCHOOL, assessed, plan, text
from tests.integration.office.cases.world import World, day

pytestmark = pytest.mark.django_db


@pytest.mark.clause("protocol-2017/3.3.b.2", "protocol-2017/3.3.g")
def test_plan_begins_with_the_needs_found_and_its_revision_with_the_plan(world: World) -> None:
    assessed(world)
    case = f"?gospodarie={world.home['group']}&dosar={world.case()}"
    begun = posted(text(world.client("social"), f"/intrari/nou/integrated_services/initial_plan/{case}"))
    world.add("social", "initial_plan", **plan(world, 25))

    revised = posted(text(world.client("social"), f"/intrari/nou/integrated_services/plan_revision/{case}"))

    assert {begun[f"q.objectives.{row}.objective_need"] for row in (0, 1)} == {"NHE_01", SCHOOL}
    assert revised["q.interventions.count"] == "2"
    assert revised["q.interventions.0.intervention_text"] == DOCTOR["intervention_text"]


def test_saved_closing_leads_back_to_the_closed_case(world: World) -> None:
    world.signal()
    closed = world.add("social", "closure", closed_on=day(1), access_obtained="yes", reason="moved")

    shown = text(world.client("social"), f"/intrari/{closed['id']}/salvat/")

    assert f'href="/dosare/{world.case()}/"' in shown

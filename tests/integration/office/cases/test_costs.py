"""What the pages of cases ask of PostgreSQL: a number that neither case nor territory makes larger."""

from __future__ import annotations

import pytest
from django.utils import timezone

from tests import factories
from tests.integration.office.cases.test_story import assessed, text
from tests.integration.office.cases.world import World
from tests.integration.office.statements import plan, statements
from vatra.office.queries import cases_filter, cases_order

pytestmark = pytest.mark.django_db
CASE, LIST = 24, 6


def test_case_page_asks_few_things_however_much_the_case_holds(world: World) -> None:
    world.signal("nurse", 5)
    desk, address = world.client("social"), f"/dosare/{world.case()}/"
    few = statements(desk, address)
    world.settle_in("Altă familie")
    assessed(world)

    many = statements(desk, f"/dosare/{world.case()}/")

    assert few <= many <= CASE


def test_list_of_a_county_asks_few_things_whatever_lies_in_it(world: World) -> None:
    world.signal("nurse", 5)
    few = statements(world.client("county"), "/dosare/")
    world.settle_in("Altă familie")
    world.signal("nurse", 4)

    assert statements(world.client("county"), "/dosare/") == few <= LIST


@pytest.mark.parametrize(
    ("address", "index"),
    [
        ({}, "dossier_open_county"),
        ({"urgente": "da", "termen": "depasit"}, "dossier_open_county"),
        ({"stare": "inchise"}, "dossier_closed_county"),
    ],
)
def test_county_reads_its_cases_in_working_order_from_the_index(
    world: World, address: dict[str, str], index: str
) -> None:
    county = factories.principal(world.users["county"])
    wanted = cases_filter.read(address | {"dupa": "0~2026-01-01~00000000-0000-7000-8000-000000000001"})
    told = plan(county.scope(), cases_order.page(county, wanted, timezone.localdate(), 51))

    line = next(line for line in told.splitlines() if index in line)
    condition = told.split(line)[1].splitlines()[1]

    assert "Index" in line
    assert "ROW(" in condition
    assert "county_id = " in condition


def test_more_cases_than_are_looked_at_are_told_as_the_least(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.signal("nurse", 5)
    world.settle_in("Altă familie")
    world.signal("nurse", 4)
    monkeypatch.setattr(cases_order, "COUNTED", 1)

    shown = text(world.client("county"), "/dosare/")

    assert "deschise: cel puțin 1<" in shown

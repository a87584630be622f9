"""The list of households above the commune: in the order of an index, counted only so far."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from tests import factories
from tests.accounts_fixtures import Staff
from tests.integration.office.people.conftest import Home, assessed, make_home
from tests.integration.office.people.test_pages import page
from tests.integration.office.statements import plan, statements
from vatra.accounts.models import User
from vatra.kit.ids import uuid7
from vatra.office.queries import households, households_list
from vatra.office.queries.households_list import Filter

pytestmark = pytest.mark.django_db
LIST = 6


def shown(user: User, **query: str) -> list[str]:
    """Ids of the households on the page, in their order."""
    return re.findall(
        r'<th scope="row"><a href="/oameni/gospodarii/([0-9a-f-]{36})/"', page(user, "people", **query)
    )


def test_county_asks_few_things_whatever_lies_in_it(home: Home, team: Staff) -> None:
    county = factories.signed_in(Client(), team.coordinator)
    few = statements(county, "/oameni/")
    make_home(home.nurse, name="Familia Popa", number="31")
    assessed(home)

    assert statements(county, "/oameni/") == few <= LIST


@pytest.mark.clause("protocol-2017/6.3.2")
def test_order_of_a_county_tells_nothing_of_names(
    home: Home, team: Staff, monkeypatch: pytest.MonkeyPatch
) -> None:
    later = make_home(home.nurse, name="Familia Albu", number="31")
    monkeypatch.setattr(households, "PAGE", 1)

    first = shown(team.coordinator)

    assert first == [home.id]
    assert shown(team.coordinator, dupa=first[0]) == [later.id]
    assert shown(team.nurse) == [later.id]  # by name, where names are seen


def test_county_finds_those_with_something_open(home: Home, team: Staff) -> None:
    make_home(home.nurse, name="Familia Popa", number="3")
    assessed(home)

    text = page(team.coordinator, "people", arie="health")

    assert shown(team.coordinator, arie="health") == [home.id]
    assert "Gospodării în aria sănătate: <b>1</b>" in text
    assert shown(team.coordinator, arie="health", dupa=home.id) == []
    assert shown(team.coordinator, arie="employment", urgenta="3") == []
    assert shown(team.other_coordinator, arie="health") == []


def test_very_many_are_told_as_more_than_were_counted(
    home: Home, team: Staff, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_home(home.nurse, name="Familia Popa", number="3")
    monkeypatch.setattr(households_list, "COUNTED_ABOVE", 1)

    assert "Gospodării: <b>peste 1</b>" in page(team.coordinator, "people")
    assert "Gospodării: <b>2</b>" in page(team.nurse, "people")


@pytest.mark.parametrize(
    ("who", "narrowed", "index"),
    [
        ("nurse", Filter(), "address_place_search"),
        ("coordinator", Filter(), "household_county"),
        ("coordinator", Filter(area="health"), "finding_open_county"),
    ],
)
def test_order_comes_from_the_index(home: Home, team: Staff, who: str, narrowed: Filter, index: str) -> None:
    principal = factories.principal(getattr(team, who))
    told = plan(principal.scope(), households_list.ids(principal, narrowed, uuid7(), 31))

    line = next(line for line in told.splitlines() if f" {index} " in line)
    condition = told.split(line)[1].splitlines()[1]

    assert "Index Cond" in condition
    assert " > " in condition

"""Searching: names with slips, CNP, house numbers; and nothing of it in an address."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse

from tests import factories
from tests.accounts_fixtures import Staff
from tests.integration.office.people.conftest import Home, author, make_home
from vatra.accounts.models import User
from vatra.database import scope
from vatra.kit import cnp
from vatra.office.queries import rows, search

pytestmark = pytest.mark.django_db
CNP = "2900305070015"


def found(user: User, text: str) -> str:
    response = factories.signed_in(Client(), user).post(reverse("people_found"), {"q": text})
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize(
    "text",
    ["Ștefănescu", "stefanescu ana", "Ana Stefanescu", "STEFANSCU", "Ștefaneșcu An", "Ștefănescu A"],
)
def test_name_is_found_with_slips_and_in_any_order(text: str, home: Home, team: Staff) -> None:
    make_home(home.nurse, name="Familia Zamfir", number="3")

    page = found(team.nurse, text)

    assert "Ștefănescu Ana" in page
    assert "Zamfir" not in page


def test_house_number_is_found_whole(home: Home, team: Staff) -> None:
    make_home(home.nurse, name="Familia Zamfir", number="121")

    page = found(team.nurse, "12")

    assert "Familia Ștefănescu" in page
    assert "Zamfir" not in page


def test_number_of_a_person_is_found_exactly_and_not_written_on_the_page(team: Staff) -> None:

    number = CNP[:12] + cnp.check_digit(CNP[:12])
    home = make_home(author(team.nurse, "community_nurse"), cnp=number)

    page = found(team.nurse, f"{number[:6]} {number[6:]}")

    assert "Ștefănescu Ana" in page
    assert "Ștefănescu Ion" not in page
    assert home.id in page


@pytest.mark.parametrize("who", ["stranger", "coordinator", "ministry"])
def test_others_find_nobody(who: str, home: Home, team: Staff) -> None:
    assert "Ștefănescu Ana" not in found(getattr(team, who), "Ștefănescu")
    assert "Ulița Morii" not in found(getattr(team, who), "12")


def test_search_has_no_address_of_its_own(home: Home, team: Staff) -> None:
    client = factories.signed_in(Client(), team.nurse)

    assert client.get(reverse("people_found"), {"q": "Ștefănescu"}).status_code == 405
    assert "Familia Ștefănescu" in client.get(reverse("people"), {"q": "Altul"}).content.decode()


@pytest.mark.parametrize("text", ["", "   ", "%_%", "'; DROP TABLE", "x" * 500, "🙂"])
def test_odd_text_finds_nobody_and_breaks_nothing(text: str, home: Home, team: Staff) -> None:
    assert "Ștefănescu Ana" not in found(team.nurse, text)


def test_fewest_slips_stand_first_then_the_alphabet(home: Home, team: Staff) -> None:
    for name in ("Familia Ionesco", "Familia Ionescu", "Familia Ionesc", "Familia Zamfir"):
        make_home(home.nurse, name=name, number="7")

    names = [named.split()[1] for named in households_found(team.nurse, "ionesc 7")]

    assert names == ["ionesc", "ionesco", "ionescu"]
    assert [named.split()[1] for named in households_found(team.nurse, "ionescu")] == [
        *("ionescu", "ionesc", "ionesco"),
    ]


@pytest.mark.parametrize("who", ["stranger", "coordinator", "ministry"])
def test_names_of_others_are_not_even_read(who: str, home: Home, team: Staff) -> None:
    user = getattr(team, who)
    with scope.enter(factories.principal(user).scope()):
        read = [rows.many(search.EVERY.format(*where)) for where in (search.PERSONS, search.HOUSEHOLDS)]

    assert read == [[{"ids": None, "searched": None}]] * 2
    assert households_found(team.nurse, "Ștefănescu")
    assert not households_found(user, "Ștefănescu")


def test_no_scope_reads_no_names(home: Home) -> None:
    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        rows.many(search.EVERY.format(*search.PERSONS))


def households_found(user: User, text: str) -> list[str]:
    """What the households found are searched by, in the order of the page."""
    with scope.enter(factories.principal(user).scope()):
        ids = search.households(text)
        there = rows.many("SELECT household_id AS id, search FROM people_address")
    return [by_id for one in ids for by_id in (row["search"] for row in there if row["id"] == one)]

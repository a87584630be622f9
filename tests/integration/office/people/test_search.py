"""Searching: names with slips, CNP, house numbers; and nothing of it in an address."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from tests import factories
from tests.accounts_fixtures import Staff
from tests.integration.office.people.conftest import Home, author, make_home
from vatra.accounts.models import User
from vatra.kit import cnp

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

"""Registers, figures and empty sheets of a community on paper."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tests import factories
from tests.accounts_fixtures import Staff
from tests.factories import TUDORA, VORONA
from tests.integration.documents.story import opened, text
from tests.integration.office.people.conftest import Home, assessed, author, home, make_home, team
from vatra.accounts.models import User
from vatra.indicators import folding
from vatra.office.queries import lists

__all__ = ["home", "team"]
pytestmark = pytest.mark.django_db

LIST = f"/documente/catagrafie/loc/{VORONA}.pdf"
PROBLEMS = f"/documente/fisa-problemelor/loc/{VORONA}.pdf"


def said(user: User, address: str) -> str:
    return text(factories.signed_in(factories.Client(), user), address)


def status(user: User, address: str) -> int:
    return factories.signed_in(factories.Client(), user).get(address).status_code


@pytest.mark.clause("protocol-2017/3.4.a.2")
def test_census_is_printed_as_known_on_its_day(home: Home, team: Staff) -> None:
    assessed(home)

    before = said(team.nurse, f"{LIST}?la=2026-11-04")
    on_day = said(team.nurse, f"{LIST}?la=2026-11-05")

    assert "La data de 4 noiembrie 2026" in before
    assert "Nicio persoană la această dată." in before
    assert "Cuprinde o persoană" in on_day
    for part in ("Ștefănescu Ana", "05.03.1990", "Gravidă adultă", "Asistent medical comunitar", "medicală"):
        assert part in on_day
    assert "Protocolul din 2017, art. 3 alin. (4) lit. a), partea 2" in on_day


def test_names_are_for_the_team_of_the_commune_alone(home: Home, team: Staff) -> None:
    assert [status(who, LIST) for who in (team.nurse, team.stranger, team.coordinator, team.ministry)] == [
        200, 404, 403, 403,
    ]  # fmt: skip


def _people(count: int) -> list[dict[str, Any]]:
    return [
        {
            "family_name": "Țâru",
            "given_name": f"Ioana-Maria {number}",
            "birth_date": "1980-01-31",
            "village": "Vorona",
            "street": "Ulița Morii",
            "number": str(number),
            "locality_id": None,
            "kinds": ["socială"],
            "about": [],
            "sources_told": ["Asistent social"],
        }
        for number in range(1, count + 1)
    ]


def test_thousand_persons_make_one_register(team: Staff, monkeypatch: pytest.MonkeyPatch) -> None:
    _with(monkeypatch, 1000)

    pages = [page.extract_text() for page in opened(_client(team.nurse), LIST).pages]

    assert "Cuprinde 1000 de persoane" in " ".join(pages[0].replace("\u00a0", " ").split())
    assert "1000 Țâru Ioana-Maria 1000" in " ".join(" ".join(pages[-2:]).split())
    assert all("Vulnerabilități cunoscute" in page for page in pages[:-1])


def test_longer_register_comes_in_parts(team: Staff, monkeypatch: pytest.MonkeyPatch) -> None:
    _with(monkeypatch, 2003)

    last = said(team.nurse, f"{LIST}?parte=2")

    assert "Partea 2 din 2" in last
    assert "2003 Țâru Ioana-Maria 2003" in last
    assert "Ioana-Maria 2000 " not in last
    assert [status(team.nurse, f"{LIST}?parte={wrong}") for wrong in ("3", "0", "x")] == [404, 404, 404]


def _with(monkeypatch: pytest.MonkeyPatch, count: int) -> None:
    def read(on: date) -> list[dict[str, Any]]:
        return _people(count)

    kept = replace(lists.LISTS["catagrafie"], read=read)
    monkeypatch.setattr(lists, "LISTS", {**lists.LISTS, "catagrafie": kept})


def _client(user: User) -> Any:
    return factories.signed_in(factories.Client(), user)


@pytest.mark.clause("protocol-2017/6.5.3")
def test_sheet_of_problems_has_the_map_and_the_same_figures(home: Home, team: Staff) -> None:
    assessed(home)
    folding.fold()

    own = said(team.nurse, PROBLEMS)
    county = said(team.coordinator, PROBLEMS)

    assert "Fișa problemelor comunității" in own
    assert "Gravidă adultă" in own
    assert "ascuns (sub 5)" not in own
    assert "ascuns (sub 5)" in county
    assert "Cifrele sub 5 nu se arată" in county
    for page in (own, county):
        assert "Ștefănescu" not in page
    assert status(team.stranger, PROBLEMS) == 404
    assert status(team.other_coordinator, PROBLEMS) == 404


@pytest.mark.clause("protocol-2017/1.3")
def test_summary_of_the_commune_is_printed_without_names(home: Home, team: Staff) -> None:
    nurse = author(team.stranger, "community_nurse")
    make_home(replace(nurse, place=TUDORA), name="Familia Altundeva")
    assessed(home)

    summary = said(team.nurse, "/documente/raport/cifre/sinteza.pdf?perioada=2026")

    assert "Sinteza serviciilor integrate" in summary
    assert "Teritoriul Vorona" in summary
    assert "Perioada anul 2026" in summary
    assert "Cazuri deschise" in summary
    assert re.search(r"Sănătate [1-9]", summary)
    assert re.search(r"Sănătate 0", said(team.stranger, "/documente/raport/cifre/sinteza.pdf?perioada=2026"))
    for word in ("Ștefănescu", "Altundeva", "Tudora"):
        assert word not in summary


def test_empty_sheet_has_a_number_of_its_own(team: Staff) -> None:
    address = "/documente/foaie/formular/integrated_services/home_visit.pdf"

    first, second = (said(team.nurse, address) for _ in range(2))
    again = said(team.nurse, f"{address}?foaie=0192f000-0000-7000-8000-000000000001")

    assert "Foaie de completat cu mâna" in first
    assert "Formulare: Vizită la domiciliu v. 1" in first
    assert first != second
    assert "nr. 0192f000-0000-7000-8000-000000000001" in again


def test_entry_typed_from_a_sheet_takes_its_number(home: Home, team: Staff) -> None:
    sheet = "0192f000-0000-7000-8000-000000000001"
    address = f"/intrari/nou/integrated_services/home_visit/?gospodarie={home.id}&foaie={sheet}"

    page = _client(team.nurse).get(address).content.decode()

    assert re.search(rf'name="entry_id"[^>]*value="{sheet}"', page)


def test_sheet_number_is_a_number(team: Staff) -> None:
    address = "/documente/foaie/formular/integrated_services/home_visit.pdf?foaie=Ionescu Ana"

    assert status(team.nurse, address) == 404


def test_index_offers_what_the_role_may_make(team: Staff) -> None:
    nurse, county = (
        _client(who).get("/documente/").content.decode() for who in (team.nurse, team.coordinator)
    )

    assert LIST in nurse
    assert "Catagrafia medierii sanitare" not in nurse
    assert "home_visit.pdf" in nurse
    assert "/documente/raport/cifre/sinteza.pdf" in county
    assert LIST not in county

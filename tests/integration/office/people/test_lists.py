"""Lists the law asks for: who stands in them, in which order, on which day, for whom."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from tests import factories, journal
from tests.accounts_fixtures import Staff
from tests.integration.office.people.conftest import Home, assessed, author, write
from vatra.accounts.models import User
from vatra.database import scope
from vatra.places.models import Catchment, Institution

pytestmark = pytest.mark.django_db


def get(user: User, code: str, **query: str) -> Any:
    return factories.signed_in(Client(), user).get(reverse("people_list", args=[code]), query)


def names(user: User, code: str, **query: str) -> list[str]:
    """Names in the order of the list, as its file has them."""
    client = factories.signed_in(Client(), user)
    response = client.get(reverse("people_list_export", args=[code, "csv"]), query)
    assert response.status_code == 200
    lines = response.content.decode("utf-8-sig").splitlines()[1:]
    page = get(user, code, **query).content.decode()
    assert f": <b>{len(lines)}</b>" in page
    return [line.split(";")[1] for line in lines]


def child_of(home: Home, worker: Any, given_name: str, birth_date: str, **answers: Any) -> dict[str, Any]:
    made = journal.person(
        worker, home.household, given_name=given_name, birth_date=birth_date, relation="child", **answers
    )
    write(worker, made)
    return made


def at_school(team: Staff, child: dict[str, Any], on: str, **answers: Any) -> None:
    mediator = author(team.school_mediator, "school_mediator")
    given = {"noted_on": on, **answers}
    write(mediator, journal.about(mediator, "integrated_services/school_situation", child, given))


@pytest.mark.clause("protocol-2017/3.4.a.2", "protocol-2017/3.4.a.1")
def test_census_is_as_known_on_its_day(home: Home, team: Staff) -> None:
    assessed(home)
    child_of(home, home.nurse, "Maria", "2020-01-01", registered_on="2026-11-20")

    before = names(team.nurse, "catagrafie", la="2026-11-04")
    on_day = names(team.nurse, "catagrafie", la="2026-11-05")
    page = get(team.nurse, "catagrafie", la="2026-11-05").content.decode()

    assert before == []
    assert "Ana" in on_day
    assert "Maria" not in on_day
    assert "Gravidă adultă" in page
    assert "Asistent medical comunitar" in page
    assert "medicală" in page


def test_file_holds_the_rows_of_the_page(home: Home, team: Staff) -> None:
    assessed(home)
    client = factories.signed_in(Client(), team.nurse)

    response = client.get(reverse("people_list_export", args=["catagrafie", "xlsx"]))
    sheet = load_workbook(BytesIO(response.content)).active

    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0][:3] == ("Numele", "Prenumele", "Data nașterii")
    assert ("Ștefănescu", "Ana", "1990-03-05") in [row[:3] for row in rows]


@pytest.mark.clause("protocol-2017/3.4.g.1")
def test_children_and_pregnant_women_without_a_doctor_come_first(home: Home, team: Staff) -> None:
    assessed(home, family_doctor="no")
    child_of(home, home.nurse, "Andrei", "2016-01-01", family_doctor="no")
    for given_name, birth in (("Alexandru", "1986-01-01"), ("Adela", "1966-01-01")):
        child_of(home, home.nurse, given_name, birth, family_doctor="no")
    child_of(home, home.nurse, "Bogdan", "2015-01-01", family_doctor="yes")

    listed = names(team.nurse, "fara-medic")

    assert set(listed[:3]) == {"Ana", "Ion", "Andrei"}
    assert set(listed[3:]) == {"Alexandru", "Adela"}


@pytest.mark.clause("protocol-2017/3.5.a")
def test_mediators_list_is_for_the_mediator_alone(home: Home, team: Staff, mediator: User) -> None:
    worker = author(mediator, "roma_health_mediator")
    child_of(home, worker, "Rodica", "1980-01-01", mediation_beneficiary=True)
    child_of(home, worker, "Viorica", "1980-01-02", mediation_beneficiary=False)

    listed = names(mediator, "mediere")
    refused = {who: get(user, "mediere").status_code for who, user in team.each().items() if user}
    shown = factories.signed_in(Client(), team.nurse).get(reverse("people_lists")).content.decode()

    assert listed == ["Rodica"]
    assert set(refused.values()) == {403}
    assert "medierii" not in shown


def test_voided_word_of_the_mediator_counts_no_more(home: Home, team: Staff, mediator: User) -> None:
    worker = author(mediator, "roma_health_mediator")
    rodica = child_of(home, worker, "Rodica", "1980-01-01", mediation_beneficiary=True)
    corrected = rodica["answers"] | {"mediation_beneficiary": False}
    write(worker, journal.correction(worker, rodica, corrected))

    assert names(mediator, "mediere") == []


@pytest.mark.clause("protocol-2017/3.7.c.1")
def test_child_leaves_the_list_on_the_day_of_enrolment(home: Home, team: Staff) -> None:
    at_school(team, home.ion, "2026-11-05", kindergarten="no")
    at_school(team, home.ion, "2026-11-15", kindergarten="yes")

    assert names(team.school_mediator, "gradinita", la="2026-11-04") == []
    assert names(team.school_mediator, "gradinita", la="2026-11-05") == ["Ion"]
    assert names(team.school_mediator, "gradinita", la="2026-11-14") == ["Ion"]
    assert names(team.school_mediator, "gradinita", la="2026-11-15") == []


@pytest.mark.clause("protocol-2017/3.7.d.1")
def test_never_enrolled_child_stands_in_the_list_of_his_district_only(home: Home, team: Staff) -> None:
    radu = child_of(home, home.nurse, "Radu", "2017-02-03")
    at_school(team, radu, "2026-11-05", school_state="never_enrolled")
    schools = {}
    for name, village in (("Școala Vorona", 39881), ("Școala Joldești", 39907)):
        with scope.system():
            school = Institution.objects.create(
                kind="school", name=name, place_id=39872, county_id=74, searchable=name.lower()
            )
            Catchment.objects.create(institution=school, place_id=village)
        schools[name] = str(school.pk)

    assert names(team.school_mediator, "niciodata-inscrisi") == ["Radu"]
    assert names(team.school_mediator, "niciodata-inscrisi", scoala=schools["Școala Vorona"]) == ["Radu"]
    assert names(team.school_mediator, "niciodata-inscrisi", scoala=schools["Școala Joldești"]) == []


def test_lists_name_people_so_they_are_of_the_local_team(home: Home, team: Staff) -> None:
    for user in (team.coordinator, team.ministry):
        assert get(user, "catagrafie").status_code == 403
    assert get(team.administrator, "catagrafie").status_code == 403
    assert names(team.stranger, "catagrafie") == []


def test_unknown_list_is_not_found(team: Staff) -> None:
    assert get(team.nurse, "altele").status_code == 404

"""Figures as the levels see them: the county's communes, the country's counties, files, why."""

from datetime import date
from io import BytesIO

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from tests import factories, journal
from vatra.demo import building
from vatra.indicators import definitions, folding
from vatra.places import queries as places
from vatra.places.models import Place

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 21)


@pytest.fixture
def county(places: None) -> None:
    """Two communes with invented people."""
    definitions.forget()
    for siruta in (journal.VORONA, journal.TUDORA):
        building.build(Place.objects.get(pk=siruta), 4, TODAY)


def client(role: str, place: int) -> Client:
    return factories.signed_in(Client(), factories.make_user(role, place))


def test_county_sees_its_communes_and_no_name(county: None) -> None:
    coordinator = client("county_social_coordinator", factories.BOTOSANI)

    page = coordinator.get("/harta/").content.decode()

    assert "Vorona" in page
    assert "Tudora" in page
    with connection.cursor() as cursor:
        from vatra.database import scope

        with scope.system():
            cursor.execute("SELECT family_name || ' ' || given_name FROM people_identity")
            names = [row[0] for row in cursor.fetchall()]
    assert [name for name in names if name in page] == []


def test_ministry_sees_counties(county: None) -> None:
    page = client("ministry_labour", 0).get("/harta/").content.decode()

    assert "Botoșani" in page
    assert "Iași" not in page or "Vorona" not in page


@pytest.mark.parametrize(
    "address",
    ["/harta/", "/indicatori/", "/indicatori/VUL.3/?dupa=code", "/rapoarte/", "/rapoarte/sinteza/"],
)
def test_pages_answer_every_level(county: None, address: str) -> None:
    for role, place in (
        ("community_nurse", journal.VORONA),
        ("county_health_coordinator", factories.BOTOSANI),
        ("ministry_health", 0),
    ):
        assert client(role, place).get(address).status_code == 200, (role, address)


def test_other_county_is_not_found(county: None) -> None:
    coordinator = client("county_social_coordinator", factories.BOTOSANI)

    assert coordinator.get(f"/harta/?judet={factories.IASI}").status_code == 404
    assert coordinator.get("/harta/?judet=abc").status_code == 404
    assert coordinator.get("/harta/?perioada=2026-13").status_code == 404


def test_indicator_says_why_and_lists_what_is_behind(county: None) -> None:
    page = client("social_worker", journal.VORONA).get("/indicatori/CAZ.1/").content.decode()

    assert "Lista din spatele cifrei" in page
    assert "BT-39872-" in page
    assert "De ce?" in page


def test_every_report_answers_and_is_taken_as_files(county: None) -> None:
    coordinator = client("county_social_coordinator", factories.BOTOSANI)

    for name in ("sinteza", "nevoi", "servicii", "impact", "activitate"):
        assert coordinator.get(f"/rapoarte/{name}/").status_code == 200
        sheet = coordinator.get(f"/rapoarte/{name}/?fisier=xlsx")
        assert load_workbook(BytesIO(sheet.content)).active.max_row >= 2
        assert coordinator.get(f"/rapoarte/{name}/?fisier=csv").content.startswith(b"\xef\xbb\xbf")
    assert coordinator.get("/rapoarte/sinteza/?fisier=exe").status_code == 404


def test_query_count_does_not_depend_on_folding_or_data(county: None) -> None:
    coordinator = client("county_social_coordinator", factories.BOTOSANI)
    coordinator.get("/indicatori/")

    with CaptureQueriesContext(connection) as open_deltas:
        first = coordinator.get("/indicatori/").content
    folding.fold_all()
    with CaptureQueriesContext(connection) as folded:
        second = coordinator.get("/indicatori/").content

    assert abs(len(open_deltas) - len(folded)) <= 1  # the session is stamped once a minute
    assert [line for line in first.splitlines() if b"num" in line] == [
        line for line in second.splitlines() if b"num" in line
    ]


def test_map_of_a_county_asks_once_for_all_its_communes(county: None) -> None:
    """Both communes have figures: their names come together, not one by one."""
    coordinator = client("county_social_coordinator", factories.BOTOSANI)
    coordinator.get("/harta/")
    places._names.clear()

    with CaptureQueriesContext(connection) as asked:
        shown = coordinator.get("/harta/").content.decode()

    assert "Vorona" in shown
    assert "Tudora" in shown
    assert len(asked) <= 13

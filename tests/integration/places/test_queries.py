"""Looking places and institutions up."""

from datetime import date

import pytest
from django.test.utils import CaptureQueriesContext

from vatra.database import scope
from vatra.places import actions, queries
from vatra.places.kinds import InstitutionKind, Level
from vatra.places.models import Institution, Place

BOTOSANI, BOTOSANI_CITY, VORONA, BUCHAREST_CITY, SECTOR_1 = 74, 35731, 39872, 179132, 179141
pytestmark = pytest.mark.usefixtures("three_counties")


def names(places: list[Place]) -> list[str]:
    return [place.name for place in places]


def named(level: int, name: str) -> Place:
    return Place.objects.get(level=level, name=name)


@pytest.mark.parametrize("typed", ["botosani", "BOTOȘANI", "Boto\u015fani", " Botoșani "])
def test_search_forgives_diacritics(typed: str) -> None:
    found = queries.search(typed, limit=3)

    assert [(place.name, place.level) for place in found] == [
        *(("Botoșani", Level.COUNTY), ("Botoșani", Level.UAT), ("Botoșani", Level.LOCALITY))
    ]


def test_search_forgives_the_old_spelling() -> None:
    assert names(queries.search("Tîrgu Frumos", level=Level.UAT, limit=1)) == ["Târgu Frumos"]


def test_search_begins_with_names_that_begin_so() -> None:
    found = names(queries.search("radauti", level=Level.UAT))

    assert found[0] == "Rădăuți-Prut"


def test_search_finds_a_later_word() -> None:
    assert names(queries.search("enescu", level=Level.UAT, limit=1)) == ["George Enescu"]


def test_search_forgives_a_slip() -> None:
    assert names(queries.search("doroho", level=Level.UAT, limit=1)) == ["Dorohoi"]
    assert "Dorohoi" in names(queries.search("dorohi", level=Level.UAT))


def test_search_stays_in_the_county() -> None:
    in_iasi = queries.search("vladeni", level=Level.UAT, county=225)

    assert {place.county_code for place in in_iasi} == {"IS"}


@pytest.mark.parametrize("typed", ["vladeni, iasi", "Vlădeni, IS", "vlădeni , Iaș"])
def test_search_reads_the_county_after_a_comma(typed: str) -> None:
    found = queries.search(typed, level=Level.UAT, limit=1)

    assert [(place.name, place.county_code) for place in found] == [("Vlădeni", "IS")]


@pytest.mark.parametrize("typed", ["", "  ", "?!", ", iasi"])
def test_search_for_nothing_finds_nothing(typed: str) -> None:
    assert queries.search(typed) == []


def test_search_finds_no_more_than_asked() -> None:
    assert len(queries.search("sa", limit=5)) == 5


def test_search_leaves_the_country_out() -> None:
    assert "România" not in names(queries.search("România"))


def test_search_asks_at_most_twice(django_assert_max_num_queries: CaptureQueriesContext) -> None:
    with django_assert_max_num_queries(2):
        for place in queries.search("vor"):
            assert place.county is not None
            assert place.parent is not None


def test_children_come_in_alphabetical_order() -> None:
    found = names(queries.children(BOTOSANI))

    assert len(found) == 78
    assert found[:3] == ["Adășeni", "Albești", "Avrămeni"]
    assert found.index("Stăuceni") < found.index("Suharău") < found.index("Șendriceni")


def test_path_goes_from_the_country_down() -> None:
    assert names(queries.path(SECTOR_1)) == ["România", "București", "București", "București Sectorul 1"]
    assert queries.path(999) == []


def test_titles_name_the_kind() -> None:
    titles = [place.title for place in queries.path(SECTOR_1)]

    assert titles == ["România", "municipiul București", "municipiul București", "București Sectorul 1"]
    assert named(Level.UAT, "Vorona").title == "comuna Vorona"
    assert named(Level.COUNTY, "Botoșani").title == "județul Botoșani"
    assert named(Level.UAT, "Săveni").title == "orașul Săveni"


def test_county_of_every_level() -> None:
    assert queries.county_of(VORONA) == BOTOSANI
    assert queries.county_of(BOTOSANI) == BOTOSANI
    assert queries.county_of(0) is None
    assert queries.county_of(999) is None


def test_name_of_a_place() -> None:
    assert queries.name_of(VORONA) == "Vorona"
    assert queries.name_of(999) == ""


def test_county_and_name_are_asked_for_once(django_assert_num_queries: CaptureQueriesContext) -> None:
    queries.county_of(VORONA), queries.name_of(VORONA)

    with django_assert_num_queries(0):
        assert (queries.county_of(VORONA), queries.name_of(VORONA)) == (BOTOSANI, "Vorona")


def test_counties_and_uats_by_code() -> None:
    assert names(queries.counties()) == ["Botoșani", "București", "Iași"]
    assert len(queries.uats_of_county("IS")) == 98
    assert names(queries.uats_of_county("B")) == ["București"]
    found = queries.county_by_code("IS")
    assert found is not None
    assert found.name == "Iași"


def test_localities_begin_with_the_seat() -> None:
    found = queries.localities_of(VORONA)

    assert names(found)[0] == "Vorona"
    assert found[0].is_seat
    assert names(found)[1:] == ["Icușeni", "Joldești", "Poiana", "Vorona Mare", "Vorona-Teodoru"]


def test_spots_are_what_the_commune_map_draws() -> None:
    spots = queries.spots_of(VORONA)

    assert len(spots) == 6
    assert spots[0].name == "Vorona"
    assert spots[0].lat is not None


def test_phone_slice_holds_localities_and_the_county_s_communes() -> None:
    found = queries.phone_slice(VORONA)

    assert found is not None
    assert (found["place"], found["name"], found["county"], found["county_name"]) == (
        *(VORONA, "Vorona", BOTOSANI, "Botoșani"),
    )
    assert found["localities"][0] == {"siruta": 39881, "name": "Vorona"}
    assert len(found["uats"]) == 78


def test_phone_slice_of_a_county_is_nothing() -> None:
    assert queries.phone_slice(BOTOSANI) is None
    assert queries.phone_slice(999) is None


def test_institutions_of_a_commune_come_nearest_first() -> None:
    found = [office.name for office in queries.institutions(VORONA)]

    assert found == [
        "SPAS Comuna Vorona",
        *("DGASPC Botoșani", "AJOFM Botoșani", "AJPIS Botoșani", "DSP Botoșani", "ISJ Botoșani"),
    ]


def test_institutions_by_kind_serve_a_sector_of_the_capital() -> None:
    found = queries.institutions(SECTOR_1, InstitutionKind.CHILD_PROTECTION)

    assert [office.name for office in found] == ["DGASPC Sectorul 1"]
    assert queries.institutions(BUCHAREST_CITY, InstitutionKind.CHILD_PROTECTION) == []


def test_institutions_of_a_day_leave_out_the_closed() -> None:
    office = Institution.objects.get(name="DSP Botoșani")
    with scope.system():
        actions.close_institution(institution=office, valid_to=date(2026, 5, 31))

    on = {
        day: queries.institutions(VORONA, InstitutionKind.PUBLIC_HEALTH, on=date(2026, *day))
        for day in [(5, 31), (6, 1)]
    }
    assert on == {(5, 31): [office], (6, 1): []}


def test_find_institutions_by_part_of_the_name() -> None:
    found = queries.find_institutions("stauceni", county=BOTOSANI)

    assert [office.name for office in found] == ["SPAS Comuna Stăuceni"]
    assert queries.find_institutions("dsp", county=225, kind=InstitutionKind.NGO) == []


def test_institution_by_id() -> None:
    office = Institution.objects.get(name="DSP Botoșani")

    assert queries.institution(office.pk) == office
    assert office.kind_words == "Direcție de sănătate publică (DSP)"

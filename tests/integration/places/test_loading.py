"""Loading the register: whole, again, and after changes."""

from collections import Counter

import pytest
from django.db import connection
from typer.testing import CliRunner

from vatra.database import scope
from vatra.places import commands, loading
from vatra.places.kinds import InstitutionKind, Level
from vatra.places.models import Catchment, Institution, Place, Region


def test_load_brings_the_whole_register(system_scope: scope.Scope) -> None:
    loaded = loading.load()

    assert loaded == loading.Loaded(places=16979, institutions=3181 + 4 * 42 + 47, gone=0)
    assert Counter(Place.objects.values_list("level", flat=True)) == {0: 1, 1: 42, 2: 3181, 3: 13755}
    assert Region.objects.count() == 8
    assert Catchment.objects.count() == loaded.institutions


def test_load_again_changes_nothing(system_scope: scope.Scope) -> None:
    loading.load(counties={"BT"})

    assert loading.load(counties={"BT"}) == loading.Loaded(places=0, institutions=0, gone=0)


def test_load_mends_a_place_and_keeps_what_people_changed(system_scope: scope.Scope) -> None:
    loading.load(counties={"BT"})
    Place.objects.filter(name="Vorona", level=Level.UAT).update(name="Voronă")
    office = Institution.objects.get(name="SPAS Comuna Vorona")
    office.phone = "0231 000 000"
    office.save()

    assert loading.load(counties={"BT"}).places == 1
    assert Place.objects.filter(name="Vorona", level=Level.UAT).exists()
    office.refresh_from_db()
    assert office.phone == "0231 000 000"


def test_load_keeps_a_catchment_that_people_set(system_scope: scope.Scope) -> None:
    loading.load(counties={"BT"})
    office = Institution.objects.get(name="SPAS Comuna Vorona")
    office.catchments.all().delete()
    Catchment.objects.create(institution=office, place=Place.objects.get(name="Tudora", level=Level.UAT))

    loading.load(counties={"BT"})

    assert [each.place.name for each in office.catchments.all()] == ["Tudora"]


def test_load_says_how_many_places_left_the_register(system_scope: scope.Scope) -> None:
    Place.objects.create(siruta=0, name="România", kind="country", level=0, search="romania")
    Place.objects.create(
        siruta=1,
        name="Vechi",
        kind="county",
        level=1,
        parent_id=0,
        county_id=1,
        county_code="XX",
        search="vechi",
    )

    assert loading.load().gone == 1


def test_load_invents_no_contact(three_counties: loading.Loaded) -> None:
    assert not Institution.objects.exclude(phone="", email="", address="").exists()


@pytest.mark.django_db
def test_command_loads_one_county() -> None:
    result = CliRunner().invoke(commands.app, ["load", "--county", "bt"])

    assert result.exit_code == 0, result.output
    assert "localități: " in result.output
    assert Place.objects.filter(level=Level.UAT).count() == 78
    assert Institution.objects.filter(kind=InstitutionKind.PUBLIC_HEALTH).get().name == "DSP Botoșani"


@pytest.mark.django_db
def test_command_names_an_unknown_county() -> None:
    result = CliRunner().invoke(commands.app, ["load", "--county", "XX"])

    assert result.exit_code == 2
    assert "Nu există județul XX" in result.output


def test_hierarchy_is_kept_by_the_database(three_counties: loading.Loaded) -> None:
    from django.db import IntegrityError, transaction

    with scope.system(), pytest.raises(IntegrityError, match="place_hierarchy"), transaction.atomic():
        Place.objects.filter(name="Vorona", level=Level.UAT).update(county=None)


def test_search_index_serves_misspelt_names(three_counties: loading.Loaded) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT indexdef FROM pg_indexes WHERE indexname = 'place_search'")
        (definition,) = cursor.fetchone()

    assert "gist (search gist_trgm_ops (siglen='32'))" in definition

"""The demonstration: every invented entry is one the journal accepts, the same at every run."""

from datetime import date

import pytest
from django.db import connection

from tests.journal import VORONA
from vatra.accounts.models import User
from vatra.database import scope
from vatra.demo import building
from vatra.places.models import Place

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 21)


def test_build_writes_only_what_the_journal_accepts(places: None) -> None:
    built = building.build(Place.objects.get(pk=VORONA), 12, TODAY)

    assert dict(built.held) == {}
    assert built.households == 12
    with scope.system(), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM records_record")
        assert cursor.fetchone() == (built.records,)
        cursor.execute("SELECT count(DISTINCT area) FROM dossiers_finding WHERE NOT favourable")
        assert cursor.fetchone()[0] >= 5
        cursor.execute("SELECT count(*) FROM dossiers_dossier WHERE kind = 'case'")
        assert cursor.fetchone()[0] >= 3
    assert set(User.objects.values_list("email", flat=True)) == {
        "asistent.medical.vorona@demo.vatra.ro",
        "asistent.social.vorona@demo.vatra.ro",
    }


def test_a_second_place_of_the_same_name_has_addresses_of_its_own(places: None) -> None:
    place = Place.objects.get(pk=VORONA)
    building.build(place, 1, TODAY)

    assert building.address("social_worker", place) == "asistent.social.vorona.bt.39872@demo.vatra.ro"

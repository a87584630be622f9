"""Institutions and the list of selected communities: who may change them, and how."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

import pytest
from django.db import ProgrammingError, transaction
from django.db.utils import Error

from vatra.database import scope
from vatra.database.scope import Scope
from vatra.places import actions, errors, queries
from vatra.places.kinds import InstitutionKind, Level
from vatra.places.models import Catchment, Institution, Place, SelectedCommunity

BOTOSANI, IASI, VORONA, TUDORA = 74, 225, 39872, 39391
ALL = (1, 2, 3, 4, 5, 6, 7, 8)
USER = "018f0000-0000-7000-8000-000000000001"

NURSE_OF_VORONA = Scope("local", USER, (VORONA,), (BOTOSANI,), ALL)
NURSE_OF_TUDORA = Scope("local", USER, (TUDORA,), (BOTOSANI,), ALL)
COORDINATOR_OF_BOTOSANI = Scope("county", USER, (), (BOTOSANI,), ALL)
COORDINATOR_OF_IASI = Scope("county", USER, (), (IASI,), ALL)
MINISTRY = Scope("central", USER, (), (), ALL)
pytestmark = pytest.mark.usefixtures("three_counties")


@contextmanager
def refused() -> Iterator[None]:
    with pytest.raises(Error), transaction.atomic():
        yield


def vorona() -> Place:
    return Place.objects.get(pk=VORONA)


def register() -> Institution:
    return actions.register_institution(
        kind=InstitutionKind.FAMILY_DOCTOR,
        name=" Cabinet medical Ștefănescu ",
        place=vorona(),
        contact={"phone": "0231 000 001"},
        valid_from=date(2026, 1, 1),
    )


def test_register_institution_serves_its_own_place() -> None:
    with scope.enter(NURSE_OF_VORONA):
        office = register()

    assert (office.name, office.county_id, office.searchable) == (
        *("Cabinet medical Ștefănescu", BOTOSANI, "cabinet medical stefanescu"),
    )
    assert office in queries.institutions(VORONA, InstitutionKind.FAMILY_DOCTOR)
    assert queries.find_institutions("STEFANESCU", county=BOTOSANI) == [office]


@pytest.mark.parametrize("allowed", [NURSE_OF_VORONA, COORDINATOR_OF_BOTOSANI, MINISTRY])
def test_institution_is_entered_by_whoever_has_the_territory(allowed: Scope) -> None:
    with scope.enter(allowed):
        register()

    assert Institution.objects.filter(kind=InstitutionKind.FAMILY_DOCTOR).count() == 1


@pytest.mark.parametrize("stranger", [NURSE_OF_TUDORA, COORDINATOR_OF_IASI])
def test_institution_is_not_entered_by_a_stranger(stranger: Scope) -> None:
    with refused(), scope.enter(stranger):
        register()


@pytest.mark.parametrize("stranger", [NURSE_OF_TUDORA, COORDINATOR_OF_IASI])
def test_institution_is_not_changed_by_a_stranger(stranger: Scope) -> None:
    with scope.enter(NURSE_OF_VORONA):
        office = register()

    with scope.enter(stranger):
        assert Institution.objects.filter(pk=office.pk).update(name="Altul") == 0
        assert office.catchments.all().delete()[0] == 0
    assert Catchment.objects.filter(institution=office).count() == 1


def test_set_catchment_replaces_the_places() -> None:
    with scope.enter(COORDINATOR_OF_BOTOSANI):
        office = register()
        actions.set_catchment(institution=office, serves=[Place.objects.get(pk=TUDORA)])

    assert queries.institutions(VORONA, InstitutionKind.FAMILY_DOCTOR) == []
    assert queries.institutions(TUDORA, InstitutionKind.FAMILY_DOCTOR) == [office]


def test_close_institution_before_it_began_is_wrong() -> None:
    with scope.enter(NURSE_OF_VORONA):
        office = register()
        with pytest.raises(errors.WrongDaysError):
            actions.close_institution(institution=office, valid_to=date(2025, 12, 31))


@pytest.mark.parametrize("who", [NURSE_OF_VORONA, COORDINATOR_OF_BOTOSANI, MINISTRY])
def test_places_are_read_by_all_and_written_by_nobody(who: Scope) -> None:
    with scope.enter(who):
        assert Place.objects.filter(level=Level.COUNTY).count() == 3
        assert Institution.objects.filter(name="DSP Iași").exists()
    with pytest.raises(ProgrammingError), scope.enter(who):
        Place.objects.filter(pk=VORONA).update(name="Altfel")


def test_places_are_read_before_any_scope() -> None:
    assert Place.objects.get(pk=VORONA).name == "Vorona"
    assert queries.is_outside_selection(VORONA, date(2026, 1, 1)) is False


def select(**days: date) -> SelectedCommunity:
    return actions.select_community(place=vorona(), **days)


@pytest.mark.clause("protocol-2017/6.5.1")
def test_selected_communities_are_kept_by_the_centre() -> None:
    with scope.enter(MINISTRY):
        select(selected_on=date(2026, 1, 1))

    for other in (NURSE_OF_VORONA, COORDINATOR_OF_BOTOSANI):
        with refused(), scope.enter(other):
            actions.select_community(place=Place.objects.get(pk=TUDORA), selected_on=date(2026, 1, 1))
    assert [row.place.name for row in queries.selected_communities(date(2026, 1, 1))] == ["Vorona"]


@pytest.mark.clause("protocol-2017/6.5.1")
def test_community_outside_the_list_is_told() -> None:
    with scope.enter(MINISTRY):
        selection = select(selected_on=date(2026, 1, 1))
        actions.end_selection(selection=selection, ends_on=date(2026, 6, 30))
        actions.select_community(place=Place.objects.get(pk=TUDORA), selected_on=date(2026, 1, 1))

    assert queries.is_selected(VORONA, date(2026, 6, 30))
    assert not queries.is_outside_selection(VORONA, date(2026, 6, 30))
    assert queries.is_outside_selection(VORONA, date(2026, 7, 1))
    assert not queries.is_outside_selection(VORONA, date(2025, 12, 31))  # there was no list then


def test_community_is_selected_once_at_a_time() -> None:
    with scope.enter(MINISTRY):
        select(selected_on=date(2026, 1, 1), ends_on=date(2026, 3, 31))
        with pytest.raises(errors.AlreadySelectedError):
            select(selected_on=date(2026, 3, 31))
        select(selected_on=date(2026, 4, 1))

    assert SelectedCommunity.objects.count() == 2


def test_selection_with_days_the_wrong_way_round_is_refused() -> None:
    with scope.enter(MINISTRY):
        with pytest.raises(errors.WrongDaysError):
            select(selected_on=date(2026, 1, 2), ends_on=date(2026, 1, 1))
        selection = select(selected_on=date(2026, 1, 2))
        with pytest.raises(errors.WrongDaysError):
            actions.end_selection(selection=selection, ends_on=date(2026, 1, 1))


def test_only_a_commune_or_town_can_be_selected() -> None:
    with scope.enter(MINISTRY), pytest.raises(errors.NotACommunityError):
        actions.select_community(place=Place.objects.get(pk=BOTOSANI), selected_on=date(2026, 1, 1))

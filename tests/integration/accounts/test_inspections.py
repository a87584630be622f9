from datetime import date

import pytest
from django.db import ProgrammingError
from django.test import Client

from tests import factories
from tests.accounts_fixtures import Staff
from tests.factories import BOTOSANI, IASI, MIROSLAVA, TUDORA, VORONA
from vatra.accounts import inspections, queries
from vatra.accounts.errors import NotAllowedError, PlaceError
from vatra.accounts.models import Inspection, User
from vatra.database import scope

pytestmark = pytest.mark.django_db
FOUND_ON = date(2026, 6, 20)


def record(
    by: User, place: int = VORONA, role: str = "community_nurse", worker: User | None = None
) -> Inspection:
    principal = factories.principal(by)
    with scope.enter(principal.scope()):
        return inspections.record(
            place=factories.make_place(place),
            role=role,
            worker=worker,
            found_on=FOUND_ON,
            finding="Registrul este ținut la zi.",
            by=principal,
        )


def seen(by: User) -> list[Inspection]:
    principal = factories.principal(by)
    with scope.enter(principal.scope()):
        return list(queries.inspections(principal))


@pytest.mark.clause("protocol-2017/7.j", "protocol-2017/9.h")
def test_finding_is_seen_by_the_team_the_county_and_the_ministry_and_nobody_else(staff: Staff) -> None:
    made = record(staff.coordinator, worker=staff.nurse)

    for user in (staff.nurse, staff.school_mediator, staff.coordinator, staff.ministry):
        assert seen(user) == [made]
    for user in (staff.stranger, staff.other_coordinator, staff.administrator):
        assert seen(user) == []


@pytest.mark.clause("protocol-2017/8.i")
def test_nurse_reads_the_check_and_the_ministry_counts_findings_by_county(staff: Staff) -> None:
    record(staff.coordinator, worker=staff.nurse)
    record(staff.coordinator, place=TUDORA)
    record(staff.other_coordinator, place=MIROSLAVA)

    read = factories.signed_in(Client(), staff.nurse).get("/cont/controale/")
    counted = factories.signed_in(Client(), staff.ministry).get("/cont/controale/")

    assert staff.nurse.full_name in read.content.decode()
    assert "Registrul este ținut la zi." in read.content.decode()
    assert list(read.context["sums"]) == []
    assert counted.context["sums"] == [("Botoșani", 2), ("Iași", 1)]


def test_coordinators_see_findings_of_their_own_profession(staff: Staff) -> None:
    record(staff.coordinator)

    assert seen(factories.make_user("county_social_coordinator", BOTOSANI)) == []


def test_finding_is_about_ones_own_profession_in_ones_own_county(staff: Staff) -> None:
    with pytest.raises(NotAllowedError):
        record(staff.coordinator, role="social_worker")
    with pytest.raises(NotAllowedError):
        record(staff.other_coordinator)
    with pytest.raises(NotAllowedError):
        record(staff.nurse)
    with pytest.raises(PlaceError):
        record(staff.coordinator, place=BOTOSANI)


def test_finding_cannot_be_changed(staff: Staff) -> None:
    rows = Inspection.objects.filter(pk=record(staff.coordinator).pk)

    for change in (lambda: rows.update(finding="altceva"), rows.delete):
        with pytest.raises(ProgrammingError), scope.enter(factories.principal(staff.coordinator).scope()):
            change()


def test_database_itself_refuses_a_finding_in_another_county(staff: Staff) -> None:
    record(staff.coordinator)
    elsewhere = factories.principal(staff.other_coordinator).scope()

    with pytest.raises(ProgrammingError), scope.enter(elsewhere):
        Inspection.objects.create(
            place_id=VORONA,
            county_id=BOTOSANI,
            role="community_nurse",
            found_on=FOUND_ON,
            finding="altceva",
            made_by=staff.other_coordinator,
            made_as="county_health_coordinator",
        )


def test_page_writes_and_lists(staff: Staff) -> None:
    client = factories.signed_in(Client(), staff.coordinator)
    given = {
        "place": VORONA,
        "role": "community_nurse",
        "worker": str(staff.nurse.pk),
        "found_on": "2026-06-20",
        "finding": "Vizitele sunt scrise în aceeași zi.",
    }

    answer = client.post("/cont/controale/nou/", given)

    assert answer.url == "/cont/controale/"
    assert "Vizitele sunt scrise" in client.get("/cont/controale/").content.decode()


def test_page_offers_workers_of_the_profession_and_county_only(staff: Staff) -> None:
    page = factories.signed_in(Client(), staff.coordinator).get("/cont/controale/nou/")

    offered = set(page.context["form"].fields["worker"].queryset)

    assert offered == {staff.nurse, staff.stranger}
    assert TUDORA in {place.pk for place in page.context["form"].fields["place"].queryset}
    assert IASI not in {place.county_id for place in page.context["form"].fields["place"].queryset}

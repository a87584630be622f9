from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests import factories
from tests.accounts_fixtures import Staff
from tests.factories import BOTOSANI, IASI, MIROSLAVA, TUDORA, VORONA
from vatra.accounts import actions, teams
from vatra.accounts.errors import DuplicateError, NotAllowedError
from vatra.accounts.models import User

pytestmark = pytest.mark.django_db
DOROHOI = 36006
COURSE = "Managementul de caz"


@pytest.mark.clause("protocol-2017/3.1")
def test_team_is_complete_until_its_social_worker_leaves() -> None:
    worker = factories.make_user("social_worker", VORONA)
    factories.make_user("community_nurse", VORONA)
    factories.make_user("school_mediator", VORONA)
    before = teams.team(VORONA)

    actions.end_assignment(
        assignment=worker.assignments.get(), last_day=date(2026, 1, 31), reason="plecare", by=None
    )
    after = teams.team(VORONA)

    assert before.is_complete
    assert [member.role for member in before.members] == [
        "social_worker",
        "community_nurse",
        "school_mediator",
    ]
    assert after.missing == ("asistent social (manager de caz)",)


@pytest.mark.parametrize("health", ["community_nurse", "roma_health_mediator"])
@pytest.mark.parametrize("school", ["school_counsellor", "school_mediator"])
def test_either_of_two_professions_fills_a_seat(health: str, school: str) -> None:
    for role in ("social_worker", health, school):
        factories.make_user(role, VORONA, has_factor=False)

    assert teams.team(VORONA).is_complete


def test_closed_account_and_neighbours_are_no_members() -> None:
    closed = factories.make_user("social_worker", VORONA)
    User.objects.filter(pk=closed.pk).update(is_active=False)
    factories.make_user("social_worker", TUDORA)

    assert teams.team(VORONA).members == ()
    assert len(teams.team(VORONA).missing) == 3


@pytest.mark.clause("protocol-2017/4.5")
def test_page_of_the_team_tells_who_is_trained(staff: Staff) -> None:
    actions.record_training(
        user=staff.nurse,
        course=COURSE,
        competence="evaluare integrată",
        hours=20,
        days=(date(2026, 7, 1), date(2026, 7, 5)),
        by=factories.principal(staff.coordinator),
    )
    client = factories.signed_in(Client(), staff.social_worker)

    page = client.get(f"/cont/echipe/{VORONA}/").content.decode()

    trained = {member.role: member.is_trained for member in teams.team(VORONA).members}
    assert trained == {"social_worker": False, "community_nurse": True, "school_mediator": False}
    assert page.count("neformat încă") == 2
    assert COURSE in page


def test_same_course_is_not_written_twice_nor_by_anybody(staff: Staff) -> None:
    course: dict[str, Any] = {
        "course": COURSE,
        "competence": "",
        "hours": None,
        "days": (date(2026, 7, 1), date(2026, 7, 5)),
    }
    by = factories.principal(staff.coordinator)
    actions.record_training(user=staff.nurse, by=by, **course)

    with pytest.raises(DuplicateError):
        actions.record_training(user=staff.nurse, by=by, **course)
    with pytest.raises(NotAllowedError):
        actions.record_training(user=staff.nurse, by=factories.principal(staff.nurse), **course)


@pytest.mark.clause("protocol-2017/8.g")
def test_county_coordinator_sees_the_communes_of_his_county_only(staff: Staff) -> None:
    factories.make_user("community_nurse", MIROSLAVA, name="Nurse of Iași")

    mine = factories.signed_in(Client(), staff.coordinator).get("/cont/echipe/").content.decode()
    other = factories.signed_in(Client(), staff.other_coordinator).get("/cont/echipe/").content.decode()

    assert "comuna Vorona" in mine
    assert "Direcția de Sănătate Publică Botoșani" in mine
    assert "Miroslava" not in mine
    assert "Nurse of Iași" in other
    assert "Vorona" not in other


def test_another_county_in_the_address_changes_nothing(staff: Staff) -> None:
    client = factories.signed_in(Client(), staff.coordinator)

    assert f"județul {'Botoșani'}" in client.get(f"/cont/echipe/?judet={IASI}").content.decode()


def test_list_of_teams_asks_as_many_queries_for_three_as_for_one() -> None:
    client = factories.signed_in(Client(), factories.make_user("county_health_coordinator", BOTOSANI))
    counts = []
    for places in ([VORONA], [TUDORA, DOROHOI]):
        for place in places:
            factories.make_user("social_worker", place, has_factor=False)
        client.get("/cont/echipe/")
        with CaptureQueriesContext(connection) as queries:
            client.get("/cont/echipe/")
        counts.append(len(queries))

    assert counts[0] == counts[1]


def test_staffed_places_of_a_county() -> None:
    factories.make_user("social_worker", VORONA)
    factories.make_user("social_worker", MIROSLAVA)

    assert teams.staffed_places(counties=[BOTOSANI]) == [VORONA]
    assert set(teams.staffed_places()) == {VORONA, MIROSLAVA}

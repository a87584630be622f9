from collections.abc import Callable
from datetime import date

import pytest
from allauth.mfa.models import Authenticator
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests import factories
from tests.accounts_fixtures import Staff
from tests.factories import BOTOSANI, IASI, TUDORA, VORONA
from vatra.accounts import actions, queries
from vatra.accounts.errors import DuplicateError, NotAllowedError
from vatra.accounts.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture
def county_administrator() -> User:
    return factories.make_user("administrator", BOTOSANI)


def test_administrator_gives_and_ends_an_assignment_on_the_page(staff: Staff) -> None:
    client = factories.signed_in(Client(), staff.administrator)
    person = f"/cont/personal/{staff.nurse.pk}/"
    given = {"role": "community_nurse", "place": TUDORA, "starts_on": "2026-11-02", "judet": BOTOSANI}

    client.post(f"{person}atribuiri/", given)
    made = staff.nurse.assignments.get(place_id=TUDORA)
    client.post(f"/cont/atribuiri/{made.pk}/incheiere/", {"last_day": "2026-11-30", "reason": "mutare"})
    made.refresh_from_db()

    assert (made.made_by, made.ends_on, made.end_reason) == (
        staff.administrator,
        date(2026, 11, 30),
        "mutare",
    )
    assert "mutare" in client.get(person).content.decode()


def test_page_shows_what_was_typed_and_why_it_was_refused(staff: Staff) -> None:
    client = factories.signed_in(Client(), staff.administrator)
    given = {"role": "community_nurse", "place": VORONA, "starts_on": "2026-11-02", "judet": BOTOSANI}

    answer = client.post(f"/cont/personal/{staff.nurse.pk}/atribuiri/", given)

    assert answer.status_code == 422
    assert "are deja acest rol" in answer.content.decode()
    assert answer.context["assignment_form"].data["place"] == str(VORONA)


def test_county_administrator_touches_people_of_his_county_only(county_administrator: User) -> None:
    by = factories.principal(county_administrator)
    here, elsewhere = (
        factories.make_user("social_worker", VORONA),
        factories.make_user("social_worker", 97919),
    )
    both = factories.make_user("social_worker", VORONA)
    factories.give(both, "social_worker", 97919)

    actions.reset_second_factor(user=here, by=by)

    for user in (elsewhere, both):
        with pytest.raises(NotAllowedError):
            actions.reset_second_factor(user=user, by=by)
        with pytest.raises(NotAllowedError):
            actions.set_open(user=user, is_open=False, by=by)


def test_county_administrator_makes_nobody_national(county_administrator: User) -> None:
    with pytest.raises(NotAllowedError):
        actions.assign(
            user=factories.make_user("social_worker", VORONA),
            role="administrator",
            place=factories.make_place(0),
            starts_on=date(2026, 1, 1),
            by=factories.principal(county_administrator),
        )


def test_nobody_changes_his_own_rights(staff: Staff) -> None:
    with pytest.raises(NotAllowedError, match="singur"):
        actions.assign(
            user=staff.administrator,
            role="ministry_health",
            place=factories.make_place(0),
            starts_on=date(2026, 1, 1),
            by=factories.principal(staff.administrator),
        )


def test_closing_an_account_ends_its_sessions(staff: Staff, enter: Callable[[User], Client]) -> None:
    nurse = enter(staff.nurse)
    nurse.get("/cont/")

    enter(staff.administrator).post(f"/cont/personal/{staff.nurse.pk}/inchidere/")

    assert nurse.get("/cont/").status_code == 302
    enter(staff.administrator).post(f"/cont/personal/{staff.nurse.pk}/redeschidere/")
    assert User.objects.get(pk=staff.nurse.pk).is_active


def test_lost_telephone_is_answered_with_a_new_second_factor(
    staff: Staff, enter: Callable[[User], Client]
) -> None:
    client, person = enter(staff.administrator), f"/cont/personal/{staff.nurse.pk}/"
    assert "A pierdut telefonul" in client.get(person).content.decode()
    client.post(f"{person}al-doilea-factor/")

    assert not Authenticator.objects.filter(user=staff.nurse).exists()
    assert "A pierdut telefonul" not in client.get(person).content.decode()


def test_coordinator_sees_the_county_and_manages_nothing(
    staff: Staff, enter: Callable[[User], Client]
) -> None:
    factories.make_user("social_worker", 97919, name="Cineva Dinaltjudet")
    client = enter(staff.coordinator)

    page = client.get("/cont/personal/").content.decode()
    person = client.get(f"/cont/personal/{staff.nurse.pk}/").content.decode()

    assert staff.nurse.full_name in page
    assert "Dinaltjudet" not in page
    assert "Invită un coleg" not in page
    assert "Închide contul" not in person
    assert "Predă munca" in person


def test_search_finds_part_of_a_name(staff: Staff, enter: Callable[[User], Client]) -> None:
    factories.make_user("social_worker", VORONA, name="Ștefania Țurcanu")

    page = enter(staff.administrator).get("/cont/personal/?cauta=țurc").content.decode()

    assert "Ștefania" in page
    assert "1 om" in page


def test_list_of_staff_asks_as_many_queries_for_three_as_for_one(
    county_administrator: User, enter: Callable[[User], Client]
) -> None:
    client = enter(county_administrator)
    counts = []
    for number in (1, 2):
        for _ in range(number):
            factories.make_user("social_worker", VORONA, has_factor=False)
        client.get("/cont/personal/")
        with CaptureQueriesContext(connection) as asked:
            client.get("/cont/personal/")
        counts.append(len(asked))

    assert counts[0] == counts[1]


def test_account_with_a_known_address_is_not_opened_twice() -> None:
    factories.make_user(email="ana@example.ro")

    with pytest.raises(DuplicateError):
        actions.create_user(email=" ANA@example.ro ", full_name="Alta")


def test_assignment_that_ends_before_it_begins_lasts_one_day() -> None:
    row = factories.make_user("social_worker", VORONA, starts_on=date(2026, 5, 4)).assignments.get()

    actions.end_assignment(assignment=row, last_day=date(2026, 5, 1), reason="greșeală", by=None)

    assert row.ends_on == date(2026, 5, 4)
    assert row.holds_on(date(2026, 5, 4))
    assert not row.holds_on(date(2026, 5, 5))


def test_names_and_holders_are_given_to_other_parts(staff: Staff) -> None:
    assert queries.names([staff.nurse.pk, str(staff.stranger.pk)]) == {
        str(staff.nurse.pk): staff.nurse.full_name,
        str(staff.stranger.pk): staff.stranger.full_name,
    }
    assert queries.active_with_role(VORONA, "community_nurse") == [str(staff.nurse.pk)]
    assert queries.active_with_role(VORONA, "community_nurse", date(2019, 1, 1)) == []
    assert queries.staff(factories.principal(factories.make_user("administrator", IASI))).count() == 2

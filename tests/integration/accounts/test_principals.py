from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests import factories
from tests.factories import BOTOSANI, COUNTRY, IASI, MIROSLAVA, TUDORA, VORONA
from vatra.accounts import principals
from vatra.accounts.errors import OverlapError, PlaceError
from vatra.accounts.models import Assignment, User
from vatra.database import scope
from vatra.kit.vocabulary import ACTIVE_ROLES, ROLES, Level, readable

pytestmark = pytest.mark.django_db


@pytest.mark.clause("protocol-2017/6.3.2")
def test_nurse_sees_her_commune_with_names_and_medical_data() -> None:
    principal = factories.principal(factories.make_user("community_nurse", VORONA))

    assert (principal.level, principal.places, principal.counties) == ("local", (VORONA,), (BOTOSANI,))
    assert principal.sensitivities == (1, 2, 3, 4, 5, 6, 9)
    assert principal.holds("community_nurse", VORONA)
    assert not principal.holds("community_nurse", TUDORA)


@pytest.mark.clause("protocol-2017/6.3.2")
@pytest.mark.parametrize(
    ("role", "place", "level", "counties"),
    [
        ("county_health_coordinator", BOTOSANI, "county", (BOTOSANI,)),
        ("ministry_health", COUNTRY, "central", ()),
        ("administrator", IASI, "county", (IASI,)),
        ("data_protection_officer", COUNTRY, "central", ()),
    ],
)
def test_county_and_centre_have_a_territory_and_no_identity(
    role: str, place: int, level: str, counties: tuple[int, ...]
) -> None:
    principal = factories.principal(factories.make_user(role, place))

    assert (principal.level, principal.places, principal.counties) == (level, (), counties)
    assert 2 not in principal.sensitivities


@pytest.mark.clause("protocol-2017/6.6.2")
def test_school_mediator_reads_nothing_medical() -> None:
    principal = factories.principal(factories.make_user("school_mediator", VORONA))

    assert not {4, 5} & set(principal.sensitivities)


def test_roles_at_one_place_add_up_and_roles_elsewhere_do_not() -> None:
    user = factories.make_user("school_mediator", VORONA)
    factories.give(user, "community_nurse", TUDORA)
    factories.give(user, "roma_health_mediator", TUDORA)

    vorona, tudora = sorted(principals.local(user), key=lambda principal: principal.places != (VORONA,))

    assert (vorona.places, set(vorona.sensitivities)) == ((VORONA,), {1, 2, 3})
    assert (tudora.places, set(tudora.sensitivities)) == ((TUDORA,), {1, 2, 3, 4, 5, 6, 8, 9})


def test_same_role_in_two_communes_is_one_hat() -> None:
    user = factories.make_user("community_nurse", VORONA)
    factories.give(user, "community_nurse", TUDORA)

    (hat,) = principals.hats(user)

    assert hat.key == "local:community_nurse"
    assert factories.principal(user).places == (TUDORA, VORONA)


def test_user_of_two_levels_works_locally_until_he_chooses_the_county() -> None:
    user = factories.make_user("county_school_coordinator", BOTOSANI)
    factories.give(user, "school_counsellor", VORONA)

    assert factories.principal(user).level == "local"
    assert factories.principal(user, "county:county_school_coordinator").counties == (BOTOSANI,)
    assert [principal.level for principal in principals.local(user)] == ["local"]


def test_chosen_hat_holds_for_the_session(enter: Callable[[User], Client]) -> None:
    user = factories.make_user("county_health_coordinator", BOTOSANI)
    factories.give(user, "community_nurse", VORONA)
    client = enter(user)
    before = client.get("/cont/controale/nou/").status_code

    client.post("/cont/rol/", {"hat": "county:county_health_coordinator"})
    after = client.get("/cont/controale/nou/").status_code

    assert (before, after) == (403, 200)


def test_role_of_somebody_else_cannot_be_chosen(enter: Callable[[User], Client]) -> None:
    client = enter(factories.make_user("community_nurse", VORONA))

    client.post("/cont/rol/", {"hat": "central:ministry_health"})

    assert client.get("/cont/controale/nou/").status_code == 403
    assert "vatra.hat" not in client.session


def test_narrowed_principal_keeps_one_place() -> None:
    user = factories.make_user("community_nurse", VORONA)
    factories.give(user, "community_nurse", TUDORA)

    principal = factories.principal(user).narrowed(TUDORA)

    assert (principal.places, principal.roles) == ((TUDORA,), (("community_nurse", TUDORA),))
    assert factories.principal(user).narrowed(MIROSLAVA).places == ()


@pytest.mark.parametrize(
    ("day", "holds"),
    [
        (date(2026, 3, 1), False),
        (date(2026, 3, 2), True),
        (date(2026, 3, 20), True),
        (date(2026, 3, 21), False),
    ],
)
def test_assignment_holds_from_its_first_day_to_its_last(day: date, holds: bool) -> None:
    user = factories.make_user(
        "community_nurse", VORONA, starts_on=date(2026, 3, 2), ends_on=date(2026, 3, 20)
    )

    assert principals.of(user, day).holds("community_nurse") is holds


def test_closed_account_and_no_assignment_see_nothing() -> None:
    closed = factories.make_user("community_nurse", VORONA)
    closed.is_active = False

    for user in (closed, factories.make_user(None)):
        principal = factories.principal(user)
        assert (principal.roles, principal.places, principal.counties, principal.sensitivities) == (
            (),
            (),
            (),
            (),
        )
        with scope.enter(principal.scope()), connection.cursor() as cursor:
            cursor.execute("SELECT current_setting('vatra.places'), current_user")
            assert cursor.fetchone() == ("{}", "vatra_local")


def test_epoch_changes_with_assignments_and_only_with_them() -> None:
    user = factories.make_user("community_nurse", VORONA)
    first = factories.principal(user).epoch

    again = factories.principal(User.objects.get(pk=user.pk)).epoch
    factories.give(user, "community_nurse", TUDORA)

    assert again == first
    assert factories.principal(user).epoch != first
    assert factories.principal(user).narrowed(VORONA).epoch == first


def test_scope_carries_the_principal_to_the_database() -> None:
    user = factories.make_user("county_health_coordinator", BOTOSANI)

    assert factories.principal(user).scope() == scope.Scope(
        "county", str(user.pk), (), (BOTOSANI,), (1, 3, 4)
    )


def test_same_role_twice_in_one_period_is_refused() -> None:
    user = factories.make_user("community_nurse", VORONA, ends_on=date(2026, 1, 31))

    with pytest.raises(OverlapError):
        factories.give(user, "community_nurse", VORONA, starts_on=date(2026, 1, 31))
    factories.give(user, "community_nurse", VORONA, starts_on=date(2026, 2, 1))

    assert user.assignments.count() == 2


def test_database_itself_refuses_an_overlap() -> None:
    row = factories.make_user("community_nurse", VORONA).assignments.get()
    twin = Assignment(
        user_id=row.user_id,
        role=row.role,
        place_id=row.place_id,
        county_id=BOTOSANI,
        starts_on=timezone.localdate(),
    )

    with pytest.raises(IntegrityError, match="assignment_overlap"), transaction.atomic():
        twin.save()


@pytest.mark.parametrize(
    ("role", "place"),
    [
        ("community_nurse", BOTOSANI),
        ("county_health_coordinator", VORONA),
        ("ministry_health", BOTOSANI),
        ("administrator", VORONA),  # the local role of the database reads names
        ("data_protection_officer", VORONA),
        ("family_doctor", VORONA),  # declared, not used yet
        ("nobody", VORONA),
    ],
)
def test_role_is_held_only_where_it_fits(role: str, place: int) -> None:
    user = factories.make_user(None)

    with pytest.raises(PlaceError):
        factories.give(user, role, place)


FITTING = {
    Level.local: (VORONA, TUDORA, MIROSLAVA),
    Level.county: (BOTOSANI, IASI),
    Level.central: (COUNTRY,),
}
HELD = st.sets(
    st.sampled_from(
        [
            (role, place)
            for role in ACTIVE_ROLES
            for place in FITTING.get(ROLES[role].level, (BOTOSANI, COUNTRY))
        ]
    ),
    max_size=7,
)


@given(held=HELD)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_hat_gives_more_at_a_place_than_the_roles_held_there(held: set[tuple[str, int]]) -> None:
    user = factories.make_user(None, has_factor=False)
    for role, place in held:
        factories.give(user, role, place)

    for hat in principals.hats(user):
        principal = factories.principal(user, hat.key)
        for _, place in principal.roles:
            there = [role for role, at in held if at == place]
            assert set(principal.sensitivities) <= {int(mark) for mark in readable(*there)}
        if principal.level != "local":
            assert principal.places == ()
            assert 2 not in principal.sensitivities


def test_future_assignment_gives_nothing_yet() -> None:
    tomorrow = timezone.localdate() + timedelta(days=1)
    user = factories.make_user("community_nurse", VORONA, starts_on=tomorrow)

    assert factories.principal(user).roles == ()


def test_principal_is_looked_up_once_a_request(enter: Callable[[User], Client]) -> None:
    client = enter(factories.make_user("community_nurse", VORONA))

    with CaptureQueriesContext(connection) as queries:
        client.get("/cont/posturi/")

    looked_up = [each for each in queries if '"accounts_assignment"."end_reason"' in each["sql"]]
    assert len(looked_up) == 1

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from tests import factories
from tests.accounts_fixtures import Staff
from tests.factories import BOTOSANI, IASI, TUDORA, VORONA
from vatra.accounts import posts
from vatra.accounts.errors import CeilingError, DuplicateError, NotAllowedError
from vatra.accounts.models import Posts
from vatra.accounts.principals import Principal

pytestmark = pytest.mark.django_db
JANUARY, JUNE, DECEMBER = date(2026, 1, 1), date(2026, 6, 1), date(2026, 12, 1)


@pytest.fixture
def school() -> Principal:
    return factories.principal(factories.make_user("county_school_coordinator", BOTOSANI))


@pytest.fixture
def social() -> Principal:
    return factories.principal(factories.make_user("county_social_coordinator", BOTOSANI))


def approve(
    by: Principal, place: int, approved: int, role: str = "school_mediator", starts_on: date = JANUARY
) -> Posts:
    return posts.approve(
        place=factories.make_place(place),
        role=role,
        approved=approved,
        starts_on=starts_on,
        source="HCL 4/2026",
        by=by,
    )


@pytest.mark.clause("protocol-2017/7.h")
def test_commune_with_two_posts_and_one_worker_shows_one_of_two(social: Principal) -> None:
    approve(social, VORONA, 2, "social_worker")
    factories.make_user("social_worker", VORONA)

    (line,) = posts.vacancies(roles=["social_worker"], counties=[BOTOSANI])
    (county,) = posts.by_county([line])

    assert (line.approved, line.filled, line.vacant) == (2, 1, 1)
    assert (county.place_id, county.approved, county.filled) == (BOTOSANI, 2, 1)


@pytest.mark.clause("protocol-2017/8.f")
def test_missing_mediator_shows_none_of_one() -> None:
    health = factories.principal(factories.make_user("county_health_coordinator", BOTOSANI))
    approve(health, VORONA, 1, "community_nurse")
    approve(health, VORONA, 1, "roma_health_mediator")
    factories.make_user("community_nurse", VORONA)

    lines = posts.vacancies(roles=["community_nurse", "roma_health_mediator"], places=[VORONA])

    assert [(line.role, line.filled, line.approved) for line in lines] == [
        ("community_nurse", 1, 1),
        ("roma_health_mediator", 0, 1),
    ]


@pytest.mark.clause("protocol-2017/9.f")
def test_county_of_ten_posts_with_eight_filled_shows_eight_of_ten_and_takes_no_eleventh(
    school: Principal,
) -> None:
    approve(school, BOTOSANI, 10)
    approve(school, VORONA, 6)
    approve(school, TUDORA, 4)
    for _ in range(8):
        factories.make_user("school_mediator", VORONA, has_factor=False)

    (county,) = posts.by_county(posts.vacancies(roles=["school_mediator"], counties=[BOTOSANI]))

    assert (county.ceiling, county.filled, county.vacant) == (10, 8, 2)
    with pytest.raises(CeilingError):
        approve(school, TUDORA, 5, starts_on=JUNE)
    assert posts.vacancies(roles=["school_mediator"], places=[TUDORA], on=JUNE)[0].approved == 4


def test_county_cannot_be_lowered_below_what_its_communes_have(school: Principal) -> None:
    approve(school, BOTOSANI, 10)
    approve(school, VORONA, 6)

    with pytest.raises(CeilingError):
        approve(school, BOTOSANI, 5, starts_on=JUNE)
    approve(school, BOTOSANI, 6, starts_on=JUNE)


def test_number_for_today_must_not_break_one_dated_later(school: Principal) -> None:
    approve(school, BOTOSANI, 10)
    approve(school, VORONA, 9, starts_on=DECEMBER)

    with pytest.raises(CeilingError):
        approve(school, TUDORA, 2)
    approve(school, TUDORA, 1)


def test_later_number_replaces_the_earlier_from_its_day(school: Principal) -> None:
    approve(school, VORONA, 3)
    approve(school, VORONA, 1, starts_on=JUNE)

    at = [
        posts.vacancies(roles=["school_mediator"], places=[VORONA], on=day)[0].approved
        for day in (JANUARY, JUNE)
    ]

    assert at == [3, 1]
    with pytest.raises(DuplicateError):
        approve(school, VORONA, 2, starts_on=JUNE)


def test_database_itself_holds_the_ceiling(school: Principal) -> None:
    approve(school, BOTOSANI, 1)
    row = Posts(
        place=factories.make_place(VORONA),
        county_id=BOTOSANI,
        role="school_mediator",
        approved=2,
        starts_on=JUNE,
    )

    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()


def test_without_a_county_number_there_is_no_ceiling(school: Principal) -> None:
    assert approve(school, VORONA, 40).approved == 40


def test_number_is_written_by_the_professions_own_coordinator_in_his_county(
    school: Principal, social: Principal
) -> None:
    with pytest.raises(NotAllowedError):
        approve(social, VORONA, 1)
    with pytest.raises(NotAllowedError):
        approve(school, IASI, 1)


def test_ministry_sees_counties_and_one_of_them_closely(staff: Staff, social: Principal) -> None:
    approve(factories.principal(staff.coordinator), VORONA, 2, "community_nurse")
    client = factories.signed_in(Client(), staff.ministry)

    counties = client.get("/cont/posturi/").content.decode()
    one = client.get(f"/cont/posturi/?judet={BOTOSANI}").content.decode()

    assert "Botoșani" in counties
    assert "comuna Vorona" not in counties
    assert "comuna Vorona" in one


def test_page_refuses_above_the_ceiling_in_words(staff: Staff) -> None:
    approve(factories.principal(staff.coordinator), BOTOSANI, 1, "community_nurse")
    client = factories.signed_in(Client(), staff.coordinator)
    given = {
        "place": VORONA,
        "role": "community_nurse",
        "approved": 2,
        "starts_on": "2026-06-01",
        "source": "HCL 7/2026",
        "judet": BOTOSANI,
    }

    page = client.post("/cont/posturi/aprobare/", given).content.decode()

    assert "peste numărul aprobat pe județ" in page

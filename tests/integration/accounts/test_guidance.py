"""Guidance reaches whom it is addressed to, stays until read, and is counted by county."""

import pytest
from django.test import Client

from tests import factories
from tests.accounts_fixtures import Staff
from tests.factories import BOTOSANI, COUNTRY, IASI, MIROSLAVA, VORONA
from vatra.accounts import guidance
from vatra.accounts.errors import NotAllowedError
from vatra.accounts.models import Guidance, User

pytestmark = pytest.mark.django_db


def issue(by: User, *roles: str, counties: tuple[int, ...] = ()) -> Guidance:
    return guidance.issue(
        title="Planul individualizat",
        body="Termenele se scriu în plan.",
        roles=roles,
        counties=counties,
        by=factories.principal(by),
    )


def waiting(user: User) -> list[Guidance]:
    return guidance.unread(factories.principal(user))


@pytest.mark.clause("protocol-2017/9.g")
def test_guidance_of_an_inspectorate_reaches_the_mediators_of_its_county_only(staff: Staff) -> None:
    inspectorate = factories.make_user("county_school_coordinator", BOTOSANI)
    elsewhere = factories.make_user("school_mediator", MIROSLAVA)

    made = issue(inspectorate, "school_mediator")

    assert waiting(staff.school_mediator) == [made]
    for other in (elsewhere, staff.nurse, staff.social_worker):
        assert waiting(other) == []
        assert not guidance.mark_read(made.pk, factories.principal(other))


@pytest.mark.clause("protocol-2017/7.i")
def test_guidance_is_shown_until_read_and_the_ministry_counts_five_of_six(staff: Staff) -> None:
    ministry = factories.make_user("ministry_labour", COUNTRY)
    workers = [staff.social_worker, *(factories.make_user("social_worker", VORONA) for _ in range(5))]
    factories.make_user("social_worker", MIROSLAVA)
    made = issue(ministry, "social_worker", counties=(BOTOSANI,))
    address = f"/cont/indrumari/{made.pk}/"

    shown = [factories.signed_in(Client(), user).get("/").content.decode() for user in workers[:2]]
    for user in workers[:5]:
        factories.signed_in(Client(), user).post(f"{address}citit/")

    assert all("Îndrumare necitită" in page and "Planul individualizat" in page for page in shown)
    assert [waiting(user) for user in workers] == [[], [], [], [], [], [made]]
    assert "Îndrumare necitită" not in factories.signed_in(Client(), workers[0]).get("/").content.decode()
    page = factories.signed_in(Client(), ministry).get(address)
    assert "5 din 6 au citit" in page.content.decode()
    assert [(line.addressed, line.read) for line in page.context["lines"]] == [(6, 5)]


def test_directorate_guides_nurses_and_mediators_of_its_own_county(staff: Staff) -> None:
    made = issue(staff.coordinator, "community_nurse", "roma_health_mediator")

    assert made.counties == [BOTOSANI]
    assert waiting(staff.nurse) == waiting(staff.stranger) == [made]
    assert list(guidance.coordinated_by(factories.principal(staff.ministry))) == [made]
    assert list(guidance.coordinated_by(factories.principal(staff.other_coordinator))) == []


def test_nobody_guides_another_profession_or_another_county(staff: Staff) -> None:
    with pytest.raises(NotAllowedError):
        issue(staff.coordinator, "social_worker")
    with pytest.raises(NotAllowedError):
        issue(staff.coordinator, "community_nurse", counties=(IASI,))
    with pytest.raises(NotAllowedError):
        issue(staff.nurse, "community_nurse")


def test_page_issues_lists_and_keeps_the_unread_on_top(staff: Staff) -> None:
    county = factories.signed_in(Client(), staff.coordinator)
    for title in ("Vaccinarea", "Vizita la lăuză"):
        given = {"title": title, "body": "Text.", "roles": ["community_nurse"]}
        assert county.post("/cont/indrumari/noua/", given).status_code == 302
    newest = Guidance.objects.get(title="Vizita la lăuză")
    nurse = factories.signed_in(Client(), staff.nurse)

    nurse.post(f"/cont/indrumari/{newest.pk}/citit/")
    rows = nurse.get("/cont/indrumari/").context["rows"]

    assert [(row.title, row.is_read) for row in rows] == [("Vaccinarea", False), ("Vizita la lăuză", True)]


def test_page_without_a_profession_says_so(staff: Staff) -> None:
    answer = factories.signed_in(Client(), staff.coordinator).post(
        "/cont/indrumari/noua/", {"title": "x", "body": "y"}
    )

    assert answer.context["form"].errors.keys() == {"roles"}
    assert Guidance.objects.count() == 0


def test_the_rail_counts_what_is_not_read_yet(staff: Staff) -> None:
    inspectorate = factories.make_user("county_school_coordinator", BOTOSANI)
    made = [issue(inspectorate, "school_mediator") for _ in range(2)]

    def counted(user: User) -> bool:
        page = factories.signed_in(Client(), user).get("/").content.decode()
        return "îndrumări necitite" in page

    assert counted(staff.school_mediator)
    assert not counted(staff.nurse)
    for each in made:
        guidance.mark_read(each.pk, factories.principal(staff.school_mediator))
    assert not counted(staff.school_mediator)

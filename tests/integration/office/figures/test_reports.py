"""Reports hold what the law asks of them: sums that add up, own territory only, no names."""

from __future__ import annotations

import pytest

from tests import factories
from tests.factories import BOTOSANI, TUDORA, VORONA
from tests.integration.office.cases.world import assessment, line, objective, risks
from tests.integration.office.figures.reported import (
    author,
    client,
    home,
    in_case,
    made,
    send,
    signalled,
    table,
)
from tests.journal import Author, Entry
from vatra.indicators import definitions
from vatra.places.models import Place

pytestmark = pytest.mark.django_db
AREAS = ["social_assistance", "health", "education", "employment", "housing", "identity_documents"]


@pytest.fixture(autouse=True)
def fresh_definitions() -> None:
    definitions.forget()


def nurse_of(place: int = VORONA) -> Author:
    return author(factories.make_user("community_nurse", place), "community_nurse", place)


def dwelling(by: Author, on: str, **wishes: object) -> list[Entry]:
    """A household registered and assessed, with the case opened."""
    house, person = home(by)
    wanted = {"persons_living": 1, "children_living": 0, "rooms": 3, **wishes}
    return [house, person, signalled(by, house), made(by, "household_assessment", house, on, **wanted)]


@pytest.mark.clause("protocol-2017/1.3")
def test_yearly_summary_is_of_the_own_commune_only_and_names_nobody(places: None) -> None:
    here, elsewhere = nurse_of(), nurse_of(TUDORA)
    for _ in range(12):
        send(here, *dwelling(here, "2026-02-10", drinking_water="no"))
    for _ in range(3):
        send(elsewhere, *dwelling(elsewhere, "2026-02-10", drinking_water="no"))

    rows = table(client("social_worker", VORONA), "sinteza", "2026")

    by_area = {row[0]: row[1:] for row in rows}
    assert by_area["Cazuri deschise"][0] == "12"
    assert by_area["Locuire"][:2] == ["12", "12"]
    told = str(rows)
    assert [word for word in ("Ionescu", "Ana", "Familia", "Tudora") if word in told] == []
    stranger = client("social_worker", VORONA).get(f"/rapoarte/sinteza/?comuna={TUDORA}")
    assert stranger.status_code == 404


@pytest.mark.clause("protocol-2017/6.3.5")
def test_services_of_a_month_stand_in_six_rows_that_add_up(places: None) -> None:
    by = nurse_of()
    house, person = home(by)
    send(by, house, person, signalled(by, house))
    for number in range(9):
        wishes = {"area": AREAS[number % 6], "service_group": "information"}
        send(by, made(by, "service_given", person, "2026-05-04", **wishes))
    send(by, made(by, "service_given", person, "2026-06-04", area="health", service_group="information"))

    _, *rows, total = table(client("social_worker", VORONA), "servicii", "2026-05")

    assert len(rows) == 6
    assert [int(row[1]) for row in rows] == [2, 2, 2, 1, 1, 1]
    assert total == ["Total", "9"]
    summed = table(client("social_worker", VORONA), "sinteza", "2026-05")[1:7]
    assert [row[-1] for row in summed] == [row[1] for row in rows]


@pytest.mark.clause("protocol-2017/6.3.4")
def test_county_sees_fourteen_needs_of_water_without_names(places: None) -> None:
    by = nurse_of()
    for _ in range(14):
        send(by, *dwelling(by, "2026-06-10", drinking_water="no"))

    rows = table(client("county_social_coordinator", BOTOSANI), "nevoi", "2026-06")

    assert ["Vorona", "Locuire", "Apă potabilă", "14"] in rows
    assert "Ionescu" not in str(rows)


@pytest.mark.clause("protocol-2017/8.h")
def test_directorate_gets_each_community_s_health_needs_the_largest_first(places: None) -> None:
    taken = (VORONA, TUDORA)
    third = Place.objects.filter(county_id=BOTOSANI, kind="commune").exclude(pk__in=taken).first().pk
    for place, count in ((TUDORA, 5), (VORONA, 7), (third, 6)):
        by = nurse_of(place)
        village = Place.objects.filter(county_id=BOTOSANI, parent_id=place).first()
        for _ in range(count):
            house, person = home(by)
            house["answers"]["locality"] = village.pk
            found = made(by, "person_assessment", person, "2026-06-10", family_doctor="no")
            send(by, house, person, signalled(by, house), found)

    rows = table(client("county_health_coordinator", BOTOSANI), "nevoi", "2026-06")[1:]

    health = [(row[0], row[3]) for row in rows if row[1] == "Sănătate" and "medicul de familie" in row[2]]
    names = [Place.objects.get(pk=pk).name for pk in (VORONA, third, TUDORA)]
    assert health == list(zip(names, ("7", "6", "5"), strict=True))


@pytest.mark.clause("protocol-2017/7.g", "protocol-2017/9.e")
def test_impact_tells_how_many_there_were_and_how_many_remain(places: None) -> None:
    """Twenty-five children never enrolled; sixteen enter school; two more are found."""
    by = author(factories.make_user("school_mediator", VORONA), "school_mediator")
    children = []
    for number in range(27):
        house, child = home(by, birth_date="2017-03-05", relation="child")
        on = "2025-11-10" if number < 25 else "2026-03-10"
        house["answers"]["registered_on"] = child["answers"]["registered_on"] = "2025-10-01"
        send(by, house, child, signalled(by, house, "2025-10-02"))
        send(by, made(by, "school_situation", child, on, school_state="never_enrolled"))
        children.append(child)
    for child in children[:16]:
        send(by, made(by, "school_situation", child, "2026-09-14", school_state="attends"))

    for reader in (client("ministry_education", 0), client("county_school_coordinator", BOTOSANI)):
        rows = table(reader, "impact", "2026")
        told = next(row for row in rows if "niciodată" in row[0])
        assert told[1:] == ["25", "9", "11"]
        assert "Ionescu" not in str(rows)


def test_impact_does_not_count_what_the_reader_s_role_does_not_see(places: None) -> None:
    by = nurse_of()
    for _ in range(6):
        house, person = home(by)
        ill = made(
            by, "person_assessment", person, "2026-01-20", health_state=["chronic"], diseases=["VSG_HTA"]
        )
        send(by, house, person, signalled(by, house), ill)

    left = {
        role: {row[0]: row[2] for row in table(client(role, 0), "impact", "2026-T2")}
        for role in ("ministry_health", "ministry_labour")
    }

    chronic = next(title for title in left["ministry_health"] if title == "Boală cronică")
    assert left["ministry_health"][chronic] == "6"
    assert left["ministry_labour"][chronic] == "nu se vede"


@pytest.mark.clause("protocol-2017/8.e")
def test_impact_on_health_tells_so_many_of_so_many_at_both_ends(places: None) -> None:
    by = nurse_of()
    infants = []
    for number in range(40):
        house, infant = home(by, birth_date="2025-06-05", relation="child")
        house["answers"]["registered_on"] = infant["answers"]["registered_on"] = "2025-10-01"
        send(by, house, infant, signalled(by, house, "2025-10-02"))
        vaccinated = "yes" if number < 30 else "no"
        send(by, made(by, "child_visit", infant, "2025-12-10", vaccinated=vaccinated))
        infants.append(infant)
    for infant in infants[30:37]:
        send(by, made(by, "child_visit", infant, "2026-11-10", vaccinated="yes"))

    rows = table(client("ministry_health", 0), "impact-indicatori", "2026")

    assert ["SAN.3", "Copii vaccinați la zi", "30 din 40", "37 din 40"] in rows


@pytest.mark.clause("protocol-2017/4.3")
def test_effects_of_ten_closed_cases_are_counted(places: None) -> None:
    by = author(factories.make_user("social_worker", VORONA), "social_worker")
    for number in range(10):
        house, person = home(by)
        signal = signalled(by, house)
        obtained, good = ("yes", "no")[number >= 7], ("yes", "no")[number >= 5]
        closed = {"closed_on": "2026-03-20", "reason": "refused", "reason_note": "Nu mai doresc."}
        send(by, house, person, signal)
        send(by, in_case(by, "closure", signal, **closed, access_obtained=obtained))
        send(by, in_case(by, "sustainability_review", signal, reviewed_on="2026-09-20", still_good=good))

    reader = client("county_social_coordinator", BOTOSANI)
    access = reader.get("/indicatori/IMP.1/?perioada=2026").context["reading"]
    lasting = reader.get("/indicatori/IMP.2/?perioada=2026").context["reading"]

    assert (access.numerator, access.denominator) == (7, 10)
    assert (lasting.numerator, lasting.denominator) == (5, 10)


def visits(by: Author, house: Entry, count: int, on: str) -> list[Entry]:
    return [made(by, "home_visit", house, on, outcome="nobody_home") for _ in range(count)]


@pytest.mark.clause("protocol-2017/8.k.2")
def test_activity_is_by_worker_for_the_directorate_and_summed_for_the_ministry(places: None) -> None:
    nurse = factories.make_user("community_nurse", VORONA, name="Nina Rusu")
    mediator = factories.make_user("roma_health_mediator", VORONA, name="Maria Stan")
    by = author(nurse, "community_nurse")
    house, person = home(by)
    send(by, house, person, signalled(by, house), *visits(by, house, 45, "2026-05-12"))
    send(
        author(mediator, "roma_health_mediator"),
        *visits(author(mediator, "roma_health_mediator"), house, 20, "2026-05-13"),
    )

    county = table(client("county_health_coordinator", BOTOSANI), "activitate", "2026-05")
    ministry = table(client("ministry_health", 0), "activitate", "2026-05")

    assert {row[0]: row[3] for row in county[1:]} == {"Nina Rusu": "45", "Maria Stan": "20"}
    assert [row[:3] for row in ministry[1:]] == [
        ["Asistent medical comunitar", "1", "45"],
        ["Mediator sanitar", "1", "20"],
    ]
    assert "Rusu" not in str(ministry)


@pytest.mark.clause("protocol-2017/7.l")
def test_activity_of_a_quarter_counts_visits_and_plans_of_a_social_worker(places: None) -> None:
    by = author(factories.make_user("social_worker", VORONA, name="Sanda Popa"), "social_worker")
    house, person = home(by)
    signal = signalled(by, house)
    send(by, house, person, signal, *visits(by, house, 12, "2026-05-12"), *visits(by, house, 2, "2026-07-01"))
    send(by, *assessed(by, signal))
    for on in ("2026-04-01", "2026-05-15", "2026-06-30"):
        send(by, plan(by, signal, on))

    rows = table(client("county_social_coordinator", BOTOSANI), "activitate", "2026-T2")

    assert rows[1][:5] == ["Sanda Popa", "Asistent social", "Vorona", "12", "3"]


def assessed(by: Author, signal: Entry) -> list[Entry]:
    on = {"assessed_on": "2026-03-10"}
    found = assessment(health=[{"health_need": "NHE_01"}])
    return [
        in_case(by, "risk_assessment", signal, **risks() | on),
        in_case(by, "initial_assessment", signal, **found | on),
    ]


def plan(by: Author, signal: Entry, on: str) -> Entry:
    work = line(1, 1, "Înscriere la medicul de familie", "community_nurse")
    lines = [work | {"start_on": on, "term_on": "2026-12-01"}]
    told = {"plan_on": on, "objectives": [objective(1, "NHE_01")], "interventions": lines}
    return in_case(by, "initial_plan", signal, **told, agreement="agrees")


@pytest.mark.clause("protocol-2017/9.j")
def test_enrolments_helped_in_a_quarter_are_counted(places: None) -> None:
    user = factories.make_user("school_mediator", VORONA, name="Mihai Ene")
    by = author(user, "school_mediator")
    for number in range(8):
        house, child = home(by, birth_date="2017-03-05", relation="child")
        on = "2026-09-14" if number < 7 else "2026-10-01"
        entered = made(
            by, "programme_entry", child, on, before="never_enrolled", entered="yes", programme="day"
        )
        entered["answers"] |= {"noted_on": on, "entered_on": on}
        send(by, house, child, signalled(by, house), entered)

    reader = client("county_school_coordinator", BOTOSANI)
    rows = table(reader, "activitate", "2026-T3")

    assert reader.get("/indicatori/EDU.5/?perioada=2026-T3").context["reading"].numerator == 7
    assert [(row[0], row[-1]) for row in rows[1:]] == [("Mihai Ene", "7")]

"""What the page of a case tells of the work: plan, calendar, coordination, meetings, results, news."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests.integration.office.cases.test_story import (
    DOCTOR,
    HEALTH,
    TEAM,
    assessed,
    page,
    plan,
    text,
)
from tests.integration.office.cases.world import World, assessment, day, line, risks

pytestmark = pytest.mark.django_db


@pytest.mark.clause("protocol-2017/3.3.e.1")
def test_plan_of_five_tells_two_done_one_late_two_to_come(world: World) -> None:
    assessed(world)
    lines = [line(number, 1, f"Activitatea {number}", "social_worker") for number in range(1, 6)]
    lines[2] |= {"term_on": day(2)}
    world.add("social", "individual_plan", **plan(world, 25, *lines, **TEAM))
    for number in (1, 2):
        world.add("social", "intervention_done", done_on=day(3), intervention_no=number, done_state="done")

    assert "2 făcute, 1 depășite, 2 de făcut." in page(world)


@pytest.mark.clause("protocol-2017/3.3.e.2")
def test_two_things_for_one_person_at_one_hour_clash(world: World) -> None:
    assessed(world)
    at = {"start_on": day(-5), "start_time": "10:00", "intervention_person": world.ana["subject"]["id"]}
    visit = line(3, 1, "Vizita asistentei", "community_nurse", **at)
    school = line(4, 1, "Întâlnire la școală", "school_mediator", **at)
    world.add("social", "individual_plan", **plan(world, 25, visit, school, **TEAM))

    shown = page(world)

    assert "ora 10:00: „Vizita asistentei” și „Întâlnire la școală” cad pe aceeași oră" in shown


@pytest.mark.clause("protocol-2017/3.3.e.3")
def test_outcome_closes_the_need_with_its_date_and_counts_in_the_impact(world: World) -> None:
    assessed(world)
    before = page(world)
    world.add(
        "social",
        "outcome",
        observed_on=day(10),
        need="NHE_01",
        outcome="met",
        state_before="fără medic",
        state_after="înscris",
    )

    after = page(world)

    row = '<td class="num">1</td><td class="num">{}</td><td class="num">{}</td>'
    assert before.split('id="impact"')[1].count(row.format(1, 0)) == 2
    assert after.split('id="impact"')[1].count(row.format(1, 0)) == 1
    assert after.split('id="impact"')[1].count(row.format(0, 1)) == 1
    assert "rezolvată" in after.split('id="nevoi"')[1].split("</section>")[0]


@pytest.mark.clause("protocol-2017/3.3.c.1", "protocol-2017/3.3.c.2", "protocol-2017/4.4.h")
def test_one_list_tells_who_was_asked_and_who_answered(world: World) -> None:
    assessed(world)
    asked = {"addressee": "team", "question": "Cum stau lucrurile?"}
    to_nurse = world.add(
        "social",
        "specific_assessment_request",
        requested_on=day(20),
        areas=["health"],
        addressee_role="community_nurse",
        **asked,
    )
    world.add(
        "social",
        "specific_assessment_request",
        requested_on=day(19),
        areas=["education"],
        addressee_role="school_mediator",
        **asked,
    )
    nurse_todo = page(world, "nurse")
    world.add(
        "nurse",
        "specific_assessment",
        assessed_on=day(15),
        answers_to=to_nurse["id"],
        area="health",
        needs_state="none",
    )
    world.add(
        "social",
        "contact",
        contacted_on=day(9),
        institution_kind="disability_assessment",
        institution_name="Serviciul de evaluare",
        channel="phone",
        asked="Programare",
        answer_state="waiting",
    )

    part = page(world).split('id="coordonare"')[1].split("</section>")[0]

    assert f"a.answers_to={to_nurse['id']}" in nurse_todo
    rows = [row for row in part.split("<tr>") if "</th>" in row and 'scope="row"' in row]
    told = {row.split('<th scope="row">')[1].split("</th>")[0]: row for row in rows}
    assert "s-a răspuns" in told["Evaluare cerută: Sănătate"]
    assert "deschisă" in told["Evaluare cerută: Educație"]
    assert "așteaptă răspuns" in told["Contact: Serviciul de evaluare"]


@pytest.mark.clause("protocol-2017/4.4.e.1")
def test_meeting_shows_its_strategy_and_who_was_there(world: World) -> None:
    assessed(world)
    names = ("Sanda Popa", "Nina Rusu", "Mihai Ene")
    roles = ("social_worker", "community_nurse", "school_mediator")
    world.add(
        "social",
        "team_meeting",
        met_on=day(14),
        members=[{"member_role": r, "member_name": n} for r, n in zip(roles, names, strict=True)],
        strategy="Întâi medicul, apoi școala.",
    )

    assert 'Întâi medicul, apoi școala.<br><span class="soft">Sanda Popa, Nina Rusu, Mihai Ene' in page(world)


@pytest.mark.clause("protocol-2017/3.3.b.1", "protocol-2017/6.2.6")
def test_state_last_event_and_open_tasks_stand_on_the_one_page(world: World) -> None:
    world.signal()
    identified = page(world)
    world.add("social", "risk_assessment", **risks())
    entry = world.add("social", "initial_assessment", **assessment(health=HEALTH))

    shown = page(world)

    assert "<strong>Identificat</strong>" in identified
    assert "<strong>Evaluat inițial</strong>" in shown
    first = shown.split('class="timeline" reversed>')[1]
    assert first.startswith(f'<li id="intrare-{entry["id"]}"')
    assert "Întocmiți planul inițial" in shown.split('id="de-facut"')[1].split("</section>")[0]


def test_two_assessments_stand_side_by_side_with_what_changed(world: World) -> None:
    assessed(world)
    second = world.add("social", "initial_assessment", **assessment(3, housing=[{"housing_need": "NHO_05"}]))
    desk = world.client("social")
    address = reverse("case_assessments", args=[world.case()])
    ids = [part.split('"')[0] for part in text(desk, address).split('<option value="')[1:]]
    first = next(key for key in dict.fromkeys(ids) if key != second["id"] and ids.index(key) == 1)

    shown = text(desk, f"{address}?intai={first}&apoi={second['id']}").split('aria-label="Comparație"')[1]

    changed = [row for row in shown.split("<tr") if 'class="differs"' in row[:20]]
    assert any("Nevoi în aria: Locuire" in row and "Sunt nevoi" in row for row in changed)
    assert not any("Ocupare" in row for row in changed)


def test_page_says_when_something_new_was_written(world: World) -> None:
    world.signal()
    desk = world.client("social")
    shown = page(world)
    address = shown.split('hx-get="')[1].split('"')[0]
    before = desk.get(address)
    world.add("social", "risk_assessment", **risks())

    after = desk.get(address)

    assert (before.status_code, before.content) == (204, b"")
    assert "S-a scris ceva nou" in after.content.decode()


def test_help_already_given_is_listed_with_who_gave_it(world: World) -> None:
    assessed(world)
    world.add("social", "individual_plan", **plan(world, 25, DOCTOR, **TEAM))
    world.add(
        "social",
        "resource_given",
        given_on=day(8),
        resource_kind="food_bank",
        goods=["food"],
        provider_name="Banca de alimente Suceava",
    )

    part = page(world).split('id="primite"')[1].split("</section>")[0]

    assert "furnizor Banca de alimente Suceava" in part
    assert "Sanda Popa" in part

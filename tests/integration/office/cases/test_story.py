"""A case from its signal to its closing, as the social worker sees it at the desk."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.integration.office.cases.world import World, assessment, day, line, objective, risks

pytestmark = pytest.mark.django_db

HEALTH = [{"health_need": "NHE_01"}]
SCHOOL = "NED_02"
DOCTOR = line(1, 1, "Înscriere la medicul de familie", "community_nurse")
ENROL = line(2, 2, "Înscriere la școală", "school_mediator")


def text(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def page(world: World, who: str = "social", tail: str = "") -> str:
    return text(world.client(who), f"/dosare/{world.case()}/{tail}")


TEAM = {"contributors": [{"contributor_role": "community_nurse"}, {"contributor_role": "school_mediator"}]}


def reasons(world: World, who: str, form: str, **answers: object) -> list[str]:
    receipt = world.send(who, world.write(who, form, **answers))[0]
    return [reason.message for reason in receipt.reasons]


def assessed(world: World) -> None:
    world.signal()
    world.add("social", "risk_assessment", **risks())
    school = [{"education_need": SCHOOL, "education_person": world.radu["subject"]["id"]}]
    world.add("social", "initial_assessment", **assessment(health=HEALTH, education=school))


def plan(world: World, ago: int, *lines: dict[str, object], **more: object) -> dict[str, object]:
    radu = world.radu["subject"]["id"]
    return {
        "plan_on": day(ago),
        "objectives": [objective(1, "NHE_01"), objective(2, SCHOOL, objective_person=radu)],
        "interventions": list(lines) or [DOCTOR, ENROL | {"intervention_person": radu}],
        "agreement": "agrees",
        **more,
    }


@pytest.mark.clause("protocol-2017/3.3.a.2")
def test_new_case_comes_into_the_list_without_reloading(world: World) -> None:
    desk = world.client("social")
    empty = text(desk, "/dosare/")
    address = empty.split('hx-get="')[1].split('"')[0].replace("&amp;", "&")
    before = desk.get(address).status_code

    world.signal("nurse", urgent=True, urgent_reason="Copil bolnav")

    came = desk.get(address)
    assert before == 204
    assert came.status_code == 200
    assert "Familia Ionescu" in came.content.decode()
    assert "Urgent" in came.content.decode()


def test_list_is_not_sent_again_while_nothing_changes(world: World) -> None:
    world.signal()
    desk = world.client("social")
    address = text(desk, "/dosare/").split('hx-get="')[1].split('"')[0].replace("&amp;", "&")

    answers = [desk.get(address) for _ in range(2)]

    assert [(r.status_code, r.content) for r in answers] == [(204, b""), (204, b"")]


@pytest.mark.clause("protocol-2017/4.4.a")
def test_plan_is_refused_until_all_six_areas_are_assessed(world: World) -> None:
    world.signal()
    world.add("social", "risk_assessment", **risks())
    world.add("social", "initial_assessment", **assessment(health=HEALTH, but=("housing",)))

    shown = page(world)
    refused = reasons(world, "social", "initial_plan", **plan(world, 25))

    assert "Înainte de plan, completați evaluarea inițială: Locuire nu are nici nevoi" in shown
    assert any("Locuire" in reason for reason in refused)


@pytest.mark.clause("protocol-2017/1.1")
def test_one_assessment_holds_what_every_profession_found(world: World) -> None:
    assessed(world)
    radu = world.radu["subject"]["id"]
    asked = world.add(
        "social",
        "specific_assessment_request",
        requested_on=day(26),
        addressee="team",
        addressee_role="school_mediator",
        areas=["education"],
        question="De ce nu merge la școală?",
    )
    world.add(
        "mediator",
        "specific_assessment",
        assessed_on=day(24),
        answers_to=asked["id"],
        area="education",
        needs_state="needs",
        needs=[{"need": "NED_10", "need_person": radu}],
    )

    shown = page(world, tail="evaluari/")

    assert "Rechizite și drum până la școală" in shown
    assert "Mihai Ene" in shown
    assert "mediator școlar" in shown
    assert "Înscriere la medicul de familie" in shown
    assert "Sanda Popa" in shown


@pytest.mark.clause("protocol-2017/3.3.f", "protocol-2017/3.3.g", "protocol-2017/4.4.c")
def test_complex_assessment_is_asked_then_answered_and_the_plan_is_to_revise(world: World) -> None:
    assessed(world)
    world.add("social", "initial_plan", **plan(world, 25))
    asked = world.add(
        "social",
        "complex_assessment_request",
        requested_on=day(22),
        part="request",
        body_name="DGASPC Botoșani",
        question="Evaluare pentru copil",
    )
    waiting = page(world)
    world.add(
        "social",
        "complex_assessment_result",
        result_on=day(15),
        answers_to=asked["id"],
        body_name="DGASPC Botoșani",
        result="Fără dizabilitate",
        needs_state="none",
    )

    answered = page(world)

    done = plan(world, 14, **TEAM)
    done |= {"revision_reason": "complex_assessment", "complex_result_on": day(15)}
    world.add("social", "plan_revision", **done)
    revised = page(world)

    assert "Evaluare complexă cerută: DGASPC Botoșani" in waiting
    assert "<strong>Evaluare complexă solicitată</strong>" in waiting
    assert "Plan de revizuit" not in waiting
    assert "<strong>Evaluare complexă făcută</strong>" in answered
    assert "Plan de revizuit" in answered
    assert "Plan de revizuit" not in revised
    assert "motiv: evaluare complexă" in revised
    assert "s-a răspuns" in answered


@pytest.mark.clause("protocol-2017/3.3.h")
def test_plan_gives_tasks_and_shows_what_is_done_and_what_is_late(world: World) -> None:
    assessed(world)
    late = DOCTOR | {"term_on": day(5)}
    world.add("social", "individual_plan", **plan(world, 25, late, ENROL, **TEAM))
    nurse_sees = page(world, "nurse")

    overdue = page(world)
    world.add("nurse", "intervention_done", done_on=day(4), intervention_no=1, done_state="done")
    done = page(world)

    assert "a.intervention_no=1" in nurse_sees
    assert "a.intervention_no=2" not in nurse_sees
    assert "depășită, de făcut" in overdue
    assert "depășită, de făcut" not in done
    assert "făcută" in done


@pytest.mark.clause("protocol-2017/4.4.f")
def test_revision_keeps_the_versions_of_the_plan_readable(world: World) -> None:
    assessed(world)
    first = world.add("social", "initial_plan", **plan(world, 25))
    renamed = DOCTOR | {"intervention_text": "Înscriere la doctor și control"}
    revised = plan(world, 10, renamed, **TEAM)
    revised |= {"revision_reason": "new_need", "revision_note": "Are nevoie și de control."}
    world.add("social", "plan_revision", **revised)

    shown = page(world)

    assert "Plan inițial de intervenție, versiunea 1" in shown
    assert "Plan revizuit, versiunea 2" in shown
    assert f'href="#intrare-{first["id"]}"' in shown
    assert f'id="intrare-{first["id"]}"' in shown
    assert "Înscriere la doctor și control" in shown
    assert "Activități din versiunile mai vechi: 1" in shown


@pytest.mark.clause("protocol-2017/4.4.i")
def test_case_closes_as_solved_only_when_no_cause_is_left(world: World) -> None:
    assessed(world)
    world.add("social", "initial_plan", **plan(world, 25))
    world.add("nurse", "intervention_done", done_on=day(12), intervention_no=1, done_state="done")
    world.add("social", "monitoring_note", noted_on=day(11), area="health", trend="better", note="Are medic.")
    world.add(
        "social",
        "outcome",
        observed_on=day(10),
        need="NHE_01",
        outcome="met",
        state_before="fără medic",
        state_after="înscris",
    )
    impact = page(world)
    closing = {"closed_on": day(1), "access_obtained": "yes"}
    refused = reasons(world, "social", "closure", reason="solved", **closing)
    world.add("social", "closure", reason="moved", **closing)

    closed = page(world)

    assert '<td class="num">1</td><td class="num">0</td><td class="num">1</td>' in impact
    assert any("Înscriere la școală" in reason for reason in refused)
    assert "Închis" in closed
    assert "familia s-a mutat" in closed
    assert "Redeschiderea cazului" in closed.split("Ce nu se poate încă")[0]


@pytest.mark.clause("protocol-2017/1.2.2")
def test_help_given_twice_is_refused_without_a_reason_and_shown_with_one(world: World) -> None:
    assessed(world)
    food = line(3, 1, "Pachet de alimente", "social_worker", service_group="social_support")
    food |= {"service_code": "SWS_05"}
    world.add("social", "initial_plan", **plan(world, 25, DOCTOR, food))
    again = food | {"intervention_no": 4, "intervention_text": "Alt pachet", "start_on": day(8)}
    revision = plan(world, 9, DOCTOR, food, again, **TEAM)
    revision |= {"revision_reason": "new_need", "revision_note": "Nu ajunge."}

    refused = reasons(world, "social", "plan_revision", **revision)
    revision["interventions"][2] = again | {"overlap_reason": "familie numeroasă"}
    world.add("social", "plan_revision", **revision)
    shown = page(world)

    assert any("se suprapune cu un ajutor" in reason for reason in refused)
    assert "se suprapune cu: Pachet de alimente" in shown
    assert "familie numeroasă" in shown


@pytest.mark.clause("protocol-2017/6.3.1")
def test_entry_shows_author_role_version_and_both_times(world: World) -> None:
    sent = world.signal("nurse")

    shown = page(world).split(f'id="intrare-{sent["id"]}"')[1]

    for word in ("Nina Rusu", "asistent medical comunitar", "Scrisă", "primită de server", "versiunea 1"):
        assert word in shown


def test_answer_of_the_institution_is_reached_from_the_task_with_what_it_answers(world: World) -> None:
    assessed(world)
    asked = world.add(
        "social",
        "contact",
        contacted_on=day(9),
        institution_kind="school",
        institution_name="Școala Vorona",
        channel="phone",
        asked="Loc în clasă",
        answer_state="waiting",
    )

    assert f"a.answers_to={asked['id']}" in page(world)


def test_submit_is_the_only_way_in(world: World) -> None:
    """A plan that the guard refuses leaves no trace in the case."""
    world.signal()
    entry = world.write("social", "initial_plan", **plan(world, 25))

    receipt = world.send("social", entry)[0]

    assert receipt.status == "quarantined"
    assert "Niciun plan încă" in page(world)

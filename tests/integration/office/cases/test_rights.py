"""Who sees which part of a case: the nurse, the school mediator, the county, the stranger."""

from __future__ import annotations

import pytest
from django.test import Client

from tests import journal
from tests.integration.office.cases.test_story import assessed, page, text
from tests.integration.office.cases.world import FORM, World, assessment, day, risks
from vatra.people import access, openings

pytestmark = pytest.mark.django_db


def palliative(world: World) -> None:
    """A need that only the health side of the team may read."""
    world.signal()
    world.add("social", "risk_assessment", **risks())
    world.add("social", "initial_assessment", **assessment(health=[{"health_need": "NHE_01"}]))
    world.add(
        "nurse",
        "specific_assessment",
        assessed_on=day(20),
        area="health",
        needs_state="needs",
        needs=[{"need": "NHE_16"}],
        medical_note="Diagnostic secret",
        summary="Are nevoie de ajutor medical",
    )


def test_medical_need_is_counted_for_the_mediator_but_not_sent(world: World) -> None:
    palliative(world)

    nurse, mediator = page(world, "nurse"), page(world, "mediator")

    assert "Îngrijire paliativă" in nurse
    assert "Diagnostic secret" in nurse
    assert "paliativă" not in mediator.lower()
    assert "NHE_16" not in mediator
    assert "Diagnostic secret" not in mediator
    assert "o nevoie de sănătate (o vede asistentul medical comunitar)" in mediator
    assert "O parte a acestei intrări nu se arată rolului dumneavoastră" in mediator


def test_comparison_does_not_send_hidden_answers_either(world: World) -> None:
    palliative(world)
    shown = page(world, "mediator", "evaluari/")

    assert "paliativă" not in shown.lower()
    assert "Diagnostic secret" not in shown


def test_county_sees_the_case_without_identity(world: World) -> None:
    assessed(world)
    county = world.client("county")

    listed, shown = text(county, "/dosare/"), page(world, "county")

    for name in ("Ionescu", "Radu", "Nu au medic de familie."):
        assert name not in listed
        assert name not in shown
    assert "BT-39872-" in listed
    assert "BT-39872-" in shown
    assert "Arată identitatea" in shown
    assert "Înscriere la medicul de familie" in shown
    assert "Persoana 1" in shown


def test_county_sees_names_while_the_case_is_open_to_it_and_the_trace_stays(world: World) -> None:
    from tests import factories
    from vatra.database import scope

    assessed(world)
    principal = factories.principal(world.users["county"])
    with scope.enter(principal.scope()):
        openings.open_identity(
            principal=principal, group_id=world.home["group"], reason="Sesizare primită la județ"
        )

    shown = page(world, "county")

    assert "Ionescu Ana" in shown
    with scope.enter(factories.principal(world.users["nurse"]).scope()):
        read = access.readers(world.home["group"], None)
    assert [(each.name, each.what, each.reason) for each in read] == [
        ("Cora Județ", "case", "Sesizare primită la județ")
    ]


@pytest.mark.clause("protocol-2017/6.3.3")
def test_county_reads_what_it_was_asked_and_both_see_both_dates(world: World) -> None:
    assessed(world)
    asked = world.add(
        "social",
        "support_request",
        asked_on=day(6),
        to="county_social_coordinator",
        about="health",
        question="Cum înscriem familia la medic?",
    )
    before = page(world, "county")
    answer = journal.entry(
        journal.Author("county_social_coordinator", user_id=str(world.users["county"].pk)),
        f"{FORM}support_answer",
        ("dossier", world.case()),
        world.home["group"],
        {"answered_on": day(2), "answers_to": asked["id"], "answer": "Prin lista DSP."},
    )
    world.sent("county", answer | {"dossier": world.case()})

    county, local = page(world, "county"), page(world)

    assert "Cum înscriem familia la medic?" in before
    assert f"a.answers_to={asked['id']}" in before
    for shown in (county, local):
        part = shown.split('id="sprijin"')[1]
        assert "Cum înscriem familia la medic?" in part
        assert "Prin lista DSP." in part
        assert "Răspuns" in part


def test_stranger_finds_no_case(world: World) -> None:
    assessed(world)
    stranger = world.client("stranger")
    tails = ("", "evaluari/", "responsabil/")

    found = [stranger.get(f"/dosare/{world.case()}/{tail}").status_code for tail in tails]

    assert found == [404, 404, 404]
    assert "Ionescu" not in text(stranger, "/dosare/")


def test_county_export_has_no_names(world: World) -> None:
    assessed(world)

    made = world.client("county").get("/dosare/export.csv").content.decode()

    assert "BT-39872-" in made
    assert "Ionescu" not in made
    assert "Gospodăria" not in made


def test_nobody_sees_a_case_without_signing_in(world: World) -> None:
    world.signal()

    assert Client().get(f"/dosare/{world.case()}/").status_code == 302

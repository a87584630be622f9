"""Nurse, health mediator and social worker: needs, directions, visits seen by both, contacts."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.factories import VORONA
from tests.integration.professions.conftest import Team
from tests.integration.sync.phone import Phone
from vatra.database import scope
from vatra.places import actions
from vatra.places.kinds import InstitutionKind
from vatra.places.models import Place

pytestmark = pytest.mark.django_db


@pytest.mark.clause("protocol-2017/3.4.b.2")
def test_treatment_not_followed_is_a_health_need_of_the_case(team: Team) -> None:
    ana = team.ana["subject"]["id"]
    needs = [{"need": "NHE_04", "need_person": ana}]
    team.in_case(
        "nurse", "specific_assessment", assessed_on="2026-05-12", area="health", about_person=ana,
        needs_state="needs", needs=needs,
    )  # fmt: skip

    found = [need for need in team.items("need") if need.code == "NHE_04"]

    assert [(need.area, str(need.person_id), need.state) for need in found] == [("health", ana, "open")]
    assert "Urmărirea tratamentului și a controalelor" in team.case()


@pytest.mark.clause("protocol-2017/3.4.p.2")
def test_referral_without_a_result_asks_whether_the_person_got_there(team: Team) -> None:
    sent = team.about(
        "nurse", "referral", team.ana, referred_on="2026-05-18", area="health", to_kind="specialist_doctor",
        to_name="Cabinetul de cardiologie", reason="Consultație", due_on="2026-06-01",
    )  # fmt: skip
    case = team.case("nurse")
    (task,) = team.tasks("referral_result")
    form = team.page(
        "nurse",
        f"{reverse('entry_new', args=['integrated_services', 'referral_result'])}"
        f"?persoana={team.ana['subject']['id']}&dosar={team.signal['id']}&a.answers_to={sent['id']}",
    )

    team.about(
        "nurse", "referral_result", team.ana, result_on="2026-06-02", answers_to=sent["id"], area="health",
        attended="not_attended", not_attended_reason="distance",
    )  # fmt: skip

    assert "Aflați dacă persoana a ajuns la serviciu" in case
    assert (str(task.due_on), task.done_on) == ("2026-06-01", None)
    assert "A ajuns?" in form
    (referral,) = team.items("referral")
    assert (referral.state, referral.extra["barrier"]) == ("not_attended", "distance")


@pytest.mark.clause("protocol-2017/3.5.o")
def test_visit_of_the_mediator_reaches_the_nurse_who_is_told_before_planning_the_same(team: Team) -> None:
    phone = Phone(team.users["nurse"])
    seen = phone.pull()["cursor"]
    yesterday = (timezone.localdate() - timedelta(days=1)).isoformat()

    visit = team.about(
        "health",
        "home_visit",
        team.house,
        visited_on=yesterday,
        visit_kind="monitoring",
        outcome="nobody_home",
    )
    [bundle] = phone.pull(seen)["bundles"]
    address = reverse("entry_new", args=["integrated_services", "home_visit"])
    own = f"{address}?gospodarie={team.house['group']}"

    assert visit["id"] in {record["id"] for record in bundle["records"]}
    told = team.page("nurse", own)
    assert "Maria Stan (mediator sanitar) a scris același lucru" in told
    assert f"/intrari/{visit['id']}/" in told
    assert "a scris același lucru" not in team.page("health", own)


@pytest.mark.clause("protocol-2017/3.8")
def test_contact_is_offered_from_the_service_map_and_kept_with_its_answer(team: Team) -> None:
    with scope.system():
        office = actions.register_institution(
            kind=InstitutionKind.POPULATION_RECORDS,
            name="SPCLEP Vorona",
            place=Place.objects.get(pk=VORONA),
            contact={"phone": "0231 000 001"},
            valid_from=date(2020, 1, 1),
        )
    address = reverse("entry_new", args=["integrated_services", "contact"])

    offered = team.page(
        "social", f"{address}?dosar={team.signal['id']}&a.institution_kind=population_records"
    )
    asked = team.in_case(
        "social", "contact", contacted_on="2026-05-18", institution_kind="population_records",
        institution_name="SPCLEP Vorona", institution=str(office.pk), contact_person="Ioana Pop",
        channel="phone", need="NID_02", asked="Programare pentru cartea de identitate", answer_state="waiting",
    )  # fmt: skip
    waiting = [item.state for item in team.items("contact")]
    team.in_case(
        "social", "contact_answer",
        answered_on="2026-05-20", answers_to=asked["id"], agreed="yes", answer="Programată pe 25 mai",
    )  # fmt: skip

    assert f'value="{office.pk}"' in offered
    assert waiting == ["waiting"]
    (contact,) = team.items("contact")
    assert (contact.state, str(contact.opened_on), str(contact.closed_on)) == (
        "answered",
        "2026-05-18",
        "2026-05-20",
    )
    assert contact.extra["answer"] == "Programată pe 25 mai"


@pytest.mark.clause("protocol-2017/3.3.k")
def test_training_with_paid_ticket_is_in_the_case_and_asks_whether_she_took_part(team: Team) -> None:
    team.in_case(
        "social", "employment_preparation", prepared_on="2026-05-05",
        about_person=team.ana["subject"]["id"], activities=["agency_activity"],
        event_name="Curs de calificare", organiser_name="AJOFM Botoșani", takes_place_on="2026-05-12",
        transport="bus", transport_paid_by="town_hall", transport_note="Bilet plătit de primărie",
    )  # fmt: skip

    page = team.case()
    (task,) = team.tasks("employment_participation")

    assert "Pregătire pentru ocupare: Curs de calificare" in page
    assert [item.title for item in team.items("resource")] == ["Bilet plătit de primărie"]
    assert "Bilet plătit de primărie" in page
    assert (task.title, str(task.opened_on), task.done_on) == (
        "Aflați dacă persoana a luat parte",
        "2026-05-12",
        None,
    )

"""A case that has come as far as its first results, and how its papers are read."""

from __future__ import annotations

import io
from typing import Any

from django.test import Client
from pypdf import PdfReader

from tests import journal
from tests.integration.office.cases.world import FORM, World, assessment, day, line, objective, risks

SCHOOL = "NED_02"
RESULT = "Înscriși la doamna doctor Țuțuianu."


def tell(world: World) -> None:
    """Signal, risks, assessment, plan, one activity done by the nurse."""
    radu = world.radu["subject"]["id"]
    world.signal()
    world.add("social", "risk_assessment", **risks())
    needs = [{"education_need": SCHOOL, "education_person": radu}]
    world.add(
        "social", "initial_assessment", **assessment(health=[{"health_need": "NHE_01"}], education=needs)
    )
    lines = [
        line(1, 1, "Înscriere la medicul de familie", "community_nurse"),
        line(2, 2, "Înscriere la școală", "school_mediator", intervention_person=radu),
        line(3, 1, "Transport la cabinet", "outside", responsible_outside="Asociația Ajutor"),
    ]
    planned: dict[str, Any] = {
        "objectives": [objective(1, "NHE_01"), objective(2, SCHOOL, objective_person=radu)],
        "interventions": lines,
        "agreement": "agrees",
    }
    world.add("social", "initial_plan", plan_on=day(25), **planned)
    team = [{"contributor_role": "community_nurse"}, {"contributor_role": "school_mediator"}]
    words = "Întâi medicul, apoi școala."
    world.add("social", "individual_plan", plan_on=day(24), strategy=words, contributors=team, **planned)
    done: dict[str, Any] = {"done_on": day(10), "done_state": "done", "done_times": 1}
    world.add("nurse", "intervention_done", intervention_no=1, result=RESULT, **done)


def refer(world: World, **answers: Any) -> str:
    """The nurse sends Radu to a medical unit; the id of the entry."""
    given = {
        "referred_on": day(5),
        "area": "health",
        "to_kind": "hospital",
        "to_name": "Spitalul Județean Mavromati",
        "reason": "Consult de specialitate pentru vedere.",
        **answers,
    }
    entry = journal.about(world.author("nurse"), f"{FORM}referral", world.radu, given)
    world.sent("nurse", entry)
    return str(entry["id"])


def opened(client: Client, address: str) -> PdfReader:
    response = client.get(address)
    assert response.status_code == 200, response.content[:300]
    assert response["Content-Type"] == "application/pdf"
    return PdfReader(io.BytesIO(response.content))


def text(client: Client, address: str) -> str:
    """The words of every page, with single spaces and the hyphens of ends of lines taken out."""
    pages = opened(client, address).pages
    whole = "\n".join(page.extract_text() for page in pages)
    whole = whole.replace("\u00ad\n", "").replace("\u00ad", "").replace("\u200b", "").replace("\u00a0", " ")
    return " ".join(whole.split())

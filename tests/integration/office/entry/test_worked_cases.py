"""A worked case of every form, filled in on its page: saved, or refused with a stated reason."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tests import factories, journal
from tests.accounts_fixtures import Staff
from tests.browser_form import posted
from tests.integration.office.entry.desk import address, plain, rows
from tests.integration.office.entry.test_entry import LIBRARY, OF_OFFICE, SIGNAL, place_of
from tests.integration.office.people.conftest import Home, write
from tests.journal import VORONA
from tests.unit.office.test_forms import WORKED, drawn
from vatra.kit.cases import Case

pytestmark = pytest.mark.django_db
# One valid case a form: the first whose answers the form takes without a fault.
FIRST = {case.form: case for case in reversed(WORKED) if case.expect.get("issues") == []}
NAMELESS = frozenset({"registry/merge", "registry/unmerge", "registry/membership"})  # see test_entry


def with_ids(items: list[dict[str, Any]], answers: Any, person_id: str) -> Any:
    """The answers with whoever is named in them replaced by somebody on file."""
    if isinstance(answers, list):
        return [with_ids(items, row, person_id) for row in answers]
    found = dict(answers)
    for item in items:
        if item["type"] == "group" and not item.get("repeats"):
            found = with_ids(item["items"], found, person_id)
        elif item["id"] in found and item["type"] == "group":
            found[item["id"]] = with_ids(item["items"], found[item["id"]], person_id)
        elif item["id"] in found and item["type"] == "person":
            found[item["id"]] = person_id
    return found


def not_in_future(form: dict[str, Any], answers: dict[str, Any]) -> dict[str, Any]:
    """The worked case of a day still to come, written today."""
    told = answers.get(form.get("date") or "")
    today = timezone.localdate().isoformat()
    return answers | {form["date"]: today} if told and told > today else answers


@pytest.mark.parametrize("form_id", sorted(FIRST.keys() & set(OF_OFFICE) - NAMELESS))
def test_worked_case_is_saved_or_refused_with_a_reason(form_id: str, home: Home, team: Staff) -> None:
    case, form = FIRST[form_id], LIBRARY.form(form_id)
    role = case.context.get("role") or form["who"][0]
    known = {k: v for k, v in (case.context.get("person") or {}).items() if k in ("birth_date", "sex")}
    person = journal.person(home.nurse, home.household, given_name="Paraschiva", **known)
    others = [
        journal.person(home.nurse, home.household, given_name=f"Copil {n}")
        for n in range(int((case.context.get("household") or {}).get("size", 3)) - 3)
    ]
    write(home.nurse, person, *others)
    write(home.nurse, journal.about(home.nurse, "integrated_services/signal", home.household, SIGNAL))
    ((dossier,),) = rows("SELECT id::text FROM dossiers_dossier")
    who = person["subject"]["id"]
    answers = not_in_future(form, with_ids(form["items"], case.answers, who))
    filled = Case("", "", form_id, case.context, answers, {})
    page = plain(_posted(filled)) | {"action": "another"}
    client = factories.signed_in(Client(), factories.make_user(role, place_of(role)))

    response = client.post(address(form_id, **_query(form, home, who, dossier)), page)

    assert response.status_code in (302, 422), response.context["sheet"].faults
    assert response.status_code == 302 or all(reason.message for reason in response.context["reasons"])
    assert response.status_code == 302 or response.context["reasons"][0].code == "guard"


def _posted(case: Case) -> Any:
    return posted(drawn(case)[2])


def _query(form: dict[str, Any], home: Home, person_id: str, dossier_id: str) -> dict[str, str]:
    if form["subject"] == "place" or "household.register" in form["effects"]:
        return {"localitate": str(VORONA)}
    query = {"gospodarie": home.id}
    if form["subject"] == "person":
        query["persoana"] = person_id
    return query | ({"dosar": dossier_id} if form["subject"] == "dossier" else {})

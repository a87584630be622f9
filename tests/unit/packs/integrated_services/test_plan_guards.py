from typing import Any

import pytest

from tests.unit.packs.integrated_services.world import (
    RISKS,
    SIGNAL,
    History,
    assessed,
    line,
    objective,
    plan,
)
from vatra.packs.integrated_services import guards, names

SW = names.SOCIAL_WORKER


@pytest.fixture
def history() -> History:
    """A case whose initial assessment is complete."""
    history = History()
    history.add("signal", "2026-05-01", SIGNAL, called="c17")
    history.add("risk_assessment", "2026-05-02", RISKS, dossier="c17")
    history.add("initial_assessment", "2026-05-03", assessed(), dossier="c17")
    return history


def reasons(history: History | None, form: str, answers: dict[str, Any], role: str = SW) -> tuple[str, ...]:
    view = history.case() if history else None
    return guards.may(view, form if "/" in form else f"{names.CODE}/{form}", answers, role)


def problems(history: History, *lines: dict[str, Any], **more: Any) -> tuple[str, ...]:
    return reasons(history, "initial_plan", plan(*lines, **more) | {"plan_on": "2026-05-05"})


def test_a_whole_plan_is_taken(history):
    assert problems(history, line(1), line(2)) == ()


@pytest.mark.clause("protocol-2017/3.3.b.2")
@pytest.mark.parametrize("form", ["initial_plan", "individual_plan"])
def test_a_plan_without_an_assessment_is_refused(form):
    history = History()
    history.add("signal", "2026-05-01", SIGNAL, called="c17")

    (reason,) = reasons(history, form, plan(line(1)))

    assert reason.startswith("Înainte de plan, completați evaluarea inițială")


@pytest.mark.clause("protocol-2017/4.4.a")
def test_a_plan_names_the_areas_that_the_assessment_left_untouched():
    history = History()
    history.add("signal", "2026-05-01", SIGNAL, called="c17")
    states = {f"{area}_state": "none" for area in ("social_assistance", "education", "housing")}
    history.add("initial_assessment", "2026-05-03", states | {"exclusion_risks": ["none"]}, dossier="c17")

    (reason,) = reasons(history, "initial_plan", plan(line(1)))

    assert "Sănătate, Ocupare și Documente de identitate nu au nici nevoi" in reason


def test_a_plan_waits_for_the_risks():
    history = History()
    history.add("signal", "2026-05-01", SIGNAL, called="c17")
    history.add("initial_assessment", "2026-05-03", assessed() | {"exclusion_risks": []}, dossier="c17")

    (reason,) = reasons(history, "initial_plan", plan(line(1)))

    assert (
        reason == "Înainte de plan, completați evaluarea inițială: lipsesc riscurile de excluziune socială."
    )


def test_a_revision_needs_a_plan_to_revise(history):
    before = reasons(history, "plan_revision", plan(line(1)))
    history.add("initial_plan", "2026-05-05", plan(line(1)), dossier="c17")

    assert before == ("Cazul nu are încă un plan de revizuit. Întocmiți întâi planul inițial.",)
    assert reasons(history, "plan_revision", plan(line(1))) == ()


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ({"intervention_objective": None}, "alegeți obiectivul"),
        ({"intervention_objective": 9}, "alegeți obiectivul"),
        ({"responsible_role": None}, "cine răspunde"),
        ({"responsible_role": "outside"}, "cine răspunde"),
        ({"term_on": None}, "termenul"),
        ({"expected_result": None}, "rezultatul așteptat"),
        ({"service_code": "SWS_99"}, "altă intervenție"),
    ],
)
@pytest.mark.clause("protocol-2017/4.4.b")
def test_a_line_that_lacks_something_is_refused(history, more, reason):
    (found,) = problems(history, line(1), line(2, **more))

    assert found.startswith("Activitatea 2: ")
    assert reason in found


@pytest.mark.parametrize("need", [None, "NXX_01"])
@pytest.mark.clause("protocol-2017/1.2.1")
def test_an_objective_outside_the_six_areas_is_refused(history, need):
    (found,) = problems(history, line(1), objectives=[objective(1, need)])

    assert found == "Obiectivul 1: alegeți nevoia la care răspunde, din una dintre cele șase arii."


def test_numbers_stand_once(history):
    found = problems(history, line(1), line(1), objectives=[objective(1, "NHO_01"), objective(1, "NHO_02")])

    assert [reason.split(".")[0] for reason in found] == [
        "Numărul 1 stă la două obiective",
        "Numărul 1 stă la două activități",
    ]


FOOD = {"service_code": "SWS_05", "intervention_person": "@ana", "provider_name": "F"}


@pytest.mark.clause("protocol-2017/1.2.2")
def test_help_that_is_already_given_is_shown_and_asks_for_a_reason(history):
    may = line(1, **FOOD, start_on="2026-05-01", term_on="2026-05-31", repeat_every_days=7)
    history.add("initial_plan", "2026-05-05", plan(may), dossier="c17")
    again = line(2, **FOOD, start_on="2026-05-10", term_on="2026-05-20")
    given = history.entries[-1].answers

    def revise(line: dict[str, Any]) -> tuple[str, ...]:
        known = given["interventions"]
        row = line | {"intervention_person": known[0]["intervention_person"]}
        return reasons(history, "plan_revision", {**given, "interventions": [*known, row]})

    (reason,) = revise(again)

    assert reason == (
        "Activitatea 2 se suprapune cu un ajutor care se dă deja: „Activitatea 1”, furnizor F, de la "
        "1.05.2026 până la 31.05.2026. Scrieți motivul suprapunerii sau renunțați la activitate."
    )
    assert revise(again | {"overlap_reason": "Are diabet."}) == ()
    assert revise(again | {"start_on": "2026-06-01", "term_on": "2026-06-30"}) == ()


@pytest.mark.clause("protocol-2017/1.2.2")
def test_the_same_help_twice_in_one_plan_asks_for_a_reason(history):
    (reason,) = problems(history, line(1, service_code="SWS_01"), line(2, service_code="SWS_01"))

    assert reason.startswith("Activitatea 2: același ajutor stă de două ori în plan.")

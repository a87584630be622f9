from datetime import date

import pytest

from tests.unit.packs.integrated_services.world import (
    SIGNAL,
    History,
    assessed,
    finding,
    items,
    line,
    objective,
    packs,
    plan,
    uid,
)
from vatra.kit.vocabulary import AREAS
from vatra.packs.integrated_services import names

FOOD = packs().catalogue.vulnerabilities["SOC_03"].need


def opened(*findings) -> History:
    history = History(findings=findings)
    history.add("signal", "2026-05-01", SIGNAL, called="c17")
    return history


def needs(history: History) -> list[tuple[str | None, str, date, date | None]]:
    return [(need.code, need.state, need.opened_on, need.closed_on) for need in items(history.case(), "need")]


def test_a_finding_proposes_the_need_it_calls_for():
    history = opened(finding("SOC_03", "2026-04-20", urgency=2))

    assert needs(history) == [(FOOD, "proposed", date(2026, 4, 20), None)]
    assert items(history.case(), "need")[0].role == names.NURSE


def test_a_proposed_need_goes_with_its_last_finding():
    gone = finding("SOC_03", "2026-04-20", "2026-05-20")

    assert needs(opened(gone)) == [(FOOD, "no_longer_needed", date(2026, 4, 20), date(2026, 5, 20))]


def test_a_proposed_need_stays_while_another_finding_calls_for_it():
    two = (finding("SOC_03", "2026-04-20", "2026-05-20"), finding("SOC_03", "2026-05-02"))

    assert needs(opened(*two)) == [(FOOD, "proposed", date(2026, 4, 20), None)]


def test_a_need_that_a_professional_named_outlives_the_finding():
    history = opened(finding("SOC_03", "2026-04-20", "2026-05-20"))
    history.add(
        "initial_assessment", "2026-05-03", assessed(social_assistance=[{"need": FOOD}]), dossier="c17"
    )

    assert needs(history) == [(FOOD, "open", date(2026, 4, 20), None)]
    assert items(history.case(), "need")[0].user_id == uid("sanda")


@pytest.mark.parametrize(
    "found",
    [finding("SOC_03", "2026-05-02", urgency=0), finding("VCV_01", "2026-05-02")],
    ids=["neutral", "no need"],
)
def test_a_finding_that_calls_for_nothing_proposes_nothing(found):
    assert needs(opened(found)) == []


def test_needs_do_not_tell_which_finding_proposed_them():
    (need,) = items(opened(finding("SOC_03", "2026-04-20")).case(), "need")

    assert need.links == ()
    assert dict(need.extra) == {}


def test_a_need_first_named_by_a_plan_is_open():
    history = opened()
    history.add(
        "initial_plan", "2026-05-05", plan(line(1), objectives=[objective(1, "NHO_01")]), dossier="c17"
    )

    assert needs(history) == [("NHO_01", "open", date(2026, 5, 5), None)]


def test_a_plan_that_still_lists_a_met_need_does_not_open_it_again():
    history = opened()
    history.add(
        "initial_plan", "2026-05-05", plan(line(1), objectives=[objective(1, "NHO_01")]), dossier="c17"
    )
    history.add("outcome", "2026-05-20", {"need": "NHO_01", "outcome": "met"}, dossier="c17")
    history.add(
        "plan_revision", "2026-06-01", plan(line(1), objectives=[objective(1, "NHO_01")]), dossier="c17"
    )

    assert needs(history) == [("NHO_01", "met", date(2026, 5, 5), date(2026, 5, 20))]


@pytest.mark.parametrize("outcome", ["improved", "unchanged", "worse", None])
def test_only_an_end_closes_a_need(outcome):
    history = opened()
    history.add("initial_assessment", "2026-05-03", assessed(housing=[{"need": "NHO_01"}]), dossier="c17")
    history.add("outcome", "2026-05-20", {"need": "NHO_01", "outcome": outcome}, dossier="c17")

    assert needs(history) == [("NHO_01", "open", date(2026, 5, 3), None)]


def test_needs_left_when_a_case_closes_are_unresolved():
    history = opened(finding("SOC_03", "2026-04-20"))
    history.add("initial_assessment", "2026-05-03", assessed(housing=[{"need": "NHO_01"}]), dossier="c17")
    history.add("closure", "2026-06-01", {"reason": "moved"}, dossier="c17")

    assert {state for _, state, _, _ in needs(history)} == {"unresolved"}
    assert {closed for _, _, _, closed in needs(history)} == {date(2026, 6, 1)}


def test_a_case_closed_as_solved_is_flagged_when_a_late_record_tells_of_a_need():
    history = opened()
    history.add("closure", "2026-06-01", {"reason": "solved"}, dossier="c17")
    history.add(
        "specific_assessment", "2026-05-20", {"needs": [{"need": "NHE_01"}]}, dossier="c17", role=names.NURSE
    )

    assert "closed_with_open_need" in history.case().flags


@pytest.mark.clause("protocol-2017/1.2.1")
def test_every_need_of_the_catalogue_has_one_of_the_six_areas():
    assert {need.area for need in packs().catalogue.needs.values()} == set(AREAS)
    assert len(AREAS) == 6


def assess_risks(history: History, on: str, *risks: dict) -> None:
    state = {"risks_state": "found", "risks": list(risks)} if risks else {"risks_state": "none"}
    history.add("risk_assessment", on, {"urgent": False, **state}, dossier="c17")


EVICTION = packs().catalogue.vulnerabilities["HOU_14"]


@pytest.mark.parametrize(
    ("risk", "found"),
    [
        ({"risk_level": "medium"}, True),
        ({"risk_level": "low"}, False),
        ({"risk_level": "low", "risk_urgent": True}, True),
    ],
)
def test_a_risk_that_is_not_small_calls_for_its_need_and_sets_the_pace(risk, found):
    history = opened()
    assess_risks(history, "2026-05-02", {"risk": "HOU_14", **risk})

    assert [code for code, *_ in needs(history)] == ([EVICTION.need] if found else [])
    assert history.case().urgency == (max(EVICTION.urgency, 3 * risk.get("risk_urgent", 0)) if found else 0)


def test_a_risk_s_need_stays_when_a_later_list_leaves_it_out_and_goes_when_none_is_left():
    history = opened()
    assess_risks(history, "2026-05-02", {"risk": "HOU_14", "risk_level": "high"})
    assess_risks(history, "2026-05-09", {"risk": "SOC_03", "risk_level": "high"})
    before = needs(history)
    assess_risks(history, "2026-05-16")

    assert {state for _, state, _, _ in before} == {"proposed"}
    assert {(state, closed) for _, state, _, closed in needs(history)} == {
        ("no_longer_needed", date(2026, 5, 16))
    }


def test_an_unknown_risk_calls_for_nothing():
    history = opened()
    assess_risks(history, "2026-05-02", {"risk": "other", "risk_other": "Inundație", "risk_level": "high"})

    assert needs(history) == []

"""What changed, how it came about, and who may see it."""

from dataclasses import replace
from datetime import date

import pytest

from tests.unit.packs.integrated_services.world import (
    RISKS,
    SIGNAL,
    History,
    assessed,
    finding,
    items,
)
from vatra.kit.vocabulary import AREAS, ROLES, Sensitivity
from vatra.packs.integrated_services import (
    impact,
    names,
    sights,
    timeline,
)

NURSE = {"by": "nina", "role": names.NURSE}


@pytest.fixture
def history() -> History:
    history = History()
    history.add("signal", "2026-05-01", SIGNAL, called="c17")
    return history


# ---- impact ----


@pytest.mark.clause("protocol-2017/4.4.g")
def test_the_state_at_entry_is_set_against_the_present_one(history):
    found = (
        finding("SOC_03", "2026-05-02", "2026-06-10"),
        finding("HOU_14", "2026-05-02"),
        finding("SOC_09", "2026-06-01"),
        finding("SOC_01", "2026-01-01", "2026-05-03"),
        finding("SOC_02", "2026-05-02", urgency=0),
    )
    history.findings = found
    history.add("initial_assessment", "2026-05-03", assessed(), dossier="c17")

    lines = {line.code: line for line in impact.impact(history.case(), found) if line.kind == "finding"}

    assert {code: (one.at_entry, one.now, one.solved) for code, one in lines.items()} == {
        "SOC_03": (True, False, True),
        "HOU_14": (True, True, False),
        "SOC_09": (False, True, False),
    }


def test_impact_can_be_read_on_a_day(history):
    found = (finding("SOC_03", "2026-05-01", "2026-06-10"), finding("SOC_09", "2026-06-20"))

    lines = impact.impact(history.case(), found, date(2026, 6, 1))

    assert [(one.code, one.now) for one in lines if one.kind == "finding"] == [("SOC_03", True)]


def test_impact_counts_needs_by_area_in_six_rows(history):
    history.add("risk_assessment", "2026-05-02", RISKS, dossier="c17")
    needs = {"health": [{"need": "NHE_01"}, {"need": "NHE_02"}]}
    history.add("initial_assessment", "2026-05-03", assessed(**needs), dossier="c17")
    history.add("outcome", "2026-06-01", {"need": "NHE_01", "outcome": "met"}, dossier="c17")
    history.add("closure", "2026-07-01", {"reason": "moved"}, dossier="c17")

    counts = impact.by_area(impact.impact(history.case()))

    assert list(counts) == list(AREAS)
    assert counts["health"] == impact.AreaCount(at_entry=2, now=1, solved=1)
    assert counts["housing"] == impact.AreaCount(0, 0, 0)


# ---- timeline and sights ----


@pytest.mark.clause("protocol-2017/4.2")
def test_the_story_of_a_case_stands_in_order_of_days(history):
    history.add(
        "contact",
        "2026-05-02",
        {"answer_state": "waiting", "institution_name": "SPCLEP"},
        dossier="c17",
        called="k",
    )
    history.add("contact_answer", "2026-05-09", {"answers_to": "@k", "answer": "Da"}, dossier="c17")
    history.add("closure", "2026-05-20", {"reason": "moved"}, dossier="c17")

    events = timeline.timeline(history.case())

    assert [(event.on.day, event.kind, event.state) for event in events] == [
        (1, "stage", "identified"),
        (1, "manager", "present"),
        (1, "signal", "received"),
        (2, "contact", "opened"),
        (9, "contact", "answered"),
        (20, "stage", "closed"),
    ]


def test_what_a_role_may_not_see_is_counted(history):
    history.add(
        "initial_assessment", "2026-05-03", assessed(social_assistance=[{"need": "NSO_08"}]), dossier="c17"
    )
    needs = items(history.case(), "need")

    worker = sights.special(needs, names.SOCIAL_WORKER)
    mediator = sights.special(needs, names.SCHOOL_MEDIATOR)

    assert (len(worker.items), worker.hidden) == (1, 0)
    assert (len(mediator.items), mediator.hidden) == (0, 1)
    assert sights.title(needs[0], names.SCHOOL_MEDIATOR) == sights.HIDDEN
    assert sights.special(needs, "nobody").hidden == 1


@pytest.mark.parametrize("role", ROLES)
def test_ordinary_items_are_seen_by_every_active_role(history, role):
    (manager,) = items(history.case(), "manager")

    assert sights.may_see(manager, role) == (ROLES[role].active and Sensitivity.ordinary in ROLES[role].reads)
    assert not sights.may_see(replace(manager, sensitivity=99), role)

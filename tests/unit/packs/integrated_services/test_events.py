from datetime import date

import pytest

from tests.unit.packs.integrated_services.world import SIGNAL, History, assessed, items, packs, uid
from vatra.kit.vocabulary import Sensitivity, readable
from vatra.packs.integrated_services import names

NURSE = {"by": "nina", "role": names.NURSE}


@pytest.fixture
def history() -> History:
    history = History()
    history.add("signal", "2026-05-01", SIGNAL, called="c17")
    return history


def only(history: History, kind: str):
    (item,) = items(history.case(), kind)
    return item


@pytest.mark.clause("protocol-2017/3.5.m.1")
def test_a_signal_of_dropout_names_its_source_in_the_case():
    history = History()
    kinds = {"kinds": ["school_dropout"], "about_person": "@radu"}
    history.add("signal", "2026-05-01", SIGNAL | kinds, called="c17", by="mihai", role=names.HEALTH_MEDIATOR)

    signal = only(history, "signal")

    assert (signal.role, signal.user_id, signal.person_id) == (
        names.HEALTH_MEDIATOR,
        uid("mihai"),
        uid("radu"),
    )
    assert signal.title == "Semnalare: Copil care nu merge la școală"


@pytest.mark.clause("protocol-2017/3.3.d")
def test_a_delivery_from_a_bank_is_a_resource_of_the_case(history):
    answers = {
        "goods": ["food", "clothing"],
        "resource_kind": "food_bank",
        "need": "NSO_02",
        "valid_to": "2026-05-31",
    }
    history.add("resource_given", "2026-05-06", answers, dossier="c17")

    resource = only(history, "resource")

    assert (resource.title, resource.code, resource.area) == (
        "Alimente, Îmbrăcăminte",
        "food_bank",
        "social_assistance",
    )
    assert (resource.opened_on, resource.closed_on) == (date(2026, 5, 6), date(2026, 5, 31))


@pytest.mark.clause("protocol-2017/3.3.l")
def test_means_matched_to_a_need_stand_under_its_area_with_their_terms(history):
    history.add(
        "initial_assessment", "2026-05-03", assessed(identity_documents=[{"need": "NID_02"}]), dossier="c17"
    )
    supports = [
        {
            "support_name": "Taxa plătită de primărie",
            "support_kind": "town_hall",
            "support_term_on": "2026-05-10",
        },
        {"support_name": "Programare", "support_kind": "public_service", "support_term_on": "2026-05-15"},
    ]
    history.add("resources_matching", "2026-05-05", {"need": "NID_02", "supports": supports}, dossier="c17")

    found = [(i.title, i.area, i.due_on, i.links) for i in items(history.case(), "resource")]

    need = only(history, "need").key
    assert found == [
        ("Taxa plătită de primărie", "identity_documents", date(2026, 5, 10), (need,)),
        ("Programare", "identity_documents", date(2026, 5, 15), (need,)),
    ]


@pytest.mark.clause("protocol-2017/4.4.e.1")
def test_a_team_meeting_shows_its_strategy_and_who_was_there(history):
    members = [{"member_role": names.SOCIAL_WORKER, "member_name": name} for name in ("A", "B", "C")]
    history.add(
        "team_meeting", "2026-06-14", {"strategy": "Întâi actele.", "members": members}, dossier="c17"
    )

    meeting = only(history, "meeting")

    assert meeting.extra["strategy"] == "Întâi actele."
    assert [member["member_name"] for member in meeting.extra["members"]] == ["A", "B", "C"]


@pytest.mark.clause("protocol-2017/3.7.a")
def test_a_meeting_of_school_and_family_shows_both_parties(history):
    answers = {"parties": ["school", "family"], "about_person": "@radu", "topic": "Absențe"}
    history.add("school_meeting", "2026-06-11", answers, dossier="c17", role=names.SCHOOL_MEDIATOR)

    meeting = only(history, "meeting")

    assert meeting.extra["parties"] == ["school", "family"]
    assert meeting.person_id == uid("radu")


@pytest.mark.clause("protocol-2017/3.4.q")
def test_a_joint_action_shows_once_with_all_who_took_part(history):
    answers = {"partners": ["social_service"], "members": [{"member_role": names.SOCIAL_WORKER}]}
    history.add("joint_action", "2026-05-19", answers, dossier="c17", **NURSE)

    action = only(history, "joint_action")

    assert action.extra["partners"] == ["social_service"]
    assert action.extra["members"] == [{"member_role": names.SOCIAL_WORKER}]
    assert action.user_id == uid("nina")


@pytest.mark.clause("protocol-2017/3.6.f.2")
def test_a_career_plan_shows_how_many_steps_are_done(history):
    steps = [{"step_no": 1, "step_done_on": "2026-06-01"}, {"step_no": 2}, {"step_no": 3}]
    history.add(
        "career_plan", "2026-06-02", {"steps": steps}, dossier="c17", person="dan", role=names.COUNSELLOR
    )

    plan = only(history, "career_plan")

    assert (plan.extra["done"], plan.extra["steps"], plan.state) == (1, 3, "in_progress")


def test_a_medical_service_shows_its_kind_to_all_and_its_detail_to_none(history):
    answers = {"service_group": "treatment", "clinical_code": "STI_01", "area": "health"}
    history.add("service_given", "2026-05-04", answers, dossier="c17", person="maria", **NURSE)

    service = only(history, "service")

    assert (service.title, service.code, service.area) == ("Tratament și îngrijiri", None, "health")
    assert service.sensitivity == Sensitivity.social


def test_a_need_of_protection_is_not_shown_to_the_school(history):
    history.add(
        "initial_assessment", "2026-05-03", assessed(social_assistance=[{"need": "NSO_08"}]), dossier="c17"
    )
    history.add("outcome", "2026-05-04", {"need": "NSO_08", "outcome": "improved"}, dossier="c17")
    history.add("contact", "2026-05-05", {"need": "NSO_08", "institution_name": "DGASPC"}, dossier="c17")

    marks = {i.kind: i.sensitivity for i in history.case().items if i.kind in ("need", "outcome", "contact")}

    assert set(marks.values()) == {Sensitivity.violence}
    assert Sensitivity.violence not in readable(names.SCHOOL_MEDIATOR)


@pytest.mark.clause("protocol-2017/3.3.a.1")
def test_the_risks_of_the_newest_assessment_stand(history):
    first = [{"risk": "HOU_14", "risk_level": "high"}, {"risk": "other", "risk_other": "Inundație"}]
    history.add("risk_assessment", "2026-05-02", {"risks": first}, dossier="c17")
    history.add(
        "risk_assessment", "2026-06-02", {"risks": [{"risk": "SOC_03", "risk_level": "low"}]}, dossier="c17"
    )

    found = [(i.title, i.state, i.extra.get("level"), i.closed_on) for i in items(history.case(), "risk")]

    assert found == [
        (packs().catalogue.vulnerabilities["HOU_14"].title, "superseded", "high", date(2026, 6, 2)),
        ("Inundație", "superseded", None, date(2026, 6, 2)),
        (packs().catalogue.vulnerabilities["SOC_03"].title, "open", "low", None),
    ]


def test_risks_to_safety_are_kept_as_violence(history):
    rows = [{"protection_risk": "VFV_01", "protection_person": "@ana", "protection_level": "high"}]
    history.add("risk_assessment", "2026-05-02", {"protection_risks": rows}, dossier="c17")

    risk = only(history, "risk")

    assert (risk.sensitivity, risk.person_id, risk.extra["level"]) == (
        Sensitivity.violence,
        uid("ana"),
        "high",
    )


def test_an_id_that_is_none_counts_as_not_given(history):
    history.add(
        "outcome", "2026-05-04", {"need": "NHE_01", "about_person": "nobody", "outcome": "met"}, dossier="c17"
    )

    assert only(history, "outcome").person_id is None


def test_conflicting_records_mark_their_case(history):
    entry = history.add("outcome", "2026-05-04", {}, dossier="c17")
    before = history.case().flags
    history.conflicts = ((entry.id, uid("rival")),)

    assert "conflict" not in before
    assert "conflict" in history.case().flags

"""Ids of the forms that the case rules read, and the groups they make."""

from typing import Final

CODE: Final = "integrated_services"


def _id(name: str) -> str:
    return f"{CODE}/{name}"


SIGNAL: Final = _id("signal")
RISK_ASSESSMENT: Final = _id("risk_assessment")
INITIAL_ASSESSMENT: Final = _id("initial_assessment")
SPECIFIC_REQUEST: Final = _id("specific_assessment_request")
SPECIFIC_ASSESSMENT: Final = _id("specific_assessment")
OUTSIDE_ASSESSMENT: Final = _id("outside_assessment")
COMPLEX_REQUEST: Final = _id("complex_assessment_request")
COMPLEX_RESULT: Final = _id("complex_assessment_result")
TEAM_MEETING: Final = _id("team_meeting")
INITIAL_PLAN: Final = _id("initial_plan")
INDIVIDUAL_PLAN: Final = _id("individual_plan")
PLAN_REVISION: Final = _id("plan_revision")
INTERVENTION_DONE: Final = _id("intervention_done")
SERVICE_GIVEN: Final = _id("service_given")
RESOURCE_GIVEN: Final = _id("resource_given")
HOME_VISIT: Final = _id("home_visit")
MONITORING_NOTE: Final = _id("monitoring_note")
REFERRAL: Final = _id("referral")
REFERRAL_RESULT: Final = _id("referral_result")
CONTACT: Final = _id("contact")
CONTACT_ANSWER: Final = _id("contact_answer")
JOINT_ACTION: Final = _id("joint_action")
OUTCOME: Final = _id("outcome")
IMPACT_EVALUATION: Final = _id("impact_evaluation")
CLOSURE: Final = _id("closure")
SUSTAINABILITY_REVIEW: Final = _id("sustainability_review")
REOPENING: Final = _id("reopening")
MANAGER_CHANGE: Final = _id("manager_change")
SUPPORT_REQUEST: Final = _id("support_request")
SUPPORT_ANSWER: Final = _id("support_answer")
NOTIFICATION: Final = _id("notification")
EMPLOYMENT_PREPARATION: Final = _id("employment_preparation")
EMPLOYMENT_PARTICIPATION: Final = _id("employment_participation")
RESOURCES_MATCHING: Final = _id("resources_matching")
SOCIAL_OTHER: Final = _id("social_other")
CAREER_DECISION: Final = _id("career_decision")
RESULTS_PRESENTATION: Final = _id("results_presentation")
CAREER_PLAN: Final = _id("career_plan")
CAREER_SESSION: Final = _id("career_session")
PARENT_ASSISTANCE: Final = _id("parent_assistance")
COUNSELLOR_OTHER: Final = _id("counsellor_other")
SCHOOL_MEETING: Final = _id("school_meeting")
ENROLMENT_STEP: Final = _id("enrolment_step")
SCHOOL_PROPOSAL: Final = _id("school_proposal")
SCHOOL_PROPOSAL_ANSWER: Final = _id("school_proposal_answer")
PROGRAMME_ENTRY: Final = _id("programme_entry")
SCHOOL_MEDIATOR_OTHER: Final = _id("school_mediator_other")

PLANS: Final = (INITIAL_PLAN, INDIVIDUAL_PLAN, PLAN_REVISION)
PLAN_TITLES: Final = {
    INITIAL_PLAN: "Plan inițial de intervenție",
    INDIVIDUAL_PLAN: "Plan individualizat de servicii comunitare integrate",
    PLAN_REVISION: "Plan revizuit",
}
# Assessments whose rows name needs found; the initial assessment keeps them by area.
NEED_ROWS: Final = (SPECIFIC_ASSESSMENT, OUTSIDE_ASSESSMENT, COMPLEX_RESULT)
# Recorded in the course of the work, but no service by themselves: they start no intervention.
NOT_A_SERVICE: Final = (CONTACT, CONTACT_ANSWER)
# Records that say "other": their own words are all they hold (art. 3 (3) m, (6) i, (7) e).
OTHERS: Final = (SOCIAL_OTHER, COUNSELLOR_OTHER, SCHOOL_MEDIATOR_OTHER)

# The day each record in a case happened, by the form's item that holds it.
DAY_OF: Final = {
    RISK_ASSESSMENT: "assessed_on",
    INITIAL_ASSESSMENT: "assessed_on",
    SPECIFIC_REQUEST: "requested_on",
    SPECIFIC_ASSESSMENT: "assessed_on",
    OUTSIDE_ASSESSMENT: "received_on",
    COMPLEX_REQUEST: "requested_on",
    COMPLEX_RESULT: "result_on",
    TEAM_MEETING: "met_on",
    INITIAL_PLAN: "plan_on",
    INDIVIDUAL_PLAN: "plan_on",
    PLAN_REVISION: "plan_on",
    INTERVENTION_DONE: "done_on",
    SERVICE_GIVEN: "given_on",
    RESOURCE_GIVEN: "given_on",
    HOME_VISIT: "visited_on",
    MONITORING_NOTE: "noted_on",
    REFERRAL: "referred_on",
    REFERRAL_RESULT: "result_on",
    CONTACT: "contacted_on",
    CONTACT_ANSWER: "answered_on",
    JOINT_ACTION: "done_on",
    OUTCOME: "observed_on",
    IMPACT_EVALUATION: "evaluated_on",
    CLOSURE: "closed_on",
    SUSTAINABILITY_REVIEW: "reviewed_on",
    REOPENING: "reopened_on",
    MANAGER_CHANGE: "from_on",
    SUPPORT_REQUEST: "asked_on",
    SUPPORT_ANSWER: "answered_on",
    NOTIFICATION: "notified_on",
    EMPLOYMENT_PREPARATION: "prepared_on",
    EMPLOYMENT_PARTICIPATION: "reported_on",
    RESOURCES_MATCHING: "matched_on",
    SOCIAL_OTHER: "done_on",
    CAREER_DECISION: "decided_on",
    RESULTS_PRESENTATION: "presented_on",
    CAREER_SESSION: "held_on",
    PARENT_ASSISTANCE: "met_on",
    COUNSELLOR_OTHER: "done_on",
    SCHOOL_MEETING: "met_on",
    ENROLMENT_STEP: "noted_on",
    SCHOOL_PROPOSAL: "sent_on",
    SCHOOL_PROPOSAL_ANSWER: "answered_on",
    PROGRAMME_ENTRY: "entered_on",
    SCHOOL_MEDIATOR_OTHER: "done_on",
}
# Records that belong to a case; some of them may open it.
IN_A_CASE: Final = frozenset(DAY_OF)
MAY_OPEN: Final = (RISK_ASSESSMENT, INITIAL_ASSESSMENT)
# What a closed case still takes: answers that were on their way, a closing set right, what follows it.
AFTER_CLOSING: Final = (
    CLOSURE,
    REFERRAL_RESULT,
    CONTACT_ANSWER,
    SUPPORT_ANSWER,
    SCHOOL_PROPOSAL_ANSWER,
    EMPLOYMENT_PARTICIPATION,
    SUSTAINABILITY_REVIEW,
    REOPENING,
)
# Records of work that takes more than one of them: they begin an intervention, and end none.
IN_SERIES: Final = (CAREER_DECISION, CAREER_SESSION, CAREER_PLAN, RESOURCES_MATCHING)

SOCIAL_WORKER: Final = "social_worker"
NURSE: Final = "community_nurse"
HEALTH_MEDIATOR: Final = "roma_health_mediator"
COUNSELLOR: Final = "school_counsellor"
SCHOOL_MEDIATOR: Final = "school_mediator"

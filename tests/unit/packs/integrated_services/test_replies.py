from datetime import date

import pytest

from tests.unit.packs.integrated_services.world import SIGNAL, History, items
from vatra.packs.integrated_services import names

NURSE = {"by": "nina", "role": names.NURSE}


@pytest.fixture
def history() -> History:
    history = History()
    history.add("signal", "2026-05-01", SIGNAL, called="c17")
    return history


def ask(history: History, on: str, called: str, **more) -> None:
    answers = {"addressee": "team", "addressee_role": names.NURSE, "areas": ["health"], **more}
    history.add("specific_assessment_request", on, answers, dossier="c17", called=called)


def answered(history: History) -> list[date | None]:
    return [request.closed_on for request in items(history.case(), "request")]


def test_a_reply_that_names_no_question_answers_the_oldest_open_one(history):
    ask(history, "2026-05-02", "first")
    ask(history, "2026-05-03", "second")
    history.add("specific_assessment", "2026-05-05", {"area": "health"}, dossier="c17", **NURSE)

    assert answered(history) == [date(2026, 5, 5), None]


def test_a_reply_answers_the_question_it_names(history):
    ask(history, "2026-05-02", "first")
    ask(history, "2026-05-03", "second")
    history.add(
        "specific_assessment",
        "2026-05-05",
        {"area": "health", "answers_to": "@second"},
        dossier="c17",
        **NURSE,
    )

    assert answered(history) == [None, date(2026, 5, 5)]


def test_a_second_reply_to_one_question_does_not_answer_another(history):
    ask(history, "2026-05-02", "first")
    ask(history, "2026-05-03", "second")
    for on in ("2026-05-05", "2026-05-06"):
        history.add(
            "specific_assessment", on, {"area": "health", "answers_to": "@first"}, dossier="c17", **NURSE
        )

    assert answered(history) == [date(2026, 5, 5), None]


def test_a_reply_by_another_question_s_name_is_kept_by_its_first_id(history):
    ask(history, "2026-05-02", "first")
    answers = {"addressee": "team", "addressee_role": names.NURSE, "areas": ["health"]}
    history.add(
        "specific_assessment_request", "2026-05-03", answers, dossier="c17", called="mended", prev="first"
    )
    history.add(
        "specific_assessment",
        "2026-05-05",
        {"area": "health", "answers_to": "@first"},
        dossier="c17",
        **NURSE,
    )

    assert answered(history) == [date(2026, 5, 5)]


@pytest.mark.parametrize(
    ("asked", "given", "role"),
    [
        ({}, {"area": "health"}, names.HEALTH_MEDIATOR),
        ({}, {"area": "education"}, names.NURSE),
        ({"about_person": "@maria"}, {"area": "health", "about_person": "@radu"}, names.NURSE),
        ({"addressee": "outside"}, {"area": "health"}, names.NURSE),
    ],
    ids=["another role", "another area", "another person", "somebody outside"],
)
def test_a_reply_that_does_not_fit_answers_nothing(history, asked, given, role):
    ask(history, "2026-05-02", "first", **asked)
    history.add("specific_assessment", "2026-05-05", given, dossier="c17", role=role, by="nina")

    assert answered(history) == [None]


def test_a_reply_dated_before_the_question_answers_it_only_by_name(history):
    ask(history, "2026-05-05", "first")
    history.add("specific_assessment", "2026-05-04", {"area": "health"}, dossier="c17", **NURSE)

    before = answered(history)
    history.add(
        "specific_assessment",
        "2026-05-04",
        {"area": "health", "answers_to": "@first"},
        dossier="c17",
        **NURSE,
    )

    assert before == [None]
    assert answered(history) == [date(2026, 5, 4)]


def test_a_result_of_a_referral_is_about_the_same_person(history):
    history.add("referral", "2026-05-02", {}, dossier="c17", person="maria")
    history.add("referral_result", "2026-05-09", {"attended": "attended"}, dossier="c17", person="radu")

    assert [i.state for i in items(history.case(), "referral")] == ["sent"]


def test_what_was_never_answered_is_dropped_when_the_case_closes(history):
    ask(history, "2026-05-02", "first")
    history.add("closure", "2026-06-01", {"reason": "moved"}, dossier="c17")

    assert [(i.state, i.closed_on) for i in items(history.case(), "request")] == [
        ("dropped", date(2026, 6, 1))
    ]


def test_an_answer_that_was_on_its_way_still_counts_after_closing(history):
    history.add("referral", "2026-05-02", {}, dossier="c17", called="r")
    history.add("closure", "2026-06-01", {"reason": "moved"}, dossier="c17")
    history.add("referral_result", "2026-06-05", {"answers_to": "@r", "attended": "attended"}, dossier="c17")

    assert [i.state for i in items(history.case(), "referral")] == ["attended"]

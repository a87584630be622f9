from datetime import date

import pytest

from tests.unit.packs.integrated_services.world import RISKS, SIGNAL, History, assessed, finding, uid
from vatra.packs.integrated_services import episodes, names

CLOSED = {"reason": "refused", "reason_note": "Nu vor.", "access_obtained": "no"}


def ids(history: History) -> list[str]:
    return [case.id for case in history.cases()]


def forms(history: History, place: int = 0) -> list[str]:
    entries = episodes.split(history.view())[place].entries
    return [entry.form.removeprefix(f"{names.CODE}/") for entry in entries]


def test_a_signal_opens_a_case_named_by_it():
    history = History()
    history.add("signal", "2026-05-01", SIGNAL, called="c17")

    assert ids(history) == [uid("c17")]


def test_a_second_signal_joins_the_open_case():
    history = History()
    history.add("signal", "2026-05-01", SIGNAL, called="c17")
    history.add("signal", "2026-05-09", SIGNAL, called="c18")

    assert ids(history) == [uid("c17")]
    assert forms(history) == ["signal", "signal"]


def test_the_social_worker_opens_a_case_by_assessing_risks():
    history = History()
    history.add("risk_assessment", "2026-05-01", RISKS, called="c17")
    history.add("initial_assessment", "2026-05-02", assessed(), dossier="c17")

    assert ids(history) == [uid("c17")]
    assert history.case().manager_id == uid("sanda")


@pytest.mark.parametrize(
    ("found", "cases"),
    [
        (finding("SOC_03", "2026-05-01", urgency=2), 1),
        (finding("SOC_03", "2026-05-01", urgency=0), 0),
        (finding("SOC_03", "2026-05-02", urgency=2), 0),
        (finding("SOC_03", "2026-04-01", "2026-05-01", urgency=2), 0),
    ],
    ids=["a problem", "a neutral fact", "found later", "gone that day"],
)
def test_an_assessment_opens_a_case_when_it_finds_a_problem(found, cases):
    history = History(findings=(found,))
    history.add("household_assessment", "2026-05-01", role=names.NURSE, by="nina")

    assert len(history.cases()) == cases


def test_an_assessment_that_finds_only_good_opens_no_case():
    history = History()
    history.add("household_assessment", "2026-05-01", role=names.NURSE, by="nina")

    assert history.cases() == ()


def test_a_visit_opens_no_case():
    history = History(findings=(finding("SOC_03", "2026-05-01", urgency=2),))
    history.add("home_visit", "2026-05-01", role=names.NURSE, by="nina")

    assert history.cases() == ()


def test_records_of_the_day_before_closing_belong_to_the_case_and_later_ones_to_none():
    history = History()
    history.add("signal", "2026-05-01", SIGNAL, called="c17")
    history.add("home_visit", "2026-05-03")
    history.add("closure", "2026-05-10", CLOSED, dossier="c17")
    history.add("home_visit", "2026-05-12")

    assert forms(history) == ["signal", "home_visit", "closure"]


def test_a_late_record_that_names_a_closed_case_stays_in_it():
    history = History()
    history.add("signal", "2026-05-01", SIGNAL, called="c17")
    history.add("closure", "2026-05-10", CLOSED, dossier="c17")
    history.add("sustainability_review", "2026-11-10", {"still_good": "yes"}, dossier="c17")

    assert forms(history) == ["signal", "closure", "sustainability_review"]
    assert history.case().state == "closed"


def test_a_signal_after_closing_opens_a_new_case_that_follows_the_former():
    history = History()
    history.add("signal", "2026-05-01", SIGNAL, called="c17")
    history.add("closure", "2026-05-10", CLOSED, dossier="c17")
    history.add("signal", "2026-06-01", SIGNAL, called="c18", dossier="c17")

    assert ids(history) == [uid("c17"), uid("c18")]
    assert f"follows:{uid('c17')}" in history.cases()[1].flags


def test_a_case_keeps_its_id_when_an_earlier_record_arrives_late():
    history = History(findings=(finding("SOC_03", "2026-04-28", urgency=2),))
    history.add("signal", "2026-05-01", SIGNAL, called="c17")
    history.add("household_assessment", "2026-04-28", role=names.NURSE, by="nina", called="late")

    assert ids(history) == [uid("c17")]
    assert history.case().opened_on == date(2026, 4, 28)


def test_a_case_keeps_its_id_when_the_record_that_opened_it_is_corrected():
    history = History()
    history.add("signal", "2026-05-01", SIGNAL, called="c17")
    history.add("signal", "2026-05-02", SIGNAL, called="better", prev="c17")
    history.add("signal", "2026-05-03", SIGNAL, called="best", prev="better")
    history.add("risk_assessment", "2026-05-04", RISKS, dossier="c17")

    assert ids(history) == [uid("c17")]
    assert history.case().opened_on == date(2026, 5, 3)


def test_a_case_lives_on_when_the_signal_is_withdrawn_after_work_began():
    history = History()
    signal = history.add("signal", "2026-05-01", SIGNAL, called="c17")
    history.add("risk_assessment", "2026-05-04", RISKS, dossier="c17")

    left = history.without(signal)

    assert ids(left) == [uid("c17")]
    assert left.case().opened_on == date(2026, 5, 4)


def test_a_record_dated_before_the_signal_it_names_joins_its_case():
    history = History()
    history.add("signal", "2026-05-03", SIGNAL, called="c17")
    history.add("risk_assessment", "2026-05-01", RISKS, dossier="c17")

    assert ids(history) == [uid("c17")]
    assert forms(history) == ["risk_assessment", "signal"]


def test_records_of_other_packs_are_not_read():
    history = History()
    history.add("registry/household", "2026-05-01", dossier="c1")

    assert history.cases() == ()


def test_a_reopening_before_any_closing_changes_nothing():
    history = History()
    history.add("signal", "2026-05-01", SIGNAL, called="c17")
    history.add("reopening", "2026-05-03", {"reason": "request"}, dossier="c17", called="again")

    assert ids(history) == [uid("c17")]
    assert "reopened" not in history.case().flags


def test_a_closing_dated_before_the_opening_is_shown_and_closes_nothing():
    history = History()
    history.add("signal", "2026-05-03", SIGNAL, called="c17")
    history.add("closure", "2026-05-01", CLOSED, dossier="c17")

    assert history.case().state == "identified"
    assert "closure_before_opening" in history.case().flags

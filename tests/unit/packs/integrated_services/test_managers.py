from datetime import date

import pytest

from tests.unit.packs.integrated_services.world import RISKS, SIGNAL, History, items, uid
from vatra.packs.integrated_services import names


def handed(history: History, on: str, to: str) -> None:
    history.add("manager_change", on, {"manager_user": f"@{to}", "reason": "leave"}, dossier="c17")


def periods(history: History) -> list[tuple[str | None, date, date | None]]:
    return [(i.user_id, i.opened_on, i.closed_on) for i in items(history.case(), "manager")]


@pytest.mark.clause("protocol-2017/3.3.i")
def test_a_case_opened_by_a_social_worker_has_exactly_that_manager():
    history = History()
    history.add("signal", "2026-05-01", SIGNAL, called="c17")

    assert history.case().manager_id == uid("sanda")
    assert periods(history) == [(uid("sanda"), date(2026, 5, 1), None)]


@pytest.mark.clause("protocol-2017/3.3.i")
def test_naming_a_second_manager_ends_the_first_ones_period_the_same_day():
    history = History()
    history.add("signal", "2026-05-01", SIGNAL, called="c17")
    handed(history, "2026-06-01", "sorin")

    assert history.case().manager_id == uid("sorin")
    assert periods(history) == [
        (uid("sanda"), date(2026, 5, 1), date(2026, 6, 1)),
        (uid("sorin"), date(2026, 6, 1), None),
    ]


def test_a_case_signalled_by_another_profession_waits_for_a_manager():
    history = History()
    history.add("signal", "2026-05-01", SIGNAL, called="c17", by="nina", role=names.NURSE)

    before = history.case()
    history.add("risk_assessment", "2026-05-02", RISKS, dossier="c17")

    assert (before.manager_id, before.flags) == (None, ("no_manager",))
    assert history.case().manager_id == uid("sanda")


def test_a_colleague_who_helps_does_not_become_manager():
    history = History()
    history.add("signal", "2026-05-01", SIGNAL, called="c17")
    history.add("monitoring_note", "2026-05-02", {"trend": "same"}, dossier="c17", by="sorin")

    assert history.case().manager_id == uid("sanda")


def test_closing_ends_the_period_and_a_later_change_counts_for_nothing():
    history = History()
    history.add("signal", "2026-05-01", SIGNAL, called="c17")
    history.add("closure", "2026-06-01", {"reason": "moved"}, dossier="c17")
    handed(history, "2026-07-01", "sorin")

    assert periods(history) == [(uid("sanda"), date(2026, 5, 1), date(2026, 6, 1))]


def test_the_tasks_of_a_case_go_to_its_manager():
    history = History()
    history.add("signal", "2026-05-01", SIGNAL, called="c17")
    handed(history, "2026-05-03", "sorin")

    assert {task.user_id for task in history.case().tasks} == {uid("sorin")}

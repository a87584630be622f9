from datetime import date

import pytest

from tests.unit.packs.integrated_services.world import SIGNAL, History, line, plan, uid
from vatra.kit.dossiers import DossierView
from vatra.packs.integrated_services import names
from vatra.packs.integrated_services.overlaps import overlaps

MAY = (date(2026, 5, 1), date(2026, 5, 31))


def case(*records: tuple[str, str, dict], **more) -> DossierView:
    history = History()
    history.add("signal", "2026-04-01", SIGNAL, called="c17")
    for form, on, answers in records:
        history.add(form, on, answers, dossier="c17", **more)
    return history.case()


def food(**more) -> DossierView:
    row = {
        "service_code": "SWS_05",
        "start_on": "2026-05-01",
        "term_on": "2026-05-31",
        "repeat_every_days": 7,
    }
    return case(("initial_plan", "2026-04-20", plan(line(1, **row | more))))


def found(
    view: DossierView, start: str, end: str | None, person: str | None = "ana", code: str = "SWS_05"
) -> int:
    days = (date.fromisoformat(start), date.fromisoformat(end) if end else None)
    return len(overlaps(view, code, uid(person) if person else None, *days))


@pytest.mark.parametrize(
    ("start", "end", "count"),
    [
        ("2026-05-10", "2026-05-20", 1),
        ("2026-05-31", "2026-06-30", 1),
        ("2026-04-01", "2026-05-01", 1),
        ("2026-04-01", None, 1),
        ("2026-06-01", "2026-06-30", 0),
        ("2026-04-01", "2026-04-30", 0),
    ],
)
@pytest.mark.clause("protocol-2017/1.2.2")
def test_periods_that_share_a_day_overlap(start, end, count):
    assert found(food(), start, end) == count


@pytest.mark.parametrize(
    ("receiver", "asked", "count"),
    [("@ana", "ana", 1), ("@ana", "radu", 0), (None, "radu", 1), ("@ana", None, 1)],
    ids=["the same", "another", "the household has it", "for the household"],
)
def test_help_to_the_household_is_help_to_each_of_it(receiver, asked, count):
    assert found(food(intervention_person=receiver), "2026-05-10", "2026-05-20", asked) == count


def test_another_service_does_not_overlap():
    assert found(food(), "2026-05-10", "2026-05-20", code="SWS_01") == 0


def test_a_repeated_help_without_a_term_goes_on():
    assert found(food(term_on=None), "2030-01-01", "2030-01-02") == 1


def test_a_help_given_once_overlaps_on_its_day_only():
    view = food(term_on=None, repeat_every_days=None)

    assert found(view, "2026-05-01", "2026-05-01") == 1
    assert found(view, "2026-05-02", "2026-05-31") == 0


def test_help_that_was_cancelled_no_longer_overlaps():
    plan_of_one = plan(line(1, service_code="SWS_05"))
    view = case(
        ("initial_plan", "2026-04-20", plan_of_one),
        ("intervention_done", "2026-04-21", {"intervention_no": 1, "done_state": "cancelled"}),
    )

    assert found(view, *("2026-05-10", "2026-05-20")) == 0


def test_a_package_from_a_bank_is_the_same_help_as_the_planned_one():
    view = case(
        (
            "resource_given",
            "2026-05-01",
            {"goods": ["food"], "resource_kind": "food_bank", "valid_to": "2026-05-31"},
        )
    )

    assert len(overlaps(view, "SWS_05", None, *MAY)) == 1
    assert len(overlaps(view, "food_bank", None, date(2026, 6, 1), None)) == 0


def test_a_service_overlaps_on_the_day_it_was_given():
    view = case(("service_given", "2026-05-04", {"service_code": "SIO_01"}), role=names.NURSE)

    assert found(view, "2026-05-04", "2026-05-04", "ana", "SIO_01") == 1
    assert found(view, "2026-05-05", "2026-05-09", "ana", "SIO_01") == 0

"""A new percentage or an amended act is a new dated value: past months recompute as they were."""

from datetime import date
from decimal import Decimal

import pytest

from vatra.packs.pay import catalogue, worked
from vatra.packs.pay.catalogue import Law
from vatra.packs.pay.worked import Case

LAW = catalogue.law()


def lei(law: Law, month: str, **more: object) -> Decimal:
    raw = {
        "month": month,
        "unit": {"targets": ["psychic_mental"]},
        "decisions": {"I.A.1": 70},
        **more,
    }
    return worked.computed(Case("", "", (), raw), law).total


def test_an_amended_limit_counts_from_its_day_and_leaves_the_past() -> None:
    later = catalogue.amended(LAW, "I.A.1", date(2019, 1, 1), Decimal(68))

    assert lei(later, "2018-12") == lei(LAW, "2018-12") == Decimal("2800.00")
    assert lei(later, "2019-01") == Decimal("0.00")  # 70 % is outside now: a new decision is needed
    assert later.range_at("I.A.1", date(2019, 1, 1)) == (Decimal(65), Decimal(68))
    assert LAW.range_at("I.A.1", date(2019, 1, 1)) == (Decimal(65), Decimal(75))


def test_an_amendment_inside_a_month_cuts_the_month() -> None:
    later = catalogue.amended(LAW, "II.A.2", date(2018, 3, 16), Decimal(31))
    unit = {"accommodation": True, "targets": ["elderly"]}

    assert lei(later, "2018-03", unit=unit) == Decimal("290.32") + Decimal("640.00")
    assert lei(later, "2018-02", unit=unit) == Decimal("0.00")


@pytest.mark.clause("pay-2018/effective")
def test_a_month_before_the_regulation_stays_empty_whatever_comes_later() -> None:
    later = catalogue.amended(LAW, "I.A.1", date(2019, 1, 1), Decimal(80))

    assert lei(later, "2018-02") == Decimal("0.00")


def test_a_new_decision_is_a_new_dated_fact() -> None:
    both = {"decisions": {"I.A.1": {"percent": 75, "from": "2018-04-01"}}}

    assert lei(LAW, "2018-04", **both) == Decimal("3000.00")
    assert lei(LAW, "2018-03", **both) == Decimal("0.00")

"""What holds for any day, any number of places, any payments."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vatra.packs.training import payments, places, refunds
from vatra.packs.training.payments import Payment
from vatra.packs.training.places import Seat

START = date(2024, 3, 18)
MONEY = st.decimals(min_value=1, max_value=9000, places=2)


@given(
    st.integers(-60, 60),
    MONEY,
    st.sampled_from(["part", "none"]),
    st.sampled_from(["first", "after", "free"]),
)
def test_a_refund_is_never_more_than_the_fee_and_never_grows(
    after: int, fee: Decimal, gap: str, count: str
) -> None:
    rule = refunds.rules(START, {"refund_gap": gap, "refund_day_count": count})
    day = START + timedelta(days=after)
    today = refunds.outcome(START, day, fee, rule).amount
    assert today is not None
    assert 0 <= today <= fee
    if after < -2 or after >= 0 or gap == "part":
        later = refunds.outcome(START, day + timedelta(days=1), fee, rule).amount
        assert later is not None
        assert later <= today or (after == -3 and gap == "part")


@given(st.integers(1, 500), st.decimals(min_value=0, max_value=20, places=2))
def test_direct_places_never_pass_the_share(total: int, share: Decimal) -> None:
    direct = places.direct_places(total, share)
    assert direct * 100 <= total * share
    assert (direct + 1) * 100 > total * share


@given(st.lists(st.tuples(st.integers(0, 30), MONEY), max_size=6), MONEY)
def test_the_order_in_which_payments_were_entered_does_not_matter(
    told: list[tuple[int, Decimal]], fee: Decimal
) -> None:
    due = START + timedelta(days=15)
    money = [Payment(START + timedelta(days=day), amount) for day, amount in told]
    found = payments.paid(money, fee, due)
    assert found == payments.paid(list(reversed(money)), fee, due)
    assert found.total == sum((one.amount for one in money), Decimal(0))
    assert (found.full_on is not None) == (found.in_time >= fee)
    assert found.full_on is None or found.full_on <= due


@given(st.integers(1, 12), st.integers(0, 4), st.lists(st.sampled_from(["self", "employer"]), max_size=30))
def test_filling_from_the_waiting_list_never_passes_places_or_quota(
    total: int, direct: int, queue: list[str]
) -> None:
    waiting = [Seat(str(n), route, START, n) for n, route in enumerate(queue)]
    taken: list[str] = []
    while found := places.next_in(waiting, total, direct, taken):
        taken.append(found.route)
        waiting.remove(found)
    assert len(taken) <= total
    assert taken.count("self") <= direct
    assert len(taken) == total or all(one.route == "self" for one in waiting)


@pytest.mark.clause("inmss-2023/refund.gap")
def test_waiting_is_never_better_than_the_proposal() -> None:
    rule = refunds.rules(START)
    first = refunds.outcome(START, START, Decimal(2500), rule).amount
    for before in (1, 2):
        found = refunds.outcome(START, START - timedelta(days=before), Decimal(2500), rule)
        assert found.amount is None
        assert found.proposal == first

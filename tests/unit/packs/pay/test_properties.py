"""What holds for every employee, whoever he is and in whatever order his facts were written."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import combinations
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from vatra.packs.pay import care, catalogue, computing, cumulation, office, percents, words
from vatra.packs.pay.cumulation import Candidate
from vatra.packs.pay.facts import Care, Choice, Decision, Employee, Employer, Period, Post
from vatra.packs.pay.results import Month

LAW = catalogue.law()
FIRST = date(2018, 2, 1)
DAYS = st.integers(0, 75).map(lambda n: FIRST + timedelta(days=n))
TERMS = st.tuples(DAYS, st.none() | st.integers(0, 60)).map(
    lambda pair: (pair[0], None if pair[1] is None else pair[0] + timedelta(days=pair[1]))
)


def listed(name: str) -> st.SearchStrategy[str]:
    return st.sampled_from(sorted(words.listed(name)))


UNITS = st.fixed_dictionaries(
    {
        "service": listed("services"),
        "accommodation": st.booleans(),
        "targets": st.lists(listed("targets"), min_size=1, max_size=3),
        "exclusive": st.booleans(),
    }
)
POSTS = st.fixed_dictionaries(
    {
        "position": listed("positions"),
        "category": listed("categories"),
        "workplace": st.sampled_from(["a", "b"]),
        "base": st.decimals("0.01", "20000", places=2),
        "contract": st.booleans(),
        "annex_ii": st.sampled_from([True, True, True, False]),
        "lives_there": st.booleans(),
        "days_a_week": st.integers(0, 7),
    }
)
LOCALITIES = st.fixed_dictionaries(
    {
        "road_modernised": st.booleans(),
        "lodging_provided": st.booleans(),
        "travel_minutes": st.integers(59, 62),
        "zone": st.just("mountain"),
        "altitude": st.integers(799, 802),
        "supply_difficult": st.booleans(),
        "supply_note": st.sampled_from(["", "lunar"]),
    }
)
GROUNDS = st.fixed_dictionaries(
    {
        "grade": listed("grades"),
        "psychic_mental": st.booleans(),
        "special_illness": st.booleans(),
        "dependence": listed("dependence"),
    }
)


@st.composite
def periods(draw: st.DrawFn, bodies: st.SearchStrategy[Any], most: int = 3) -> tuple[Period, ...]:
    starts = draw(st.lists(DAYS, min_size=1, max_size=most, unique=True))
    return tuple(Period(start, None, draw(bodies)) for start in starts)


@st.composite
def cared(draw: st.DrawFn, number: int) -> Care:
    kind = draw(listed("care_kinds"))
    return Care(f"c{number}", kind, *draw(TERMS), care.marks(kind, draw(GROUNDS)))


@st.composite
def decisions(draw: st.DrawFn, number: int) -> Decision:
    # Also percentages outside the range: nothing may be paid on such a decision.
    return Decision(
        draw(st.sampled_from(LAW.codes())), draw(st.decimals("0", "90", places=1)), *draw(TERMS), f"d{number}", FIRST,
        category=draw(st.none() | listed("categories")), key=str(number),
    )  # fmt: skip


@st.composite
def choices(draw: st.DrawFn, number: int) -> Choice:
    rule = draw(st.sampled_from([one for one in LAW.rules if not cumulation.possible(one)]))
    sides = [code for code in LAW.codes() if catalogue.covers((*rule.first, *rule.second), code)]
    both = [] if rule.only_one or rule.kind == "forbidden" else ["both"]
    return Choice(rule.id, draw(st.sampled_from([*both, *sides])), *draw(TERMS), "motiv", key=str(number))


@st.composite
def worlds(draw: st.DrawFn) -> tuple[Employer, Employee]:
    employer = Employer(
        periods=(Period(date(2017, 1, 1), None, {"kind": "social_unit"}),),
        workplaces={key: draw(periods(UNITS, 2)) for key in ("a", "b")},
        localities={"a": draw(periods(LOCALITIES, 2))},
        decisions=tuple(draw(decisions(n)) for n in range(draw(st.integers(0, 8)))),
        choices=tuple(draw(choices(n)) for n in range(draw(st.integers(0, 4)))),
    )
    posts = tuple(Post(str(n + 1), draw(periods(POSTS))) for n in range(draw(st.integers(1, 2))))
    people = tuple(draw(cared(n)) for n in range(draw(st.integers(0, 4))))
    return employer, Employee("e", "7", "Ana", posts, people)


def computed(employer: Employer, employee: Employee) -> Month:
    return computing.month_of(office.Office(LAW, employer, (2018, 3)), employee)


@settings(max_examples=60, deadline=None)
@given(worlds())
def test_no_line_is_outside_the_range_or_the_month(world: tuple[Employer, Employee]) -> None:
    for line in computed(*world).lines:
        range_ = LAW.range_at(line.code, line.since)
        assert range_ is not None
        assert percents.within(range_, line.percent)
        assert date(2018, 3, 1) <= line.since <= line.until <= date(2018, 3, 31)
        exact = line.base * line.percent * line.part[0] / (100 * line.part[1])
        assert abs(line.amount - exact) <= Decimal("0.005")


@settings(max_examples=60, deadline=None)
@given(worlds())
def test_no_forbidden_pair_is_paid_on_one_day(world: tuple[Employer, Employee]) -> None:
    lines = computed(*world).lines
    ranks = {code: n for n, code in enumerate(LAW.codes())}
    for one, other in combinations(lines, 2):
        if one.since > other.until or other.since > one.until:
            continue
        pair = [
            Candidate(each.post, ranks[each.code], each.code, each.care, each.percent, each.workplace)
            for each in (one, other)
        ]
        rule = cumulation.rule_for(LAW, pair[0], pair[1])
        assert rule is None or rule.kind != "forbidden", (one.code, other.code)
        assert rule is None or not rule.only_one, (one.code, other.code)


@settings(max_examples=60, deadline=None)
@given(worlds())
def test_the_total_is_the_sum_of_the_lines_and_comes_out_the_same_again(
    world: tuple[Employer, Employee],
) -> None:
    first, second = computed(*world), computed(*world)

    assert first.total == sum((line.amount for line in first.lines), Decimal(0))
    assert (first.lines, first.refused, first.questions) == (second.lines, second.refused, second.questions)


@settings(max_examples=60, deadline=None)
@given(worlds(), st.randoms(use_true_random=False))
def test_the_order_in_which_facts_were_written_does_not_matter(
    world: tuple[Employer, Employee], shuffle: random.Random
) -> None:
    employer, employee = world

    def mixed(things: tuple[Any, ...]) -> tuple[Any, ...]:
        return tuple(shuffle.sample(things, len(things)))

    turned = replace(
        employer,
        decisions=mixed(employer.decisions),
        choices=mixed(employer.choices),
        workplaces={key: mixed(own) for key, own in reversed(employer.workplaces.items())},
    )
    posts = tuple(replace(post, periods=mixed(post.periods)) for post in mixed(employee.posts))
    again = computed(turned, replace(employee, posts=posts, care=mixed(employee.care)))

    assert again.lines == computed(employer, employee).lines
    assert again.total == computed(employer, employee).total


@settings(max_examples=40, deadline=None)
@given(worlds())
def test_without_reasons_the_sums_are_the_same(world: tuple[Employer, Employee]) -> None:
    employer, employee = world
    short = computing.month_of(office.Office(LAW, employer, (2018, 3)), employee, explains=False)

    assert short.lines == computed(employer, employee).lines
    assert short.questions == computed(employer, employee).questions

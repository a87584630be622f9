"""Figures against a count made by hand at the end of every month."""

from collections import Counter
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.kit.figures import BY_ALL, definition, finding, view
from vatra.kit import indicators, months
from vatra.kit.dossiers import Member
from vatra.kit.indicators import AGE_BANDS

people = st.lists(
    st.tuples(st.sampled_from("mf"), st.dates(date(1930, 1, 1), date(2026, 6, 1))), min_size=1, max_size=4
)
spans = st.lists(
    st.tuples(
        st.sampled_from("AB"),
        st.integers(0, 3),
        st.dates(date(2024, 1, 1), date(2026, 12, 31)),
        st.one_of(st.none(), st.integers(0, 700)),
    ),
    max_size=8,
)


@settings(max_examples=60)
@given(people, spans)
def test_the_sum_of_cells_is_a_count_by_hand_at_any_months_end(born, opened):
    members = tuple(Member(f"p{i}", sex, day.isoformat()) for i, (sex, day) in enumerate(born))
    found = tuple(
        finding(code, f"p{index % len(born)}", start, None if days is None else start + timedelta(days=days))
        for code, index, start, days in opened
    )
    added = indicators.contributions(
        view(findings=found, members=members), (), [definition({"of": "findings"}, breakdown=BY_ALL)]
    )

    for month in range(months.parse("2024-01"), months.parse("2030-01")):
        assert _total(added, month) == _by_hand(found, members, months.last_day(month))


def _total(added, month):
    total = Counter()
    for cell, number in added.items():
        if cell.month <= month:
            total[cell.code, cell.sex, cell.age_band] += number
    return {key: number for key, number in total.items() if number}


def _by_hand(found, members, day):
    """Each person once a code, by sex and by age on the day, counted without any month."""
    standing = {
        (one.code, one.person_id)
        for one in found
        if one.opened_on <= day and (one.closed_on is None or one.closed_on > day)
    }
    people_ = {member.id: member for member in members}
    return dict(
        Counter((code, people_[who].sex, _band(people_[who].birth_date, day)) for code, who in standing)
    )


def _band(birth_date, day):
    born = date.fromisoformat(birth_date)
    if born > day:
        return None
    years = next(
        n
        for n in range(200, -1, -1)
        if (born.year + n, born.month, born.day) <= (day.year, day.month, day.day)
    )
    return next(
        i
        for i, (first, last) in enumerate(AGE_BANDS)
        if first <= years <= (last if last is not None else 999)
    )


@given(people, spans)
def test_the_sum_of_a_flow_is_the_number_of_its_events(born, opened):
    found = tuple(finding(code, f"p{index}", start) for code, index, start, _ in opened)
    members = tuple(Member(f"p{i}", sex, day.isoformat()) for i, (sex, day) in enumerate(born))
    one = definition({"of": "findings"}, kind="flow", breakdown=BY_ALL)

    assert sum(indicators.contributions(view(findings=found, members=members), (), [one]).values()) == len(
        found
    )

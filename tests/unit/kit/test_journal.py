"""Corrections, voids and conflicts; the order of arrival changes nothing."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from tests.unit.kit.makers import entry, journalled
from vatra.kit import journal

DAY = date(2026, 11, 2)


def record(record_id, prev=None, intent=None, settles=(), day=0):
    one = entry(record_id, DAY + timedelta(days=day), prev_id=prev)
    return journalled(one, intent or ("correction" if prev else "new"), tuple(settles))


def ids(records):
    return [one.id for one in journal.effective(records).entries]


def test_a_record_counts_until_it_is_corrected():
    a, b = record("a"), record("b", "a", day=1)

    assert ids([a]) == ["a"]
    assert ids([a, b]) == ["b"]


def test_a_correction_tells_the_first_record_of_its_chain():
    chain = [record("a"), record("b", "a"), record("c", "b")]

    (effective,) = journal.effective(chain).entries

    assert (effective.id, effective.root_id, effective.prev_id) == ("c", "a", "b")


def test_a_void_removes():
    assert ids([record("a"), record("b", "a", "void")]) == []


def test_a_void_of_a_correction_removes_the_whole():
    assert ids([record("a"), record("b", "a"), record("c", "b", "void")]) == []


def test_two_corrections_of_one_record_are_a_conflict_and_the_later_is_shown():
    a, b, c = record("a"), record("b", "a", day=2), record("c", "a", day=1)

    effective = journal.effective([a, b, c])

    assert [one.id for one in effective.entries] == ["b"]
    assert effective.conflicts == (("b", "c"),)


def test_of_two_at_the_same_moment_the_greater_id_is_shown():
    assert ids([record("a"), record("b", "a"), record("c", "a")]) == ["c"]


def test_a_correction_against_a_void_is_a_conflict_that_shows_the_correction():
    effective = journal.effective([record("a"), record("b", "a", "void", day=3), record("c", "a", day=1)])

    assert [one.id for one in effective.entries] == ["c"]
    assert effective.conflicts == (("b", "c"),)


def test_two_voids_agree():
    effective = journal.effective([record("a"), record("b", "a", "void"), record("c", "a", "void")])

    assert effective == journal.Effective((), ())


def test_a_settlement_ends_the_conflict():
    rivals = [record("a"), record("b", "a"), record("c", "a")]

    effective = journal.effective([*rivals, record("d", "b", settles=["c"], day=1)])

    assert [one.id for one in effective.entries] == ["d"]
    assert effective.conflicts == ()


def test_a_settlement_stays_when_it_is_corrected_itself():
    rivals = [record("a"), record("b", "a"), record("c", "a")]
    settled = [record("d", "b", settles=["c"], day=1), record("e", "d", day=2)]

    assert journal.effective([*rivals, *settled]).conflicts == ()


def test_a_third_rival_that_arrives_late_is_a_conflict_again():
    records = [
        record("a"),
        record("b", "a"),
        record("c", "a"),
        record("d", "b", settles=["c"]),
        record("e", "a"),
    ]

    assert journal.effective(records).conflicts == (("d", "e"),)


def test_two_people_who_settle_against_each_other_are_a_conflict():
    rivals = [record("a"), record("b", "a"), record("c", "a")]
    settled = [record("d", "b", settles=["c", "e"]), record("e", "c", settles=["b", "d"])]

    effective = journal.effective([*rivals, *settled])

    assert effective.conflicts == (("d", "e"),)
    assert [one.id for one in effective.entries] == ["e"]


def test_a_record_cannot_settle_itself_away():
    assert ids([record("a"), record("b", "a", settles=["b"])]) == ["b"]


def test_a_settlement_does_not_reach_other_trees():
    assert ids([record("a"), record("x"), record("b", "a", settles=["x"])]) == ["b", "x"]


def test_a_correction_whose_base_has_not_arrived_stands_for_itself():
    assert ids([record("b", "missing")]) == ["b"]


def test_records_that_correct_each_other_do_not_vanish():
    a, b = record("a", "b"), record("b", "a")

    assert len(ids([a, b])) == 1


def test_entries_come_by_day_then_by_the_server_number():
    first, second = record("z", day=1), record("y", day=1)
    second = replace(second, entry=replace(second.entry, seq=5))
    earlier = record("x", day=0)

    assert ids([second, first, earlier]) == ["x", "z", "y"]


@st.composite
def histories(draw):
    """Random trees: each record may correct, void or settle any made before it."""
    records = []
    for index in range(draw(st.integers(1, 12))):
        earlier = [one.id for one in records]
        prev = draw(st.sampled_from([None, None, *earlier]))
        intent = draw(st.sampled_from(["correction", "correction", "void"])) if prev else "new"
        settles = draw(st.lists(st.sampled_from(earlier), max_size=2)) if prev else []
        records.append(record(f"r{index:02d}", prev, intent, settles, draw(st.integers(0, 3))))
    return records


@given(histories(), st.randoms())
def test_the_order_of_arrival_changes_nothing(records, random):
    shuffled = list(records)
    random.shuffle(shuffled)

    assert journal.effective(shuffled) == journal.effective(records)


@given(histories())
def test_each_tree_shows_one_record_at_most_and_never_a_void(records):
    effective = journal.effective(records)
    by_id = {one.id: one for one in records}
    roots = [one.root_id for one in effective.entries]

    assert len(set(roots)) == len(roots)
    assert all(by_id[one.id].intent != "void" for one in effective.entries)


@given(histories())
def test_a_tree_shows_nothing_only_when_all_its_heads_are_voids(records):
    effective = journal.effective(records)
    prevs = {one.entry.prev_id for one in records}
    heads = [one for one in records if one.id not in prevs]
    settled = {other for one in records for other in one.settles}
    standing = [one for one in heads if one.intent != "void" and one.id not in settled]

    shown_or_rival = {one.id for one in effective.entries} | {
        i for rivals in effective.conflicts for i in rivals
    }

    assert {one.id for one in standing} <= shown_or_rival


@given(histories())
def test_nothing_changes_when_a_record_arrives_twice(records):
    assert journal.effective([*records, *records]) == journal.effective(records)

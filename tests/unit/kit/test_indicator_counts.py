"""What answers, entries, items and dossiers of a group add to the figures."""

from dataclasses import replace
from datetime import date

import pytest

from tests.unit.kit.figures import MARCH, MAY, answers, cells, dossier, item, view
from vatra.kit.dossiers import Member, Stage


def test_the_latest_answer_is_a_state():
    group = view(entries=(answers(0, school="a"), answers(60, school="b"), answers(120)))

    assert cells(
        group, {"of": "answers", "form": "p/f", "question": "school", "in": ["a", "b"]}, breakdown=["code"]
    ) == {
        ("2026-03", "a", None, None): 1,
        ("2026-05", "a", None, None): -1,
        ("2026-05", "b", None, None): 1,
        ("2026-07", "b", None, None): -1,
    }


def test_each_answer_is_an_event():
    group = view(entries=(answers(0, needs=["x", "y"]), answers(1, needs=["y"]), answers(2, needs=["z"])))
    wanted = {"of": "answers", "form": "p/f", "question": "needs", "in": ["x", "y"]}

    assert cells(group, wanted, kind="flow") == {("2026-03", None, None, None): 2}
    assert cells(group, wanted, kind="flow", breakdown=["code"]) == {
        ("2026-03", "x", None, None): 1,
        ("2026-03", "y", None, None): 2,
    }


@pytest.mark.parametrize(
    ("test", "number"),
    [
        ({"exists": True}, 3),
        ({"exists": False}, 1),
        ({"op": ">=", "value": 2}, 2),
        ({"op": "=", "value": 1}, 1),
        ({"op": "!=", "value": 1}, 3),
        ({"in": [1, 3]}, 2),
    ],
)
def test_answers_are_tested_as_in_forms(test, number):
    group = view(entries=(answers(0, rooms=1), answers(1, rooms=2), answers(2, rooms=3), answers(3)))
    found = cells(group, {"of": "answers", "form": "p/f", "question": "rooms", **test}, kind="flow")

    assert sum(found.values()) == number


def test_answers_in_a_repeating_group_are_about_their_person():
    rows = [{"who": "p1", "works": "yes"}, {"who": "p2", "works": "no"}, {"who": "p3", "works": "yes"}]
    members = (Member("p1", "f", "2000-01-01"), Member("p3", "m", "2000-01-01"))
    group = view(entries=(answers(0, rows=rows), answers(40, rows=rows[:2])), members=members)
    wanted = {"of": "answers", "form": "p/f", "question": "works", "in": ["yes"]}

    assert cells(group, wanted, breakdown=["sex"]) == {
        ("2026-03", None, "f", None): 1,
        ("2026-03", None, "m", None): 1,
        ("2026-04", None, "m", None): -1,
    }


def test_entries_as_events_and_as_a_first_time():
    group = view(entries=(answers(0), answers(3), answers(40)))

    assert cells(group, {"of": "entries", "form": "p/f"}, kind="flow") == {
        ("2026-03", None, None, None): 2,
        ("2026-04", None, None, None): 1,
    }
    assert cells(group, {"of": "entries", "form": "p/f"}) == {("2026-03", None, None, None): 1}


def test_an_open_item_is_a_stock_until_it_closes():
    found = cells(view(), {"of": "items", "kind": "need"}, [dossier(item("met", MAY))], breakdown=["code"])

    assert found == {("2026-03", "N1", None, None): 1, ("2026-05", "N1", None, None): -1}


def test_states_of_a_closed_item():
    met = [dossier(item("met", MAY))]

    assert cells(view(), {"of": "items", "kind": "need", "state": ["met"]}, met) == {
        ("2026-05", None, None, None): 1
    }
    assert cells(view(), {"of": "items", "kind": "need", "state": "open"}, met) == {
        ("2026-03", None, None, None): 1,
        ("2026-05", None, None, None): -1,
    }


def test_states_that_an_item_tells():
    told = item(
        "done",
        MAY,
        extra={"states": [["planned", "2026-03-10"], ["running", "2026-04-02"], ["done", "2026-05-20"]]},
    )

    assert cells(view(), {"of": "items", "kind": "need", "state": ["running"]}, [dossier(told)]) == {
        ("2026-04", None, None, None): 1,
        ("2026-05", None, None, None): -1,
    }


def test_items_as_events_of_opening_closing_or_reaching_a_state():
    met = [dossier(item("met", MAY))]

    def flow(**more):
        return cells(view(), {"of": "items", "kind": "need", **more}, met, kind="flow")

    assert flow() == {("2026-03", None, None, None): 1}
    assert flow(on="closed") == {("2026-05", None, None, None): 1}
    assert flow(state=["met"]) == {("2026-05", None, None, None): 1}
    assert flow(state=["lost"]) == {}


def test_items_of_another_kind_area_or_code_are_left_out():
    one = [dossier(item())]

    assert cells(view(), {"of": "items", "kind": "referral"}, one) == {}
    assert cells(view(), {"of": "items", "kind": "need", "where": {"area": "housing"}}, one) == {}
    assert cells(view(), {"of": "items", "kind": "need", "where": {"code": ["N2"]}}, one) == {}


def test_moves_tell_how_a_dossier_went_back_to_a_state():
    first, second = Stage("planned", MARCH, "r"), Stage("evaluated", date(2026, 4, 1), "s")
    back = replace(
        dossier(), state="planned", stages=(first, second), moves=(first, second, Stage("planned", MAY, "t"))
    )

    assert cells(view(), {"of": "dossiers", "kind": "case", "state": ["planned"]}, [back]) == {
        ("2026-03", None, None, None): 1,
        ("2026-04", None, None, None): -1,
        ("2026-05", None, None, None): 1,
    }


def test_the_stages_of_a_dossier_are_its_states():
    stages = (Stage("identification", MARCH, "r"), Stage("assessment", date(2026, 4, 1), "s"))
    closed = [dossier(stages=stages, state="closed", closed_on=MAY)]

    def stock(*states):
        return cells(view(), {"of": "dossiers", "kind": "case", "state": list(states)}, closed)

    assert stock("assessment") == {("2026-04", None, None, None): 1, ("2026-05", None, None, None): -1}
    assert stock("closed") == {("2026-05", None, None, None): 1}
    assert stock() == {("2026-03", None, None, None): 1, ("2026-05", None, None, None): -1}

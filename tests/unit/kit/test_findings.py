"""What a record finds, and how long it stays open."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.kit.makers import entry, form
from vatra.kit import catalogue, findings
from vatra.kit.dossiers import Member
from vatra.kit.findings import Found, Rulebook
from vatra.kit.parameters import Parameters

DAY = date(2026, 3, 2)
YES_NO = {"type": "yes_no_unknown", "text": "?"}
DAMP = {"id": "damp", **YES_NO}
RULES = [{"code": "HOU_01", "when": {"q": "damp", "op": "=", "value": "yes"}}]
HOUSE = form([DAMP], findings=RULES)
VISIT = form([DAMP, {"id": "note", "type": "string", "text": "Notă"}], findings=RULES, id="visit")
OUTCOME = form(
    [{"id": "solved", "type": "string", "text": "Constatarea", "resolves": "finding"}], id="outcome"
)
PEOPLE = form(
    [
        {
            "id": "rows",
            "type": "group",
            "text": "Membri",
            "repeats": True,
            "items": [
                {"id": "who", "type": "person", "text": "Cine"},
                {"id": "smokes", **YES_NO},
            ],
        }
    ],
    findings=[{"code": "VCR_06", "each": "rows", "when": {"q": "smokes", "op": "=", "value": "yes"}}],
    id="people",
)
PERSON = form(
    [{"id": "ill", **YES_NO}],
    findings=[
        {"code": "VSG_01", "when": {"q": "ill", "op": "=", "value": "yes"}},
        {"code": "VCV_05", "when": {"ctx": "person.age_years", "op": ">=", "value": 18}},
    ],
    id="person",
    subject="person",
)
FORMS = {one["id"]: one for one in (HOUSE, VISIT, OUTCOME, PEOPLE, PERSON)}


def vulnerability(code, **more):
    raw = {
        "code": code,
        "title": code,
        "area": "housing",
        "group": "G",
        "sensitivity": "social",
        "urgency": "soon",
        "favourable": False,
        "about": "household",
        "who": ["social_worker"],
        "source": "încercare",
    }
    return raw | more


KNOWN = catalogue.parse(
    [], [], [vulnerability(code) for code in ("HOU_01", "VCR_06", "VSG_01", "VCV_05")]
).vulnerabilities
RULEBOOK = Rulebook(lambda form_id, _: FORMS[form_id], lambda _: Parameters(), KNOWN)


def history(*entries, members=(), rules=RULEBOOK):
    return findings.findings_history(entries, rules, members)


def house(entry_id, day, damp=None, **more):
    answers = {} if damp is None else {"damp": damp}
    return entry(entry_id, DAY + timedelta(days=day), answers, seq=day, **more)


def spans(*entries, **more):
    return [
        (one.code, one.person_id, one.opened_on.day, one.closed_on and one.closed_on.day)
        for one in history(*entries, **more)
    ]


def test_a_finding_opens_with_what_the_catalogue_says_of_it():
    (one,) = history(house("a", 0, "yes"))

    assert (one.key, one.code, one.area, one.urgency, one.sensitivity) == (
        "a:HOU_01",
        "HOU_01",
        "housing",
        2,
        3,
    )
    assert (one.opened_on, one.closed_on, one.record_id, one.who_role) == (DAY, None, "a", "social_worker")


def test_it_stays_open_while_it_is_found_again():
    assert spans(house("a", 0, "yes"), house("b", 5, "yes")) == [("HOU_01", None, 2, None)]


def test_it_closes_with_the_first_record_that_asks_and_does_not_find_it():
    (one,) = history(house("a", 0, "yes"), house("b", 5, "no"), house("c", 9, "no"))

    assert (one.closed_on, one.closed_by) == (DAY + timedelta(days=5), "b")


def test_a_record_that_does_not_answer_says_nothing():
    assert spans(house("a", 0, "yes"), house("b", 5)) == [("HOU_01", None, 2, None)]


def test_another_form_that_asks_the_same_closes_it_and_does_not_open_it_twice():
    again = house("b", 3, "yes", form="p/visit")
    gone = house("c", 5, "no", form="p/visit")

    assert spans(house("a", 0, "yes"), again, gone) == [("HOU_01", None, 2, 7)]


def test_it_opens_anew_when_it_comes_back():
    found = history(house("a", 0, "yes"), house("b", 5, "no"), house("c", 9, "yes"))

    assert [(one.key, one.closed_by) for one in found] == [("a:HOU_01", "b"), ("c:HOU_01", None)]


@pytest.mark.parametrize("named", ["a:HOU_01", "HOU_01"])
def test_an_outcome_that_names_it_closes_it(named):
    solved = entry("b", DAY + timedelta(days=4), {"solved": named}, form="p/outcome", seq=4)

    assert spans(house("a", 0, "yes"), solved) == [("HOU_01", None, 2, 6)]


def test_an_outcome_that_names_another_leaves_it_open():
    solved = entry("b", DAY + timedelta(days=4), {"solved": "VSG_01"}, form="p/outcome", seq=4)

    assert spans(house("a", 0, "yes"), solved) == [("HOU_01", None, 2, None)]


def people(entry_id, day, **smokes):
    rows = [{"who": who, "smokes": answer} for who, answer in smokes.items()]
    return entry(entry_id, DAY + timedelta(days=day), {"rows": rows}, form="p/people", seq=day)


def test_each_person_of_a_repeating_group_has_findings_of_their_own():
    found = spans(people("a", 0, p1="yes", p2="yes"), people("b", 4, p1="no"))

    assert found == [("VCR_06", "p1", 2, 6), ("VCR_06", "p2", 2, None)]


def test_one_row_about_a_person_is_enough_to_find_it():
    rows = {"rows": [{"who": "p1", "smokes": "no"}, {"who": "p1", "smokes": "yes"}]}

    assert findings.found(PEOPLE, rows, {}) == [Found("VCR_06", "p1")]


def test_in_a_form_about_a_person_findings_are_about_that_person():
    about = {"subject_type": "person", "subject_id": "p1", "form": "p/person"}
    members = (Member("p1", "f", "1990-01-01"),)

    assert spans(entry("a", DAY, {"ill": "yes"}, **about), members=members) == [
        ("VSG_01", "p1", 2, None),
        ("VCV_05", "p1", 2, None),
    ]


def test_a_finding_of_age_alone_needs_a_birth_date():
    about = {"subject_type": "person", "subject_id": "p1", "form": "p/person"}

    assert spans(entry("a", DAY, {"ill": "yes"}, **about)) == [("VSG_01", "p1", 2, None)]


def test_the_key_survives_a_correction():
    corrected = replace(house("b", 0, "yes"), prev_id="a", root_id="a")

    assert [one.key for one in history(corrected)] == ["a:HOU_01"]


def test_a_code_out_of_force_is_not_found():
    old = catalogue.parse([], [], [vulnerability("HOU_01", valid_to="2026-03-01")]).vulnerabilities

    assert history(house("a", 0, "yes"), rules=replace(RULEBOOK, vulnerabilities=old)) == ()


answers = st.sampled_from(["yes", "no", "unknown", None])
forms_ = st.sampled_from(["p/f", "p/visit"])
random_entries = st.lists(st.tuples(st.integers(0, 20), answers, forms_), max_size=12).map(
    lambda rows: [
        house(f"e{index}", day, damp, form=form_id) for index, (day, damp, form_id) in enumerate(rows)
    ]
)


@given(random_entries, st.randoms())
def test_the_order_in_which_entries_come_changes_nothing(entries, random):
    shuffled = list(entries)
    random.shuffle(shuffled)

    assert history(*shuffled) == history(*entries)


@given(random_entries)
def test_findings_of_one_code_never_overlap_and_open_means_last_said(entries):
    found = history(*entries)
    ordered = sorted(entries, key=lambda one: (one.occurred_on, one.seq, one.id))
    told = [one.answers["damp"] for one in ordered if one.answers]

    assert all(a.closed_on is not None and a.closed_on <= b.opened_on for a, b in pairwise(found))
    assert len({one.key for one in found}) == len(found)
    assert any(one.closed_on is None for one in found) is (told[-1:] == ["yes"])

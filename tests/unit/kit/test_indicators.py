"""What findings and persons of a group add to the figures."""

from dataclasses import replace
from datetime import date

from tests.unit.kit.figures import BY_ALL, MARCH, answers, cells, definition, finding, view
from tests.unit.kit.makers import entry
from vatra.kit import indicators
from vatra.kit.dossiers import Member


def test_a_stock_begins_and_ends():
    group = view(findings=(finding(closed=date(2026, 5, 1)),))

    assert cells(group, {"of": "findings"}) == {
        ("2026-03", None, None, None): 1,
        ("2026-05", None, None, None): -1,
    }


def test_what_begins_and_ends_within_a_month_leaves_no_trace():
    assert cells(view(findings=(finding(closed=date(2026, 3, 31)),)), {"of": "findings"}) == {}


def test_a_flow_counts_once_in_its_month():
    group = view(findings=(finding(closed=date(2026, 3, 31)), finding("B")))

    assert cells(group, {"of": "findings"}, kind="flow", breakdown=["code"]) == {
        ("2026-03", "A", None, None): 1,
        ("2026-03", "B", None, None): 1,
    }


def test_a_person_passes_into_the_next_age_band():
    group = view(findings=(finding(),), members=(Member("p1", "f", "2021-06-30"),))

    assert cells(group, {"of": "findings"}, breakdown=BY_ALL) == {
        ("2026-03", "A", "f", 1): 1,
        ("2026-06", "A", "f", 1): -1,
        ("2026-06", "A", "f", 2): 1,
        ("2036-06", "A", "f", 2): -1,
        ("2036-06", "A", "f", 3): 1,
        ("2039-06", "A", "f", 3): -1,
        ("2039-06", "A", "f", 4): 1,
        ("2086-06", "A", "f", 4): -1,
        ("2086-06", "A", "f", 5): 1,
    }


def test_age_is_that_of_the_last_day_of_the_month():
    group = view(findings=(finding(),), members=(Member("p1", "m", "2008-03-31"),))

    assert cells(group, {"of": "findings"}, kind="flow", breakdown=["age_band"]) == {
        ("2026-03", None, None, 4): 1
    }


def test_somebody_born_on_29_february_is_of_age_in_march():
    group = view(findings=(finding(opened=date(2026, 1, 5)),), members=(Member("p1", "m", "2008-02-29"),))
    found = cells(group, {"of": "findings"}, breakdown=["age_band"])

    assert found["2026-03", None, None, 4] == 1
    assert ("2026-02", None, None, 4) not in found


def test_findings_are_chosen_by_code_area_and_favour():
    group = view(
        findings=(finding(), finding("B"), finding("C", favourable=True), finding("D", area="health"))
    )
    where = {"code": ["A", "C", "D"], "area": "education", "favourable": False}
    chosen = replace(definition({"of": "findings"}), numerator=indicators.Count("findings", where=where))

    assert sum(indicators.contributions(group, (), [chosen]).values()) == 1


def test_one_finding_open_in_two_ways_counts_once():
    group = view(
        findings=(finding(closed=date(2026, 6, 2)), finding(opened=date(2026, 4, 1), closed=date(2026, 8, 1)))
    )

    assert cells(group, {"of": "findings"}) == {
        ("2026-03", None, None, None): 1,
        ("2026-08", None, None, None): -1,
    }


def test_per_subject_a_person_counts_once_whatever_the_codes():
    group = view(findings=(finding("A"), finding("B"), finding("A", person="p2")))

    assert cells(group, {"of": "findings", "per": "subject"}) == {("2026-03", None, None, None): 2}


def test_who_left_or_died_no_longer_counts():
    member = Member("p1", "f", "1990-01-01", alive=False, until=date(2026, 9, 15))

    assert cells(view(findings=(finding(),), members=(member,)), {"of": "findings"}) == {
        ("2026-03", None, None, None): 1,
        ("2026-09", None, None, None): -1,
    }


def test_an_indicator_counts_only_while_it_is_in_force():
    group = view(findings=(finding(opened=date(2019, 5, 1)), finding("B", opened=date(2027, 2, 1))))
    force = {"valid_from": "2020-01-01", "valid_to": "2026-12-31"}

    assert cells(group, {"of": "findings"}, **force) == {
        ("2020-01", None, None, None): 1,
        ("2027-01", None, None, None): -1,
    }
    assert cells(group, {"of": "findings"}, kind="flow", **force) == {}


def test_persons_of_an_age():
    members = (
        Member("p1", "f", "2010-05-05", since=date(2024, 1, 1)),
        Member("p2", "m", "1980-05-05", since=date(2024, 1, 1)),
    )
    wanted = {"of": "persons", "where": {"age_from": 14, "age_to": 17, "sex": "f"}}

    assert cells(view(members=members), wanted) == {
        ("2024-05", None, None, None): 1,
        ("2028-05", None, None, None): -1,
    }


def test_a_person_without_a_first_day_counts_since_the_first_entry_about_them():
    own = entry("b", date(2026, 4, 2), subject_type="person", subject_id="p1")
    group = view(entries=(entry("a", MARCH), own), members=(Member("p1", "f", None), Member("p2", "m", None)))

    assert cells(group, {"of": "persons"}) == {
        ("2026-03", None, None, None): 1,
        ("2026-04", None, None, None): 1,
    }


def test_a_dead_person_of_an_unknown_day_is_not_counted():
    assert (
        cells(
            view(entries=(entry("a", MARCH),), members=(Member("p1", "f", None, alive=False),)),
            {"of": "persons"},
        )
        == {}
    )


def test_the_denominator_is_counted_beside_the_numerator():
    one = definition({"of": "findings"}, denominator={"of": "entries", "form": "p/f"})
    found = indicators.contributions(view(findings=(finding(),), entries=(answers(0),)), (), [one])

    assert sorted((cell.part, cell.place_id, cell.locality_id) for cell in found) == [
        ("d", 35731, 99),
        ("n", 35731, 99),
    ]

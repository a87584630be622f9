"""The indicators of art. 2 alin. (2) lit. a) and b), each on the example that its clause gives."""

import pytest

from tests.unit.packs.integrated_services.households import BY_CODE, Household, dwelling, figure, person
from tests.unit.packs.integrated_services.world import SIGNAL

LAW = [
    f"2.2.{letter}.{number}"
    for letter, last in zip("abcde", (5, 5, 8, 3, 6), strict=True)
    for number in range(1, last + 1)
]


@pytest.mark.clause("protocol-2017/2.2")
def test_the_catalogue_holds_the_27_entries_of_the_law():
    assert len(LAW) == 27
    assert set(LAW) <= set(BY_CODE)


def test_every_indicator_says_who_defined_it_and_owns_it():
    for one in BY_CODE.values():
        assert "definiție a proiectului" in one.definition.lower()
        assert one.owner in ("ministry_labour", "ministry_health", "ministry_education")
        assert one.cites


@pytest.mark.clause("protocol-2017/2.2.a.1")
def test_food_without_access_counts_the_family_under_food():
    home = dwelling("f", resources_missing=["food"], barrier_food="distance")

    found = figure("2.2.a.1", "2026-03", home, dwelling("g", resources_missing=["none"]))

    assert (found.by_code, found.of) == ({"SOC_03": 1}, 2)


@pytest.mark.clause("protocol-2017/2.2.a.2")
def test_three_needs_of_four_have_a_resource():
    home = Household("p", {"x": ("f", "1990-01-01")})
    needs = ["NID_02", "NED_02", "NEM_01", "NHO_03"]
    objectives = [
        {"objective_no": no, "objective_need": need, "objective_text": "x"}
        | ({"objective_resource": "town_hall"} if no < 4 else {})
        for no, need in enumerate(needs, start=1)
    ]
    case = home.add("signal", "2026-03-01", SIGNAL).id
    home.add("individual_plan", "2026-03-10", {"objectives": objectives}, case=case)

    found = figure("2.2.a.2", "2026-03", home)

    assert (found.value, found.of) == (3, 4)


@pytest.mark.clause("protocol-2017/2.2.a.3")
def test_support_goes_from_none_to_activated():
    home = dwelling("maria", support_persons=["none"], neighbour_support="none")
    later = {
        "persons_living": 1,
        "children_living": 0,
        "support_persons": ["neighbours"],
        "neighbour_support": "active",
    }
    home.add("household_assessment", "2026-06-10", later)

    assert figure("2.2.a.3", "2026-03", home).by_code == {"SOC_02": 1}
    assert figure("2.2.a.3", "2026-06", home).by_code == {"SOC_97": 1, "SOC_98": 1}


@pytest.mark.clause("protocol-2017/2.2.a.4")
def test_an_objective_24_months_ahead_is_long_term():
    homes = [Household("p"), Household("q")]
    for home, term in zip(homes, ("2028-03-10", "2026-09-10"), strict=True):
        case = home.add("signal", "2026-03-01", SIGNAL).id
        goal = {
            "objective_no": 1,
            "objective_need": "NEM_01",
            "objective_text": "x",
            "objective_term_on": term,
        }
        home.add("individual_plan", "2026-03-10", {"objectives": [goal]} | _months(term), case=case)

    found = figure("2.2.a.4", "2026-03", *homes)

    assert (found.value, found.of) == (1, 2)


def _months(term: str) -> dict[str, object]:
    """What the form computes (these histories keep answers as they are given)."""
    return {"longest_objective_months": 24 if term.startswith("2028") else 6}


@pytest.mark.clause("protocol-2017/2.2.a.5")
def test_a_family_not_asked_how_it_solves_problems_is_not_zero():
    asked = dwelling("a", problem_solving=["family", "borrow"])

    found = figure("2.2.a.5", "2026-03", asked, dwelling("b"))

    assert (found.by_code, found.of) == ({"family": 1, "borrow": 1}, 2)


@pytest.mark.clause("protocol-2017/2.2.b.1")
def test_four_adults_of_ten_have_at_most_gymnasium():
    levels = ["none", "primary", "gymnasium", "gymnasium", *["high_school"] * 6]
    homes = [person(f"p{n}", "m", "1980-01-01", education_level=level) for n, level in enumerate(levels)]

    found = figure("2.2.b.1", "2026-03", *homes)

    assert (found.value, found.of) == (4, 10)


@pytest.mark.clause("protocol-2017/2.2.b.2")
def test_a_child_who_left_school_counts_in_the_month():
    home = Household("r", {"radu": ("m", "2016-03-01")})
    left = {"school_state": "dropped_out", "dropped_out_on": "2025-11-03"}
    home.add("school_situation", "2025-11-03", left, person="radu", role="school_mediator")

    assert figure("2.2.b.2", "2025-10", home).value == 0
    assert figure("2.2.b.2", "2025-11", home).by_code == {"VEC_07": 1}
    assert figure("EDU.4", "2025-11", home).value == 1


@pytest.mark.clause("protocol-2017/2.2.b.3")
def test_two_pupils_of_twenty_repeat_the_year():
    homes = [
        person(f"p{n}", "f", "2014-01-01", school_state="attends", results="repeats" if n < 2 else "good")
        for n in range(20)
    ]

    found = figure("2.2.b.3", "2026-03", *homes)

    assert (found.value, found.of) == (2, 20)


@pytest.mark.clause("protocol-2017/2.2.b.4")
def test_a_pupil_at_an_after_school_programme_has_access():
    takes_part = person("a", "f", "2014-01-01", school_state="attends", informal_programme="yes")
    does_not = person("b", "f", "2014-01-01", school_state="attends", informal_programme="no")

    found = figure("2.2.b.4", "2026-03", takes_part, does_not)

    assert (found.value, found.of) == (1, 2)


@pytest.mark.clause("protocol-2017/2.2.b.5")
def test_one_counselling_session_is_access():
    home = Household("d", {"dan": ("m", "2012-01-01")})
    session = {"kind": "individual", "topic": "career", "counselling_access": "yes"}
    home.add("career_session", "2025-10-05", session, person="dan", role="school_counsellor")

    found = figure("2.2.b.5", "2025-10", home)

    assert (found.value, found.of) == (1, 1)

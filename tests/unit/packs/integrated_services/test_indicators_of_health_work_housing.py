"""The indicators of art. 2 alin. (2) lit. c) to e), each on the example that its clause gives."""

import pytest

from tests.unit.packs.integrated_services.households import Household, dwelling, figure, person
from tests.unit.packs.integrated_services.world import SIGNAL
from vatra.kit.packs import library

NURSE, MEDIATOR = "community_nurse", "roma_health_mediator"


@pytest.mark.clause("protocol-2017/2.2.c.1")
def test_six_pregnant_women_of_eight_had_a_check_this_quarter():
    homes = [
        person(f"p{n}", "f", "2000-01-01", pregnancy_state="pregnant", prenatal_checks="yes",
               last_prenatal_check_on="2026-02-10" if n < 6 else "2025-11-01", assessed_on="2026-03-10",
               prenatal_check_age=28 if n < 6 else 129)
        for n in range(8)
    ]  # fmt: skip

    found = figure("2.2.c.1", "2026-03", *homes)

    assert (found.value, found.of) == (6, 8)


def test_children_visited_count_once_of_those_known():
    visited = Household("i", {"ion": ("m", "2025-11-01"), "old": ("m", "2010-01-01")})
    for day in ("2026-02-10", "2026-03-10"):
        visited.add("child_visit", day, {"weight_kg": "6.2"}, person="ion", role=NURSE)

    found = figure("2.2.c.1-copii", "2026-03", visited, person("b", "f", "2024-01-01", vaccinated="yes"))

    assert (found.value, found.of) == (1, 2)


@pytest.mark.clause("protocol-2017/2.2.c.2")
def test_a_smoker_appears_under_smoking():
    assert figure("2.2.c.2", "2026-03", person("a", "m", "1990-01-01", smoker="yes")).by_code == {"VCR_06": 1}


@pytest.mark.clause("protocol-2017/2.2.c.3")
def test_a_woman_of_24_with_a_need_counts_among_those_of_fertile_age():
    young = person("a", "f", "2002-01-01", reproductive_need="yes")
    older = person("b", "f", "1970-01-01", smoker="no")

    found = figure("2.2.c.3", "2026-03", young, older)

    assert (found.value, found.of) == (1, 1)


@pytest.mark.clause("protocol-2017/2.2.c.4")
def test_five_women_informed_two_with_access():
    homes = [
        person(f"p{n}", "f", "2000-01-01", "family_planning", MEDIATOR, family_planning_informed="yes",
               access="obtained" if n < 2 else "wanted")
        for n in range(5)
    ]  # fmt: skip

    found = figure("2.2.c.4", "2026-03", *homes)

    assert (found.value, found.of) == (2, 5)


@pytest.mark.clause("protocol-2017/2.2.c.5")
def test_an_infant_fed_at_the_breast_counts_as_breastfed():
    home = person("i", "m", "2025-11-10", "child_visit", exclusive_breastfeeding="yes")

    assert figure("2.2.c.5", "2026-03", home).by_code == {"HEA_96": 1}


@pytest.mark.clause("protocol-2017/2.2.c.6")
def test_low_activity_counts_under_low():
    home = person("a", "m", "1990-01-01", physical_activity="low")

    assert figure("2.2.c.6", "2026-03", home).by_code == {"HEA_06": 1}


@pytest.mark.clause("protocol-2017/2.2.c.7", "protocol-2017/3.4.d")
def test_prophylaxis_and_recovery_are_counted_apart():
    home = Household("m", {"maria": ("f", "1954-01-01")})
    for level in ("primary", "secondary", "secondary", "recovery", "none"):
        given = {
            "area": "health",
            "service_group": "monitoring",
            "clinical_code": "SMT_05",
            "prophylaxis": level,
        }
        home.add("service_given", "2026-05-09", given, person="maria", role=NURSE)

    assert figure("2.2.c.7", "2026-05", home).by_code == {"primary": 1, "secondary": 2, "recovery": 1}


@pytest.mark.clause("protocol-2017/2.2.c.8")
def test_three_referrals_of_four_were_attended_and_the_fourth_shows_its_barrier():
    home = Household("m", {"maria": ("f", "1954-01-01")})
    case = home.add("signal", "2026-05-01", SIGNAL).id
    results = [{"attended": "attended", "access_obtained": "yes"}] * 3
    results.append({"attended": "not_attended", "not_attended_reason": "distance"})
    for result in results:
        sent = {"area": "health", "to_kind": "hospital", "to_name": "U", "reason": "x"}
        referral = home.add("referral", "2026-05-18", sent, person="maria", role=NURSE, case=case)
        answer = {"area": "health", "answers_to": referral.id, **result}
        home.add("referral_result", "2026-05-25", answer, person="maria", role=NURSE, case=case)

    found = figure("2.2.c.8", "2026-05", home)

    assert (found.value, found.of) == (3, 4)
    assert figure("TRM.2", "2026-05", home).by_code == {"distance": 1}


@pytest.mark.clause("protocol-2017/2.2.d.1")
def test_a_driving_licence_is_a_relevant_skill():
    home = person("a", "m", "1990-01-01", role="social_worker", work_state="informal", skills=["driving"])

    found = figure("2.2.d.1", "2026-03", home)

    assert (found.by_code, found.of) == ({"EMP_98": 1}, 1)


@pytest.mark.clause("protocol-2017/2.2.d.2")
def test_informal_work_as_main_income_counts_under_informal():
    home = person("a", "m", "1990-01-01", role="social_worker", income_source="informal")

    assert figure("2.2.d.2", "2026-03", home).by_code == {"informal": 1}


@pytest.mark.clause("protocol-2017/2.2.d.3")
def test_an_adult_with_no_year_of_work_counts_as_without_experience():
    home = person("a", "m", "1990-01-01", role="social_worker", work_state="informal", work_years=0)

    assert figure("2.2.d.3", "2026-03", home).by_code == {"EMP_03": 1}


@pytest.mark.clause("protocol-2017/2.2.e.1")
def test_a_dwelling_without_heating_counts():
    assert figure("2.2.e.1", "2026-03", dwelling("a", heating="none")).by_code == {"HOU_04": 1}


@pytest.mark.clause("protocol-2017/2.2.e.2")
def test_seven_persons_in_two_rooms_are_crowded():
    crowded = dwelling("a", persons_living=7, rooms=2, persons_per_room="3.5")

    found = figure("2.2.e.2", "2026-03", crowded, dwelling("b", rooms=1, persons_per_room="2"))

    assert (found.value, found.of) == (1, 2)


@pytest.mark.clause("protocol-2017/2.2.e.3")
def test_essential_needs_not_covered_are_shown_by_name():
    home = dwelling("a", kitchen="yes", bathroom="no", homework_place="no", children_living=1)

    found = figure("2.2.e.3", "2026-03", home)

    assert set(found.by_code) == {"HOU_08", "HOU_09"}
    titles = library().catalogue.vulnerabilities
    assert [titles[code].title for code in sorted(found.by_code)] == [
        "Fără baie",
        "Copii fără loc pentru teme",
    ]


@pytest.mark.clause("protocol-2017/2.2.e.4")
def test_no_toilet_counts():
    found = figure("2.2.e.4", "2026-03", dwelling("a", toilet="none"), dwelling("b", toilet="yard"))

    assert (found.value, found.of) == (1, 2)


@pytest.mark.clause("protocol-2017/2.2.e.5")
def test_no_water_is_not_no_light():
    home = dwelling("a", electricity="legal", drinking_water="no")

    assert figure("2.2.e.5", "2026-03", home).by_code == {"HOU_02": 1}


@pytest.mark.clause("protocol-2017/2.2.e.6")
def test_uncontrolled_waste_water_counts():
    assert figure("2.2.e.6", "2026-03", dwelling("a", waste_water="uncontrolled")).by_code == {"HOU_05": 1}

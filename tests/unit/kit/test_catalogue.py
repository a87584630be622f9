from datetime import date

import pytest

from vatra.kit import catalogue, packs, vocabulary
from vatra.kit.errors import PackError

NEED = {
    "code": "NHO_01",
    "title": "Locuință sănătoasă",
    "area": "housing",
    "sensitivity": "social",
    "source": "x",
}
SERVICE = {
    "code": "STR_08", "title": "Referire", "area": "housing", "who": ["social_worker"], "group": "referral",
    "prophylaxis": None, "source": "x", "amc_msr": "STR_08",
}  # fmt: skip
VULNERABILITY = {
    "code": "VLP_02", "title": "Supraaglomerare", "area": "housing", "group": "LIV", "sensitivity": "social",
    "urgency": "soon", "favourable": False, "about": "household", "who": ["social_worker"], "source": "x",
    "amc_msr": "VLP_02", "need": "NHO_01", "services": ["STR_08"], "valid_from": "2017-07-06",
}  # fmt: skip


def parse(needs=(NEED,), services=(SERVICE,), vulnerabilities=(VULNERABILITY,)):
    return catalogue.parse(list(needs), list(services), list(vulnerabilities), name="p")


def test_the_three_lists_are_read():
    read = parse()
    one = read.vulnerabilities["VLP_02"]

    assert (one.sensitivity, one.urgency, one.need, one.services) == (3, 2, "NHO_01", ("STR_08",))
    assert read.needs["NHO_01"].area == "housing"
    assert read.services["STR_08"].who == ("social_worker",)


def test_days_of_force_include_both_ends():
    one = parse(vulnerabilities=[{**VULNERABILITY, "valid_to": "2026-12-31"}]).vulnerabilities["VLP_02"]

    assert [one.is_valid(date(*day)) for day in ((2017, 7, 5), (2017, 7, 6), (2026, 12, 31), (2027, 1, 1))] == [
        False, True, True, False,
    ]  # fmt: skip


@pytest.mark.clause("protocol-2017/1.2.1")
def test_an_entry_without_one_of_the_six_areas_is_refused():
    assert len(vocabulary.AREAS) == 6
    for area in (None, "leisure"):
        with pytest.raises(PackError, match="unknown area"):
            parse(needs=[{**NEED, "area": area}])


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"urgency": "now"}, "unknown urgency"),
        ({"sensitivity": "secret"}, "unknown sensitivity"),
        ({"about": "village"}, "unknown about"),
        ({"favourable": "no"}, "unknown favourable"),
        ({"who": ["wizard"]}, "unknown roles"),
        ({"source": None}, "neither cites nor source"),
        ({"colour": 1}, "unknown keys ['colour']"),
        ({"need": "NHO_99"}, "no need NHO_99"),
        ({"services": ["STR_99"]}, "no services ['STR_99']"),
        ({"favourable": True}, "favourable, yet urgent"),
    ],
)
def test_a_fault_is_named(change, fault):
    with pytest.raises(PackError) as refused:
        parse(vulnerabilities=[{**VULNERABILITY, **change}])

    assert fault in str(refused.value)


def test_a_code_stands_once():
    with pytest.raises(PackError, match=r"codes stand twice: \['VLP_02'\]"):
        parse(vulnerabilities=[VULNERABILITY, VULNERABILITY])


def test_a_missing_field_is_named():
    entry = {key: value for key, value in VULNERABILITY.items() if key != "group"}

    with pytest.raises(PackError, match=r"lacks \['group'\]"):
        parse(vulnerabilities=[entry])


def test_two_packs_with_one_code_are_refused():
    with pytest.raises(PackError, match="two packs have the needs"):
        catalogue.merged([parse(), parse()])


def test_two_of_ours_for_one_entry_of_the_ministry_are_refused():
    with pytest.raises(PackError, match="claim the same AMC-MSR entry"):
        parse(vulnerabilities=[VULNERABILITY, {**VULNERABILITY, "code": "HOU_09"}])


def test_codes_that_stand_twice_at_the_ministry_are_told_apart_by_label():
    first = {**VULNERABILITY, "code": "VSP_LC_1", "amc_msr": "VSP_LC", "title": "Lipsa de coagulare"}
    second = {**first, "code": "VSP_LC_2", "title": "Lipsa creșterii"}
    read = parse(vulnerabilities=[first, second])

    assert catalogue.from_amc(read.vulnerabilities.values()) == {
        ("LIV", "VSP_LC", "Lipsa de coagulare"): "VSP_LC_1",
        ("LIV", "VSP_LC", "Lipsa creșterii"): "VSP_LC_2",
    }


def test_every_installed_vulnerability_maps_to_the_ministry_and_back():
    installed = packs.library().catalogue.vulnerabilities.values()
    back = catalogue.from_amc(installed)

    mapped = [one for one in installed if one.amc_msr]
    assert mapped
    assert all(back[catalogue.to_amc(one)] == one.code for one in mapped)

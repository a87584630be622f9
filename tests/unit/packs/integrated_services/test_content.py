"""What the pack's lists and forms promise to the law and to each other."""

from datetime import date
from itertools import chain

import pytest

from tests.unit.packs.integrated_services.households import Household, figure
from vatra.kit import cases, compiling, forms, lists, vocabulary
from vatra.kit.packs import library
from vatra.packs import integrated_services

ALL = library()
ROOT = integrated_services.PACK.root
FORMS = ALL.newest()
PLANS = [
    FORMS[f"integrated_services/{name}"] for name in ("initial_plan", "individual_plan", "plan_revision")
]
TRIED = [case for pack in ALL.packs for case in cases.load(pack.root / "cases")]
SERVICES = ALL.catalogue.services.values()
VULNERABILITIES = ALL.catalogue.vulnerabilities


def said(form: str, answers: dict, role: str = "social_worker") -> cases.Outcome:
    context = {
        "today": "2026-11-02",
        "role": role,
        "person": {"id": "p", "birth_date": "1980-01-01", "sex": "m"},
    }
    full = f"integrated_services/{form}"
    return cases.outcome(FORMS[full], answers, context, ALL.parameters_of(full))


@pytest.mark.parametrize("form", sorted(FORMS))
def test_every_form_has_a_case_that_passes_and_one_that_is_refused(form):
    own = [case for case in TRIED if case.form == form]

    assert any(case.expect.get("issues") == [] for case in own)
    assert any(case.expect.get("issues") or case.expect.get("issues_include") for case in own)


@pytest.mark.parametrize("form", sorted(FORMS))
def test_every_finding_of_a_form_is_found_in_a_case(form):
    wanted = {rule["code"] for rule in FORMS[form]["findings"]}
    own = [case.expect for case in TRIED if case.form == form]
    shown = chain.from_iterable((*e.get("findings", ()), *e.get("findings_include", ())) for e in own)

    assert wanted - {one.split(":")[0] for one in shown} == set()


def test_the_three_plans_share_objectives_and_activities():
    for group in ("objectives", "interventions"):
        one, two, three = (next(i for i in plan["items"] if i["id"] == group) for plan in PLANS)
        assert one == two == three


def test_a_repeating_group_has_one_sensitivity():
    for form in FORMS.values():
        for item in compiling.trees.items(form["items"]):
            if item.get("repeats"):
                marks = {inner["sensitivity"] for inner in compiling.trees.items(item["items"])}
                assert len(marks) == 1, (form["id"], item["id"], marks)


def test_a_case_manager_reads_every_need_but_an_illness():
    hidden = {one.code for one in ALL.catalogue.needs.values()
              if one.sensitivity not in vocabulary.ROLES["social_worker"].reads}  # fmt: skip

    assert hidden == {"NHE_16"}


@pytest.mark.parametrize("group", ["SS_B", "SS_SL", "DIZ_TIP", "SUS_BR_ES"])
def test_an_illness_is_never_read_by_school_or_social_staff(group):
    marks = {one.sensitivity for one in VULNERABILITIES.values() if one.group == group}

    for role in ("social_worker", "school_counsellor", "school_mediator"):
        assert not marks & vocabulary.readable(role)


def test_hiv_mental_health_and_substances_are_restricted():
    for code in (
        "VSG_HIV",
        "VSG_TMC",
        "VSG_DEP",
        "VSG_DEM",
        "VSG_AD",
        "VDT_06",
        "VDT_08",
        "VCR_03",
        "VCR_07",
    ):
        assert VULNERABILITIES[code].sensitivity == vocabulary.Sensitivity.medical_special


def test_favourable_codes_end_as_those_of_the_ministry():
    for one in VULNERABILITIES.values():
        if one.amc_msr is not None:
            assert one.favourable is one.amc_msr.endswith(("_96", "_97", "_98", "_99"))


def test_the_115_services_of_the_ministry_are_all_there():
    assert len([one for one in SERVICES if one.amc_msr is not None]) == 115


@pytest.mark.clause("protocol-2017/1.2.1", "protocol-2017/2.1")
def test_needs_services_vulnerabilities_and_indicators_carry_one_of_six_areas():
    everything = [*ALL.catalogue.needs.values(), *SERVICES, *VULNERABILITIES.values(), *ALL.indicators]

    assert {one.area for one in everything} == set(vocabulary.AREAS)
    assert {one.area for one in ALL.catalogue.needs.values()} == set(vocabulary.AREAS)
    assert len(vocabulary.AREAS) == 6


@pytest.mark.clause("protocol-2017/6.4")
def test_a_retired_vulnerability_is_not_offered_and_still_named(tmp_path):
    entry = (
        (ROOT / "vulnerabilities.yaml")
        .read_text(encoding="utf-8")
        .split("- {code: HOU_03,")[1]
        .split("\n- {")[0]
    )
    retired = "- {code: HOU_03," + entry.replace("valid_from:", 'valid_to: "2025-12-31", valid_from:')
    (tmp_path / "lists").mkdir()
    (tmp_path / "vulnerabilities.yaml").write_text(retired, encoding="utf-8")
    (tmp_path / "lists" / "found.yaml").write_text("{from: vulnerabilities}", encoding="utf-8")
    item = {"id": "found", "type": "choice", "text": "Ce ați găsit", "list": "found"}
    raw = {"id": "f", "version": "1", "title": "F", "source": "x", "subject": "household", "who": ["social_worker"],
           "sensitivity": "social", "items": [item]}  # fmt: skip
    form = forms.compile_form(raw, lists.read(tmp_path), "p")

    before = forms.check(form, {"found": "HOU_03"}, {"today": "2025-12-31"})
    after = forms.check(form, {"found": "HOU_03"}, {"today": "2026-01-01"})

    assert before.issues == ()
    assert [issue.code for issue in after.issues] == ["option"]
    assert form["items"][0]["options"][0]["text"] == "Fără grup sanitar"


def test_no_vulnerability_is_valid_before_the_protocol():
    assert {one.valid_from for one in VULNERABILITIES.values()} == {date(2017, 7, 6)}


OTHERS = [
    ("3.3.m", "social_worker", "social_other", None, "ALT.1"),
    ("3.6.i", "school_counsellor", "counsellor_other", None, "ALT.3"),
    ("3.7.e", "school_mediator", "school_mediator_other", None, "ALT.4"),
    ("3.4.s", "community_nurse", "service_given", "AMS_99", "ALT.2"),
    ("3.5.q", "roma_health_mediator", "service_given", "MSS_99", "ALT.2"),
]


@pytest.mark.parametrize(
    ("role", "form", "service", "indicator"),
    [pytest.param(*rest, marks=pytest.mark.clause(f"protocol-2017/{ref}"), id=ref) for ref, *rest in OTHERS],
)
def test_another_intervention_is_described_and_counted(role, form, service, indicator):
    item = "service_other" if service else "description"
    answers = {"area": "health", "service_group": "support", "service_code": service} if service else {}
    described = answers | {item: "Altceva, descris"}

    assert f"{item}:required" in said(form, answers, role).issues
    assert f"{item}:required" not in said(form, described, role).issues

    home = Household("casa", {"x": ("f", "1980-01-01")})
    home.add(form, "2026-05-10", described, person="x", role=role)
    assert figure(indicator, "2026-05", home).value == 1


@pytest.mark.clause("protocol-2017/3.6.b")
def test_a_career_problem_is_of_one_of_the_laws_kinds():
    item = next(i for i in FORMS["integrated_services/career_problem"]["items"] if i["id"] == "problem")

    assert [option["code"] for option in item["options"]] == [
        "indecision",
        "anxiety",
        "parent_conflict",
        "other",
    ]
    assert "problem:option" in said("career_problem", {"problem": "laziness"}, "school_counsellor").issues


@pytest.mark.clause("protocol-2017/3.4.b.1")
def test_a_risk_of_the_community_belongs_to_no_person():
    risk = FORMS["integrated_services/community_risk"]
    found = said("community_risk", {"kind": "HEA_30"}, "community_nurse").findings

    assert risk["subject"] == "place"
    assert found == ["HEA_30"]
    assert VULNERABILITIES["HEA_30"].about == "community"
    assert "person" not in {item["type"] for item in compiling.trees.items(risk["items"])}

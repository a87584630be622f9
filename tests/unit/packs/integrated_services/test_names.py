"""The lists of forms in code agree with the forms themselves."""

from pathlib import Path

import pytest

from tests.unit.packs.integrated_services.world import packs
from vatra.packs import integrated_services
from vatra.packs.integrated_services import names, replies

FORMS = {i: form for i, form in packs().newest().items() if i.startswith(f"{names.CODE}/")}
ROOT = integrated_services.PACK.root


def ids(form: dict) -> set[str]:
    def walk(items: list[dict]) -> set[str]:
        return {item["id"] for item in items} | {i for item in items for i in walk(item.get("items", []))}

    return walk(form["items"])


def named_forms() -> list[str]:
    return [
        value
        for value in vars(names).values()
        if isinstance(value, str) and value.startswith(names.CODE + "/")
    ]


@pytest.mark.parametrize("form", named_forms())
def test_a_form_that_code_names_exists(form):
    assert form in FORMS


@pytest.mark.parametrize(("form", "item"), names.DAY_OF.items())
def test_the_day_of_a_record_is_the_one_its_form_says(form, item):
    assert FORMS[form]["date"] == item


def test_every_casework_form_belongs_to_a_case():
    casework = {i for i, form in FORMS.items() if form["subject"] == "dossier"}
    services = {
        i for i, form in FORMS.items() if form["subject"] == "person" and form.get("stage") == "intervention"
    }
    answers = {names.REFERRAL_RESULT, names.SCHOOL_PROPOSAL_ANSWER}
    # Kept as evidence of health work, like the visits to children and pregnant women.
    evidence = {f"{names.CODE}/family_planning"}

    assert casework | services | answers | {names.HOME_VISIT} == names.IN_A_CASE | evidence


def test_every_form_with_a_next_day_of_visit_spells_it_the_same():
    spelt = {i for i, form in FORMS.items() if "next_visit_on" in ids(form)}

    assert names.HOME_VISIT in spelt
    assert not [i for i, form in FORMS.items() if ids(form) & {"next_visit", "next_on", "next_visit_at"}]


def test_a_reply_can_name_what_it_answers():
    by_rule = {rule.reply for rules in replies.RULES.values() for rule in rules}

    assert {form for form in by_rule if "answers_to" not in ids(FORMS[form])} == set()


def test_the_plan_forms_hold_what_plans_read():
    wanted = {
        "objective_no", "objective_need", "objective_person", "intervention_no", "intervention_objective",
        "intervention_person", "service_code", "responsible_role", "responsible_user", "start_on",
        "start_time", "term_on", "repeat_every_days", "expected_result", "overlap_reason",
    }  # fmt: skip

    assert [wanted - ids(FORMS[form]) for form in names.PLANS] == [set(), set(), set()]


def test_needs_services_and_lists_are_those_of_the_library():
    known = packs().catalogue

    assert (ROOT / "needs.yaml").exists()
    assert isinstance(ROOT, Path)
    assert known.needs.keys() == integrated_services.catalogue.installed().needs.keys()

"""Forms as FHIR Questionnaires: valid by an independent reader, and nothing lost on the way."""

import json

import pytest
from fhir.resources.R4B.questionnaire import Questionnaire

from tests.unit.kit.makers import form
from vatra.kit import cases, fhir, packs

FORMS = [*packs.library().newest().values(), *cases.engine().forms.values()]
N = {"id": "i", "type": "integer", "text": "Număr"}
B = {"id": "b", "type": "boolean", "text": "Bifă"}
C = {"id": "c", "type": "choice", "text": "Una", "options": [{"code": "a", "text": "A", "exclusive": True}]}


@pytest.mark.parametrize("one", FORMS, ids=[one["id"] for one in FORMS])
def test_every_form_is_a_valid_questionnaire(one):
    resource = fhir.questionnaire(one)

    assert Questionnaire.model_validate(json.loads(json.dumps(resource))).version == one["version"]


def item_of(extra, *others):
    return fhir.questionnaire(form([*others, {"id": "x", "type": "string", "text": "X", **extra}]))["item"][
        -1
    ]


def test_a_simple_condition_is_said_in_fhir():
    assert item_of({"when": {"q": "i", "op": ">=", "value": 2}}, N)["enableWhen"] == [
        {"question": "i", "operator": ">=", "answerInteger": 2}
    ]


def test_all_and_any_of_simple_conditions_too():
    condition = {"any": [{"q": "c", "op": "=", "value": "a"}, {"q": "b", "op": "exists", "value": False}]}
    item = item_of({"when": condition}, C, B)

    assert item["enableBehavior"] == "any"
    assert [part["operator"] for part in item["enableWhen"]] == ["=", "exists"]


@pytest.mark.parametrize(
    "condition",
    [
        {"ctx": "role", "op": "=", "value": "social_worker"},
        {"not": {"q": "i", "op": "=", "value": 2}},
        {"q": "i", "op": ">", "value": {"param": "limit"}},
        {"all": [{"any": [{"q": "i", "op": "=", "value": 2}]}]},
    ],
)
def test_a_condition_that_fhir_cannot_say_travels_whole_in_an_extension(condition):
    item = item_of({"when": condition}, N)

    assert "enableWhen" not in item
    kept = [part for part in item["extension"] if part["url"] == "urn:vatra:when"]
    assert json.loads(kept[0]["valueString"]) == condition


def test_options_bounds_marks_and_hints_come_along():
    (choice, number) = fhir.questionnaire(
        form(
            [
                C,
                {
                    **N,
                    "min": 1,
                    "max": {"param": "limit"},
                    "unit": "camere",
                    "hint": "Numărați și bucătăria.",
                },
            ]
        )
    )["item"]
    urls = {part["url"].rsplit("/", 1)[-1] for part in number["extension"]}

    assert choice["answerOption"][0]["valueCoding"]["code"] == "a"
    assert choice["answerOption"][0]["extension"][0]["valueBoolean"] is True
    assert urls == {"urn:vatra:sensitivity", "questionnaire-unit", "minValue", "urn:vatra:max"}
    assert number["item"][0]["text"] == "Numărați și bucătăria."


def test_kinds_of_items():
    resource = fhir.questionnaire(cases.engine().forms["kit/types"])
    types = {item["linkId"]: item["type"] for item in resource["item"]}

    assert types["ynu"] == types["c"] == types["cs"] == "choice"
    assert types["person"] == types["place"] == "reference"
    assert types["signature"] == types["photo"] == "attachment"
    assert next(item for item in resource["item"] if item["linkId"] == "cs")["repeats"] is True

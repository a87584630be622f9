"""Forms as XLSForm sheets, as ODK's tools read them."""

import re
from datetime import date

import pytest

from tests.unit.kit.makers import form
from vatra.kit import cases, packs, parameters, xlsform

ENGINE = cases.engine()
EVERY = [(one, packs.library().parameters_of(one["id"])) for one in packs.library().newest().values()]
EVERY += [(one, ENGINE.parameters) for one in ENGINE.forms.values()]
DAY = date(2026, 11, 2)
N = {"id": "i", "type": "integer", "text": "Număr"}
LIMIT = parameters.parse(
    {"limit": {"title": "x", "source": "y", "values": [{"from": "2026-01-01", "value": "2.5"}]}}
)


@pytest.mark.parametrize(("one", "own"), EVERY, ids=[one["id"] for one, _ in EVERY])
def test_names_are_unique_groups_close_and_references_exist(one, own):
    sheets = xlsform.sheets(one, own, DAY)
    names = [row["name"] for row in sheets.survey if "name" in row]
    lists = {row["list_name"] for row in sheets.choices}
    depth = 0
    for row in sheets.survey:
        depth += row["type"].startswith("begin_") - row["type"].startswith("end_")
        assert depth >= 0
        for column in ("relevant", "calculation", "constraint"):
            assert set(re.findall(r"\$\{(\w+)\}", row.get(column, ""))) <= set(names)
        if row["type"].startswith("select_"):
            assert row["type"].split()[1] in lists

    assert depth == 0
    assert len(set(names)) == len(names)


def row_of(*items, own=LIMIT):
    return xlsform.sheets(form(list(items)), own, DAY).survey[-1]


def text(condition):
    return row_of(N, {"id": "x", "type": "string", "text": "X", "when": condition})["relevant"]


@pytest.mark.parametrize(
    ("condition", "written"),
    [
        ({"q": "i", "op": ">=", "value": 2}, "${i} >= 2"),
        ({"q": "i", "op": ">", "value": {"param": "limit"}}, "${i} > 2.5"),
        ({"q": "i", "op": "exists"}, "string-length(${i}) > 0"),
        ({"q": "i", "op": "exists", "value": False}, "not(string-length(${i}) > 0)"),
        ({"ctx": "role", "op": "=", "value": "social_worker"}, "${ctx_role} = 'social_worker'"),
        ({"ctx": "date", "op": "<", "value": "2027-01-01"}, "${ctx_date} < date('2027-01-01')"),
        ({"not": {"q": "i", "op": "=", "value": 2}}, "not(${i} = 2)"),
        (
            {"any": [{"q": "i", "op": "=", "value": 2}, {"q": "i", "op": "=", "value": 3}]},
            "(${i} = 2) or (${i} = 3)",
        ),
        ({"all": []}, "true()"),
    ],
)
def test_conditions_are_written_in_xpath(condition, written):
    assert text(condition) == written


def test_choices_are_asked_with_selected():
    several = {
        "id": "cs",
        "type": "choices",
        "text": "CS",
        "options": [{"code": "a", "text": "A", "exclusive": True}],
    }
    follow = {"id": "x", "type": "string", "text": "X", "when": {"q": "cs", "op": "has_not", "value": "a"}}

    assert row_of(several, follow)["relevant"] == "not(selected(${cs}, 'a'))"
    assert row_of(several)["constraint"] == "not(selected(., 'a') and count-selected(.) > 1)"


def test_bounds_patterns_and_messages():
    own = {"id": "s", "type": "string", "text": "S", "pattern": "[A-Z]+", "max_length": 5, "required": True}
    row = row_of({**own, "messages": {"pattern": "Numai litere mari.", "required": "Scrieți seria."}})

    assert row["constraint"] == "regex(., '^(?:[A-Z]+)$') and string-length(.) <= 5"
    assert (row["constraint_message"], row["required_message"]) == ("Numai litere mari.", "Scrieți seria.")
    assert row["required"] == "yes"
    assert (
        row_of({"id": "d", "type": "date", "text": "D", "max": "today"})["constraint"] == ". <= ${ctx_today}"
    )


@pytest.mark.parametrize(
    ("compute", "part"),
    [
        ({"fn": "divide", "of": [{"q": "i"}, {"value": 3}]}, "round(${i} div 3, 2)"),
        ({"fn": "sum", "of": [{"q": "i"}, {"value": 1}]}, "${i} + 1"),
        ({"fn": "concat", "of": [{"value": "nr. "}, {"q": "i"}]}, "concat('nr. ', ${i})"),
        (
            {"fn": "age_years", "of": [{"ctx": "person.birth_date"}]},
            "format-date(${ctx_person_birth_date}, '%m%d')",
        ),
        (
            {"fn": "days_between", "of": [{"ctx": "date"}, {"ctx": "today"}]},
            "decimal-date-time(${ctx_today})",
        ),
        ({"fn": "max", "of": [{"q": "i"}, {"value": 0}]}, "max(${i}, 0)"),
    ],
)
def test_calculations_are_written_in_xpath(compute, part):
    assert part in row_of(N, {"id": "x", "type": "computed", "text": "X", "compute": compute})["calculation"]


def test_what_the_form_knows_of_the_world_becomes_hidden_questions():
    head = {"id": "x", "type": "string", "text": "X", "when": {"ctx": "person.sex", "op": "=", "value": "f"}}
    survey = xlsform.sheets(form([head]), LIMIT, DAY).survey

    assert survey[:2] == [
        {"type": "calculate", "name": "ctx_date", "calculation": "today()"},
        {"type": "hidden", "name": "ctx_person_sex"},
    ]

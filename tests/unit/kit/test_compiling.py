"""What a form's author is told: every fault by name, none let through."""

import pytest

from tests.unit.kit.makers import HEAD, form
from vatra.kit import compiling, forms
from vatra.kit.errors import PackError

S = {"id": "s", "type": "string", "text": "Text"}
N = {"id": "i", "type": "integer", "text": "Număr"}
D = {"id": "d", "type": "date", "text": "Zi"}
B = {"id": "b", "type": "boolean", "text": "Bifă"}
C = {"id": "c", "type": "choice", "text": "Una", "options": [{"code": "a", "text": "A"}]}
CS = {**C, "id": "cs", "type": "choices"}
G = {"id": "g", "type": "group", "text": "Grup", "repeats": True, "items": [{**N, "id": "inner"}]}


def when(condition):
    return [N, S, D, B, C, CS, G, {"id": "x", "type": "string", "text": "X", "when": condition}]


@pytest.mark.parametrize(
    ("items", "fault"),
    [
        ([{**S, "type": "strin"}], "s: unknown type 'strin'"),
        ([{**S, "txt": 1}], "unknown keys ['txt']"),
        ([{"id": "s", "type": "string"}], "s: no text"),
        ([{**S, "id": "Ș"}], "an item needs an id"),
        (["s"], "an item needs an id"),
        ([S, S], "ids stand twice: ['s']"),
        ([G, {**N, "id": "inner"}], "ids stand twice: ['inner']"),
        ([{**S, "sensitivity": "secret"}], "unknown sensitivity 'secret'"),
        ([{**S, "area": "love"}], "unknown area 'love'"),
        ([{**S, "options": []}], "a string takes no options"),
        ([{**N, "pattern": "a"}], "a integer takes no pattern"),
        ([{**S, "pattern": "a.c"}], "outside the allowed subset"),
        ([{**S, "format": "iban"}], "unknown format 'iban'"),
        ([{**S, "max_length": "5"}], "max_length is a whole number"),
        ([{**D, "precision": ["week"]}], "precision is a list"),
        ([{**D, "precision": []}], "precision is a list"),
        ([{**S, "messages": {"type": "x"}}], "unknown messages ['type']"),
        ([{"id": "c", "type": "choice", "text": "C"}], "c: no options"),
        ([{**C, "options": [{"code": 1, "text": "A"}]}], "needs a code (text"),
        ([{**C, "options": [{"code": "a"}]}], "needs a code (text"),
        ([{**C, "options": [{"code": "a", "text": "A", "find": 1}]}], "option 'a': unknown keys"),
        ([{**C, "options": C["options"] * 2}], "options stand twice: ['a']"),
        ([{"id": "c", "type": "choice", "text": "C", "list": "nope"}], "no list 'nope'"),
        ([{**C, "list": "known"}], "both list and options"),
        ([{"id": "g", "type": "group", "text": "G", "items": []}], "a group needs items"),
        ([{**G, "repeats": False, "required": True}], "does not repeat takes no ['required']"),
        ([{"id": "x", "type": "computed", "text": "X"}], "a computed item needs compute"),
        ([{"id": "x", "type": "display", "text": "X", "required": True}], "cannot be required"),
        ([{**S, "binds": "Person Name"}], "binds 'Person Name' is not a dotted name"),
        ([{"id": "x", "type": "computed", "text": "X", "compute": 5}], "not an expression"),
    ],
)
def test_a_fault_of_an_item_is_named(items, fault):
    with pytest.raises(PackError) as refused:
        form(items, {"known": C["options"]})

    assert fault in str(refused.value)


@pytest.mark.parametrize(
    ("condition", "fault"),
    [
        ({"q": "zz", "op": "=", "value": 1}, "unknown item 'zz'"),
        ({"ctx": "person.shoe", "op": "=", "value": 1}, "unknown ctx path"),
        ({"q": "i", "op": "==", "value": 1}, "unknown op '=='"),
        ({"q": "i", "op": "="}, "needs a value"),
        ({"q": "i", "op": "=", "value": [1]}, "a value is one text"),
        ({"q": "i", "op": "=", "value": None}, "a value is one text"),
        ({"q": "i", "op": "exists", "value": "yes"}, "exists takes true or false"),
        ({"q": "i", "ctx": "today", "op": "="}, "has q or ctx"),
        ({"q": "i", "op": "=", "value": 1, "valu": 2}, "has q or ctx"),
        ({"all": [{"q": "zz", "op": "exists"}]}, "unknown item 'zz'"),
        ({"not": {"q": "zz", "op": "exists"}}, "unknown item 'zz'"),
        ("i = 1", "a condition is a mapping"),
        ({"q": "s", "op": "<", "value": "b"}, "kind text, which does not know '<'"),
        ({"q": "b", "op": ">", "value": False}, "kind boolean, which does not know '>'"),
        ({"q": "cs", "op": "=", "value": "a"}, "kind list, which does not know '='"),
        ({"q": "i", "op": "has", "value": 1}, "kind number, which does not know 'has'"),
        ({"q": "inner", "op": "=", "value": 1}, "kind list, which does not know '='"),
        ({"q": "g", "op": "=", "value": 1}, "kind list, which does not know '='"),
        ({"q": "c", "op": "=", "value": "z"}, "'c' has no option 'z'"),
        ({"q": "cs", "op": "has", "value": "z"}, "'cs' has no option 'z'"),
        ({"q": "i", "op": "=", "value": {"fn": "age", "of": [{"q": "d"}]}}, "unknown function 'age'"),
        ({"q": "i", "op": "=", "value": {"fn": "divide", "of": [{"q": "i"}]}}, "divide does not take 1"),
        ({"q": "i", "op": "=", "value": {"fn": "sum", "of": []}}, "`of` is a list"),
        ({"q": "i", "op": "=", "value": {"quest": "i"}}, "not an expression"),
    ],
)
def test_a_fault_of_a_condition_is_named(condition, fault):
    with pytest.raises(PackError) as refused:
        form(when(condition))

    assert fault in str(refused.value)


@pytest.mark.parametrize(
    ("head", "fault"),
    [
        ({"version": 1}, "version is text"),
        ({"version": "v1"}, "version is text"),
        ({"title": ""}, "no title"),
        ({"source": None}, "neither cites nor source"),
        ({"subject": "family"}, "unknown subject"),
        ({"who": []}, "no role may submit"),
        ({"who": ["wizard"]}, "unknown roles ['wizard']"),
        ({"effects": ["register"]}, "effects are"),
        ({"date": "s"}, "date 's' is no date item"),
        ({"colour": "red"}, "unknown keys ['colour']"),
        ({"findings": [{"code": "X"}]}, "a finding has code, when and each"),
        ({"findings": [{"code": "X", "when": {"q": "zz", "op": "exists"}}]}, "X: unknown item"),
        ({"findings": [{"code": "X", "each": "s", "when": {"all": []}}]}, "'s' is no repeating group"),
    ],
)
def test_a_fault_of_the_head_is_named(head, fault):
    with pytest.raises(PackError) as refused:
        form([S], **head)

    assert fault in str(refused.value)


@pytest.mark.parametrize(
    "items",
    [
        [{**S, "when": {"q": "s", "op": "exists"}}],
        [{**S, "when": {"q": "i", "op": "exists"}}, {**N, "when": {"q": "s", "op": "exists"}}],
        [{**G, "when": {"q": "inner", "op": "exists"}}],
        [{"id": "x", "type": "computed", "text": "X", "compute": {"fn": "sum", "of": [{"q": "x"}]}}],
    ],
)
def test_items_that_wait_for_one_another_are_refused(items):
    with pytest.raises(PackError, match="wait for one another"):
        form(items)


def test_all_faults_are_named_at_once():
    with pytest.raises(PackError) as refused:
        form([{**S, "type": "x"}, {**N, "area": "y"}], who=["wizard"])

    assert len(str(refused.value).splitlines()) == 3


def test_a_form_without_items_is_refused():
    with pytest.raises(PackError, match="a form is a mapping with items"):
        forms.compile_form({**HEAD}, {}, "p")


def test_marks_are_inherited_from_the_form_and_from_groups():
    inside = {**N, "id": "inside"}
    own = {**N, "id": "own", "sensitivity": "medical"}
    group = {
        "id": "g",
        "type": "group",
        "text": "G",
        "sensitivity": "violence",
        "area": "health",
        "items": [inside, own],
    }
    compiled = form([S, group], area="housing")

    assert compiling.sensitivities(compiled) == {"s": 3, "inside": 6, "own": 4}
    assert compiled["items"][0]["area"] == "housing"
    assert compiled["items"][1]["items"][0]["area"] == "health"


def test_lists_and_option_findings_are_written_out():
    lists = {"signs": [{"code": "a", "text": "A", "finding": "X_1"}, {"code": "b", "text": "B"}]}
    compiled = form([{"id": "c", "type": "choices", "text": "C", "list": "signs"}], lists)

    assert compiled["items"][0]["options"] == lists["signs"]
    assert compiled["findings"] == [{"code": "X_1", "when": {"q": "c", "op": "has", "value": "a"}}]


def test_the_hash_tells_forms_apart_and_nothing_else():
    one, same = form([S, N]), form([dict(S), dict(N)])
    other = form([S, {**N, "text": "Alt număr"}])

    assert one["hash"] == same["hash"] != other["hash"]


def test_compiling_leaves_what_it_was_given_alone():
    raw = {**HEAD, "items": [{**C}]}
    forms.compile_form(raw, {}, "p")

    assert raw == {**HEAD, "items": [{**C}]}

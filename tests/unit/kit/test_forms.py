from tests.unit.kit.makers import form
from vatra.kit import forms, messages, parameters

NUMBER = {"id": "n", "type": "integer", "text": "Camere", "min": 1, "unit": "camere"}
DAY = {"id": "day", "type": "date", "text": "Data vizitei", "max": "today"}
TODAY = {"date": "2026-11-02"}


def said(items, answers, context=TODAY):
    return [issue.message for issue in forms.check(form(items), answers, context).issues]


def test_a_message_says_what_happened_and_what_to_do():
    assert said([DAY], {"day": "2027-11-02"}) == [
        "„Data vizitei”: data nu poate fi în viitor. Verificați anul."
    ]
    assert said([NUMBER], {"n": 0}) == [
        "„Camere”: valoarea trebuie să fie cel puțin 1 camere. Verificați răspunsul."
    ]
    assert said([{**DAY, "max": "2026-01-31"}], {"day": "2026-02-01"}) == [
        "„Data vizitei”: data trebuie să fie cel mai târziu 31.01.2026. Verificați anul."
    ]


def test_a_form_may_say_it_in_its_own_words():
    own = {**NUMBER, "messages": {"min": "O casă are cel puțin o cameră, nu {min}0."}}

    assert said([own], {"n": 0}) == ["O casă are cel puțin o cameră, nu 10."]


def test_braces_of_an_author_are_left_alone():
    assert said([{**NUMBER, "text": "Câte {camere}?"}], {"n": "x"}) == [
        "„Câte {camere}?”: scrieți un număr întreg, numai cu cifre."
    ]


def test_the_reasons_of_a_wrong_personal_number_are_told():
    item = {"id": "cnp", "type": "string", "text": "CNP", "format": "cnp"}

    assert said([item], {"cnp": "1800101221145"}) == [
        "„CNP”: Ultima cifră (de control) nu se potrivește: cel puțin o cifră este greșită. "
        "Comparați cu actul."
    ]


def test_every_issue_code_has_words():
    codes = [
        "required",
        "type",
        "min",
        "max",
        "pattern",
        "option",
        "exclusive",
        "max_length",
        "unknown_item",
        "precision",
    ]

    assert set(codes) <= set(messages.TEMPLATES)


def test_values_are_shown_as_romanians_write_them():
    assert messages.shown("2026-11-02") == "02.11.2026"
    assert messages.shown("2026-11") == "11.2026"
    assert messages.shown("6.2") == "6,2"
    assert messages.shown(7) == "7"


def test_a_new_form_starts_with_its_initial_values():
    group = {"id": "g", "type": "group", "text": "G", "items": [{**NUMBER, "initial": 3}]}
    compiled = form([{**DAY, "initial": {"ctx": "today"}}, group, {**NUMBER, "id": "m"}])

    assert forms.initial_answers(compiled, TODAY) == {"day": "2026-11-02", "n": 3}


def test_answers_are_kept_in_the_order_of_the_form():
    checked = forms.check(form([NUMBER, DAY]), {"day": "2026-11-02", "n": 1}, TODAY)

    assert list(checked.answers) == ["n", "day"]


def test_a_parameter_is_looked_up_in_the_pack_of_the_form():
    own = parameters.parse(
        {"limit": {"title": "x", "source": "y", "values": [{"from": "2026-01-01", "value": 5}]}}
    )
    item = {**NUMBER, "max": {"param": "limit"}}

    assert [issue.code for issue in forms.check(form([item]), {"n": 6}, TODAY, own).issues] == ["max"]
    assert forms.check(form([item]), {"n": 6}, {"date": "2025-12-31"}, own).issues == ()


def test_a_form_file_is_read_with_the_lists_of_its_pack(tmp_path):
    for folder in ("forms", "lists"):
        (tmp_path / folder).mkdir()
    (tmp_path / "lists/signs.yaml").write_text("[{code: a, text: A}]")
    (tmp_path / "forms/f.yaml").write_text(
        "{id: f, version: '1', title: F, source: x, subject: person, who: [social_worker], "
        "sensitivity: social, items: [{id: c, type: choice, text: C, list: signs}]}"
    )

    compiled = forms.load_form(tmp_path / "forms/f.yaml")

    assert compiled["id"] == f"{tmp_path.name}/f"
    assert compiled["items"][0]["options"] == [{"code": "a", "text": "A"}]

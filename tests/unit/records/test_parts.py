"""Answers split and joined: nothing is lost, and nothing lies below the mark of what it tells."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vatra.demo import filling
from vatra.demo.filling import Mood
from vatra.kit import packs
from vatra.kit.trees import items
from vatra.kit.vocabulary import ACTIVE_ROLES, ROLES, Sensitivity, covering, readable, readers
from vatra.records import parts

FORMS = packs.library().newest()
CLOSED = parts.closed_codes()
VIOLENCE, PALLIATIVE = "NSO_08", "NHE_16"


def kept(value: str) -> str:
    return value


def codes_in(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        for inner in value:
            yield from codes_in(inner)
    if isinstance(value, str) and value in CLOSED:
        yield value


def seen_by(role: str, split: dict[int, dict[str, Any]]) -> dict[str, Any]:
    return parts.join(answers for level, answers in sorted(split.items()) if level in readable(role))


def leaves(form: dict[str, Any]) -> list[dict[str, Any]]:
    return [item for item in items(form["items"]) if item["type"] in ("choice", "choices")]


def secret_spots() -> list[tuple[str, str, str]]:
    return [
        (form["id"], item["id"], option["code"])
        for form in FORMS.values()
        for item in leaves(form)
        for option in item.get("options", ())
        if option["code"] in CLOSED
    ]


@st.composite
def answered(draw: st.DrawFn) -> tuple[dict[str, Any], dict[str, Any]]:
    """A form and answers to it, with closed codes wherever they may be chosen, or not."""
    form = FORMS[draw(st.sampled_from(sorted(FORMS)))]
    return form, draw(_answers(form["items"]))


def _answers(given_items: list[dict[str, Any]]) -> st.SearchStrategy[dict[str, Any]]:
    fields = dict(_fields(given_items))
    chosen = st.sets(st.sampled_from(sorted(fields)), max_size=6) if fields else st.just(set())
    return chosen.flatmap(lambda names: st.fixed_dictionaries({name: fields[name] for name in sorted(names)}))


def _fields(given_items: list[dict[str, Any]]) -> Iterator[tuple[str, st.SearchStrategy[Any]]]:
    for item in given_items:
        if item["type"] == "group" and not item.get("repeats"):
            yield from _fields(item["items"])
        elif item["type"] != "display":
            yield item["id"], _value(item)


def _value(item: dict[str, Any]) -> st.SearchStrategy[Any]:
    if item["type"] == "group":
        return st.lists(_answers(item["items"]), max_size=3)
    codes = [option["code"] for option in item.get("options", ())]
    telling = [code for code in codes if code in CLOSED]
    pick = st.sampled_from(telling) | st.sampled_from(codes) if telling else st.sampled_from(codes or ["x"])
    if item["type"] == "choices":
        return st.lists(pick, max_size=3, unique=True)
    return pick if item["type"] == "choice" else st.sampled_from(["un răspuns", "altul"])


@given(answered())
def test_parts_together_are_the_answers(case: tuple[dict[str, Any], dict[str, Any]]) -> None:
    form, answers = case

    split = parts.split(form["items"], answers, kept)

    assert parts.join(split[level] for level in sorted(split)) == answers


@given(answered())
def test_nobody_is_given_a_code_that_is_closed_to_him(case: tuple[dict[str, Any], dict[str, Any]]) -> None:
    form, answers = case

    split = parts.split(form["items"], answers, kept)

    for role in ACTIVE_ROLES:
        told = {CLOSED[code] for code in codes_in(seen_by(role, split))}
        assert told <= readable(role), role


@given(answered(), st.sampled_from(ACTIVE_ROLES))
def test_nobody_is_given_an_answer_to_a_question_closed_to_him(
    case: tuple[dict[str, Any], dict[str, Any]], role: str
) -> None:
    form, answers = case
    marks = {item["id"]: item["sensitivity"] for item in items(form["items"]) if "items" not in item}

    seen = set(named(seen_by(role, parts.split(form["items"], answers, kept))))

    assert {marks[name] for name in seen if name in marks} <= readable(role)


def named(answers: Any) -> Iterator[str]:
    if isinstance(answers, dict):
        yield from answers
        answers = list(answers.values())
    if isinstance(answers, list):
        for inner in answers:
            yield from named(inner)


def test_closed_codes_can_be_chosen_under_open_questions() -> None:
    assert {(PALLIATIVE, 4), (VIOLENCE, 6)} <= set(CLOSED.items())
    assert ("integrated_services/specific_assessment", "need", VIOLENCE) in secret_spots()


@pytest.mark.parametrize(
    "spot", secret_spots(), ids=lambda spot: f"{spot[0].split('/')[1]}-{spot[1]}-{spot[2]}"
)
def test_every_question_that_offers_a_closed_code_has_a_mark_that_closes_it(
    spot: tuple[str, str, str],
) -> None:
    """Whoever reads the part reads the question's mark and the code's: some role always does."""
    form_id, item_id, code = spot
    item = next(one for one in leaves(FORMS[form_id]) if one["id"] == item_id)
    wanted = {int(item["sensitivity"]), CLOSED[code]}

    for marks in (wanted, wanted | {int(Sensitivity.personal)}):
        mark = covering(frozenset(marks))
        assert readers(mark)
        assert all(marks <= ROLES[role].reads for role in readers(mark))


def test_the_words_beside_a_closed_need_go_with_it() -> None:
    form = FORMS["integrated_services/specific_assessment"]
    row = next(item for item in form["items"] if item["id"] == "needs")
    words = next(item["id"] for item in row["items"] if item["type"] in ("string", "text"))
    answers = {"needs": [{"need": VIOLENCE, words: "Soțul o bate"}, {"need": "NHE_01", words: "Drum lung"}]}

    split = parts.split(form["items"], answers, kept)

    assert seen_by("school_mediator", split) == {"needs": [{}, answers["needs"][1]]}
    assert seen_by("roma_health_mediator", split) == {"needs": [{}, answers["needs"][1]]}
    assert seen_by("social_worker", split) == answers
    assert seen_by("community_nurse", split) == answers


def test_typed_words_of_an_entry_about_a_closed_need_go_with_it() -> None:
    form = FORMS["integrated_services/referral"]
    typed = [item["id"] for item in items(form["items"]) if item["type"] in ("string", "text")]
    answers = {"need": PALLIATIVE, **dict.fromkeys(typed, "Are cancer")}

    split = parts.split(form["items"], answers, kept)

    assert typed
    for role in ("school_mediator", "social_worker", "county_social_coordinator"):
        assert seen_by(role, split) == {}
    assert seen_by("community_nurse", split) == answers
    assert seen_by("roma_health_mediator", split) == answers
    # The county's health coordinator reads medical codes, but no words, which may name people.
    assert seen_by("county_health_coordinator", split) == {"need": PALLIATIVE}


def test_demonstration_answers_of_every_form_come_back_whole() -> None:
    for form_id, form in FORMS.items():
        context = {"today": "2026-11-21", "date": "2026-11-20", "role": form["who"][0], "place": 39872}
        answers = filling.fill(form_id, context, Mood(random.Random(7), hardship=0.9), {})
        split = parts.split(form["items"], answers, kept)
        assert parts.join(split[level] for level in sorted(split)) == answers

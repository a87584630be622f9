"""Every form of every pack as a page: what is drawn is what is posted, question by question."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pytest
from django.template.loader import render_to_string

from tests.browser_form import posted
from vatra.kit import cases, findings, forms, packs
from vatra.kit.cases import Case
from vatra.office.forms import lettering, reading
from vatra.office.forms.layout import Sheet, lay_out
from vatra.office.forms.pickers import Choice, Pickers

LIBRARY = packs.library()
WORKED = [
    case
    for pack in LIBRARY.packs
    for case in cases.load(pack.root / "cases")
    if not case.expect.get("issues") and "issues_include" not in case.expect
]


class AnyPickers(Pickers):
    """Offers whatever the case answers: no database stands behind a unit test."""

    def choices(self, item: Mapping[str, Any]) -> Sequence[Choice]:
        if item["type"] in ("choice", "choices"):
            return super().choices(item)
        if item["type"] in ("person", "institution", "place"):
            return [Choice(code, code) for code in self.sought]
        return ()


def values(answers: Any) -> list[str]:
    if isinstance(answers, Mapping):
        return [text for value in answers.values() for text in values(value)]
    if isinstance(answers, list):
        return [text for value in answers for text in values(value)]
    return [str(answers)]


def drawn(case: Case, *, is_checked: bool = True) -> tuple[dict[str, Any], Sheet, str]:
    form = LIBRARY.form(case.form)
    pickers = AnyPickers(1, None, sought=dict.fromkeys(values(case.answers), ""))
    parameters = LIBRARY.parameters_of(case.form)
    sheet = lay_out(form, case.answers, case.context, parameters, pickers, is_checked=is_checked)
    html = "".join(render_to_string("office/form/field.html", {"field": field}) for field in sheet.fields)
    return form, sheet, html


@pytest.mark.parametrize("case", WORKED, ids=lambda case: f"{case.file}: {case.name}"[:90])
def test_page_posts_what_the_worked_case_answers(case: Case) -> None:
    form, sheet, html = drawn(case)

    read = reading.answers(form["items"], posted(html))
    again = forms.check(form, read, case.context, LIBRARY.parameters_of(case.form))

    assert again.answers == sheet.answers
    assert again.issues == sheet.issues
    own = LIBRARY.parameters_of(case.form)
    before = findings.found(form, case.answers, case.context, own)
    assert findings.found(form, again.answers, case.context, own) == before


@pytest.mark.parametrize("form_id", sorted(LIBRARY.newest()))
def test_empty_form_is_drawn_with_a_label_for_each_question(form_id: str) -> None:
    role = LIBRARY.form(form_id)["who"][0]
    context = {"today": "2026-11-21", "date": "2026-11-21", "role": role}
    case = Case("", "", form_id, context, {}, {})

    _, sheet, html = drawn(case)

    assert sheet.fields
    assert html.count("<label") + html.count("<legend") >= len(sheet.fields)
    assert all(anchor in html for anchor, _ in sheet.faults)


def test_faults_are_told_only_when_asked() -> None:
    form_id = "registry/person"
    context = {"today": "2026-11-21", "date": "2026-11-21", "role": "community_nurse"}

    _, quiet, _ = drawn(Case("", "", form_id, context, {}, {}), is_checked=False)
    _, told, html = drawn(Case("", "", form_id, context, {}, {}))

    assert quiet.issues == ()
    assert len(told.issues) > 5
    assert "Răspundeți la „Prenumele”." in html


def test_typed_name_becomes_strokes_of_the_phones_box() -> None:
    strokes = lettering.strokes("Ștefănescu Ana-Maria")

    points = [point for stroke in strokes for point in stroke]
    assert strokes
    assert all(0 <= x <= 600 and 0 <= y <= 300 and t == 0 for x, y, t in points)
    assert lettering.path(strokes).startswith("M")


@pytest.mark.parametrize("drawing", [None, "text", [[1, 2]], [[[1, "x", 2]]], [[]], {"a": 1}])
def test_what_is_no_drawing_has_no_path(drawing: object) -> None:
    assert lettering.path(drawing) == ""


def test_longest_name_stays_in_the_box() -> None:
    points = [point for stroke in lettering.strokes("m" * 200) for point in stroke]

    assert max(x for x, _, _ in points) <= 600


def test_partial_date_that_names_a_day_without_a_month_is_told() -> None:
    form = LIBRARY.form("registry/person")
    given = posted('<input name="q.birth_date-y" value="1990"><input name="q.birth_date-d" value="5">')

    read = reading.answers(form["items"], given)

    assert forms.check(form, read, {"today": "2026-11-21"}).answers.get("birth_date") is None
    assert read["birth_date"]

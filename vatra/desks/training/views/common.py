"""One form on a page: checked, refused with reasons beside the questions, kept while it is being written."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils import timezone

from vatra.desks.training.errors import NotTakenError
from vatra.kit.parameters import Parameters
from vatra.office.forms import reading
from vatra.office.forms.layout import Sheet, lay_out, tell
from vatra.office.forms.pickers import Choice, Pickers
from vatra.packs.training.steps import Kind

UNPROCESSABLE: Final = 422


@dataclass(slots=True)
class Offers(Pickers):
    """Choices of one page, by the question's id."""

    given: Mapping[str, Sequence[Choice]] = field(default_factory=dict)

    def choices(self, item: Mapping[str, Any]) -> Sequence[Choice]:
        return self.given.get(item["id"]) or Pickers.choices(self, item)


@dataclass(frozen=True, slots=True)
class Page:
    """A form to be filled; `keep` saves what is being written, `save` does the step."""

    kind: Kind
    save: Callable[[Mapping[str, Any]], object]
    after: str
    first: Mapping[str, Any] = field(default_factory=dict)
    given: Mapping[str, Sequence[Choice]] = field(default_factory=dict)
    keep: Callable[[Mapping[str, Any]], None] | None = None
    lead: str = ""
    section: str = "training"
    done: str = ""


def answered(request: HttpRequest, page: Page) -> HttpResponse:
    """The page of a form, or where it leads once the step is taken."""
    raw = dict(page.first)
    action = request.POST.get("action", "")
    if request.method == "POST":
        raw = _turned(reading.answers(page.kind.form["items"], request.POST), action)
        if page.keep:
            page.keep(raw)
    sheet = _sheet(page, raw, is_checked=action == "save")
    reasons: list[tuple[str, str]] = []
    if action == "save" and not sheet.issues:
        try:
            page.save(sheet.answers)
        except NotTakenError as refused:
            reasons = refused.reasons
            tell(sheet.fields, {f"q.{name}": message for name, message in reasons})
        else:
            messages.success(request, page.done or f"S-a salvat: {page.kind.done}.")
            return HttpResponseRedirect(page.after)
    told = {
        "page": page, "kind": page.kind, "sheet": sheet, "reasons": reasons, "section": page.section,
        "is_kept": page.keep is not None,
        "kept_at": timezone.localtime() if page.keep and request.method == "POST" else None,
    }  # fmt: skip
    template = "training/form_body.html" if request.headers.get("HX-Request") else "training/form.html"
    is_wrong = bool(reasons or sheet.issues) and not request.headers.get("HX-Request")
    return TemplateResponse(request, template, told, status=UNPROCESSABLE if is_wrong else 200)


def _turned(raw: dict[str, Any], action: str) -> dict[str, Any]:
    """With a repetition added or taken out, as the buttons ask."""
    what, _, rest = action.partition(":")
    group, _, number = rest.partition(":")
    rows = list(raw.get(group) or [])
    if what == "add":
        raw[group] = [*rows, {}]
    elif what == "remove" and number.isascii() and number.isdigit():
        raw[group] = [row for n, row in enumerate(rows) if n != int(number)]
    return raw


def _sheet(page: Page, raw: Mapping[str, Any], *, is_checked: bool) -> Sheet:
    today = timezone.localdate().isoformat()
    context = {"today": today, "date": today, "role": "training_organiser"}
    return lay_out(
        page.kind.form, raw, context, Parameters(), Offers(0, None, given=page.given), is_checked=is_checked
    )


def choices(pairs: Mapping[str, str]) -> list[Choice]:
    return [Choice(code, text) for code, text in pairs.items()]

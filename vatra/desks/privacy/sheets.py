"""A short form of the officer as plain fields: no conditions, no scripts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict
from django.utils import timezone

from vatra.records.queries import library
from vatra.records.refusals import Reason


@dataclass(frozen=True, slots=True)
class Field:
    """One question with what was typed and what is wrong with it."""

    id: str
    type: str
    text: str
    hint: str
    is_required: bool
    value: Any
    options: tuple[Mapping[str, str], ...] = ()
    wrong: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    title: str
    source: str
    fields: list[Field]
    faults: list[str] = field(default_factory=list)


def sheet(
    form_id: str,
    typed: Mapping[str, Any],
    *,
    hidden: Iterable[str] = ("request",),
    reasons: Iterable[Reason] = (),
    options: Mapping[str, tuple[Mapping[str, str], ...]] | None = None,
) -> Sheet:
    """The form as the page shows it; ``options`` make a choice of a code that is not written by hand."""
    form, own = library().form(form_id), options or {}
    wrong = {(each.path or ""): each.message for each in reasons}
    fields = []
    for item in form["items"]:
        if item["id"] in hidden:
            continue
        today = timezone.localdate().isoformat() if item["type"] == "date" else ""
        fields.append(
            Field(
                id=item["id"],
                type="choice" if item["id"] in own else item["type"],
                text=item["text"],
                hint=item.get("hint", ""),
                is_required=bool(item.get("required")),
                value=typed.get(item["id"], today),
                options=own.get(item["id"], tuple(item.get("options") or ())),
                wrong=wrong.pop(item["id"], ""),
            )
        )
    return Sheet(form["title"], form.get("source", ""), fields, list(wrong.values()))


def typed(form_id: str, posted: QueryDict) -> dict[str, Any]:
    """What was posted, empty answers left out."""
    answers: dict[str, Any] = {}
    for item in library().form(form_id)["items"]:
        name = f"q.{item['id']}"
        value: Any = posted.getlist(name) if item["type"] == "choices" else posted.get(name, "").strip()
        if value:
            answers[item["id"]] = value
    return answers

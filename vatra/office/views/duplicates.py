"""Persons entered twice: the pairs the search found, side by side, and what a person says of them."""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_GET, require_http_methods

from vatra.accounts.access import allowed, principal_of
from vatra.accounts.principals import Principal
from vatra.duplicates import actions, guards, queries
from vatra.duplicates.queries import After, Row
from vatra.kit.vocabulary import Sensitivity
from vatra.office.forms import links
from vatra.people import access, openings
from vatra.records.refusals import RefusedError

UNPROCESSABLE: Final = 422
KINDS: Final = {"": "toate", "aici": "în aceeași localitate", "intre": "între localități"}
EVIDENCE: Final = (
    ("seen_document", "Am văzut actele"),
    ("person_said", "A spus persoana"),
    ("colleague_said", "A spus colegul de acolo"),
    ("twins", "Sunt gemeni sau rude cu același nume"),
    ("other", "Altă dovadă"),
)


class VerdictForm(forms.Form):
    """What is decided of the pair. ``leaving``: the file that ends, when it is one person elsewhere."""

    verdict = forms.ChoiceField(
        choices=(("distinct", "distinct"), ("elsewhere", "elsewhere")),
        error_messages={"required": "Alegeți dacă este aceeași persoană sau nu."},
    )
    leaving = forms.UUIDField(required=False)
    evidence = forms.MultipleChoiceField(
        choices=EVIDENCE, error_messages={"required": "Alegeți de unde știți."}
    )
    reason = forms.CharField(
        max_length=500,
        error_messages={"required": "Scrieți în câteva cuvinte de ce; va rămâne lângă hotărâre."},
    )


@allowed("duplicates.read")
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """Open pairs of the reader's territory, the likeliest first."""
    kind = request.GET.get("unde", "")
    kind = kind if kind in KINDS else ""
    pairs, has_more = queries.listed(kind, _after(request.GET.get("dupa", "")))
    principal = principal_of(request)
    if principal.level == "local":  # names are shown: one row in the trail a page
        marks = [int(Sensitivity.personal)]
        access.write_list(principal=principal, what="list:duplicates", asked=KINDS[kind], sensitivities=marks)
    page = {
        "section": "people",
        "is_local": principal.level == "local",
        "pairs": pairs,
        "total": queries.count(kind),
        "kind": kind,
        "kinds": KINDS,
        "next": _next(pairs[-1]) if has_more else None,
    }
    return TemplateResponse(request, "office/people/duplicates.html", page)


@allowed("duplicates.read")
@require_http_methods(["GET", "POST"])
def pair(request: HttpRequest, one_id: UUID, other_id: UUID) -> HttpResponse:
    """Two files side by side. POST: a verdict, which becomes an entry."""
    principal = principal_of(request)
    found = queries.pair(one_id, other_id)
    files = queries.files([one_id, other_id]) if found else {}
    if found is None or len(files) < 2:
        raise Http404
    form = VerdictForm(request.POST or None)
    status = 200
    if request.method == "POST":
        if not _decides(principal, found):
            raise PermissionDenied
        status = UNPROCESSABLE
        if form.is_valid() and _decided(request, principal, form, files):
            return redirect("duplicates")
    shown = [files[one_id], files[other_id]]
    _keep(principal, shown)
    page = _page(principal, found, shown) | {"form": form}
    return TemplateResponse(request, "office/people/duplicate.html", page, status=status)


def _page(principal: Principal, found: Row, files: list[Row]) -> dict[str, Any]:
    is_local = principal.level == "local"
    is_here = found["place_id"] == found["other_place_id"]
    joins = [] if not is_here else links.with_effect(principal, "person.merge")
    older, newer = sorted(files, key=lambda file: (file["since"] is None, file["since"], file["id"]))
    return {
        "section": "people",
        "is_local": is_local,
        "pair": found,
        "files": files,
        "is_here": is_here,
        "is_joined": any(file["merged_into_id"] for file in files),
        "evidence": EVIDENCE,
        # The file that was there first stays; the page of joining lets one choose otherwise.
        "joins": [_joining(one.form, older, newer) for one in joins],
        "decides": _decides(principal, found),
    }


def _decides(principal: Principal, found: Row) -> bool:
    """As the journal holds it for whatever is sent."""
    return guards.decides(principal.level, (found["place_id"], found["other_place_id"]))


def _joining(form_id: str, older: Row, newer: Row) -> str:
    ids = {"survivor": str(older["id"]), "absorbed": str(newer["id"])}
    return links.to(form_id, group=older["home_id"], person=older["id"], **ids)


def _decided(request: HttpRequest, principal: Principal, form: VerdictForm, files: dict[UUID, Row]) -> bool:
    told = form.cleaned_data
    leaving = told["leaving"] if told["leaving"] in files else next(iter(files))
    other = next(key for key in files if key != leaving)
    try:
        actions.decide(
            principal=principal,
            file=files[leaving],
            other_id=other,
            verdict=told["verdict"],
            evidence=told["evidence"],
            reason=told["reason"],
        )
    except RefusedError as refused:
        for reason in refused.reasons:
            form.add_error(None, reason.message)
        return False
    messages.success(request, "Hotărârea s-a păstrat și se vede în istoria persoanei.")
    return True


def _keep(principal: Principal, files: list[Row]) -> None:
    """Reading two files leaves two traces."""
    for file in files:
        is_named = file["family_name"] is not None
        opened = None if principal.level == "local" else openings.mine(principal, file["home_id"])
        access.write(
            principal=principal,
            group_id=file["home_id"],
            person_id=file["id"],
            what="duplicate",
            sensitivities={int(Sensitivity.ordinary), *([int(Sensitivity.personal)] if is_named else [])},
            opening_id=opened.id if opened else None,
        )


def _next(row: Row) -> str:
    return f"{row['probability']}_{row['one_id']}_{row['other_id']}"


def _after(text: str) -> After | None:
    try:
        probability, one, other = text.split("_")
        return After(str(float(probability)), UUID(one), UUID(other))
    except ValueError:
        return None

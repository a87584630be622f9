"""Files as their organiser works with them: the list, one file, its steps and papers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from vatra.accounts.access import allowed, principal_of
from vatra.desks.training import actions, papers, queries, shown
from vatra.desks.training.models import Document, File
from vatra.desks.training.queries import Whole
from vatra.desks.training.views.common import Page, answered, choices
from vatra.office.forms.pickers import Choice
from vatra.packs.training import calls, catalogue, steps
from vatra.scanning import verdicts

PAGE = 50
INERT = "default-src 'none'; style-src 'unsafe-inline'; sandbox"


@allowed("training.organise")
@require_GET
def index(request: HttpRequest, call_id: UUID) -> HttpResponse:
    """Files of a call, by state and programme."""
    row = queries.organised(call_id, principal_of(request).user_id)
    call = calls.parse(row.body)
    rows = File.objects.filter(call_id=call_id).order_by("number")
    state, series = request.GET.get("stare", ""), request.GET.get("program", "")
    rows = rows.filter(state=state) if state in catalogue.states() else rows
    rows = rows.filter(series=series) if series in call.series else rows
    number = request.GET.get("pagina", "1")
    at = int(number) if number.isascii() and number.isdigit() and 0 < len(number) < 5 else 1
    found = list(rows[(at - 1) * PAGE : at * PAGE + 1])
    told = {
        "section": "training",
        "row": row,
        "call": call,
        "files": [_listed(one, call) for one in found[:PAGE]],
        "states": catalogue.states().values(),
        "state": state,
        "series": series,
        "page": at,
        "next": at + 1 if len(found) > PAGE else None,
    }
    return TemplateResponse(request, "training/files.html", told)


def _listed(file: File, call: calls.Call) -> dict[str, Any]:
    series = call.series.get(file.series)
    return {
        "file": file,
        "programme": series.title if series else "",
        "state": catalogue.states()[file.state],
        "route": catalogue.ROUTE_TITLES[file.route],
    }


@allowed("training.organise")
@require_GET
def show(request: HttpRequest, file_id: UUID) -> HttpResponse:
    """One file: what was sent, documents, money, history, and what may be done now."""
    whole = queries.whole(file_id)
    told = {
        **shown.whole(whole),
        "section": "training",
        "possible": [one for one in steps.possible(whole.standing, "organiser") if _is_due(whole, one.id)],
    }
    return TemplateResponse(request, "training/file.html", told)


def _is_due(whole: Whole, name: str) -> bool:
    """Steps that only make sense now: a refund that the rules left open, a certificate not yet given."""
    if name == "refund":
        return bool(whole.standing.refund) and whole.standing.refund.get("amount") is None
    return not (name == "certificate" and whole.standing.certificate)


@allowed("training.organise")
def step(request: HttpRequest, file_id: UUID, name: str) -> HttpResponse:
    """A step of a file by its organiser."""
    kind = steps.kinds().get(name)
    if kind is None or kind.about != "file" or kind.by not in ("organiser", "both"):
        raise Http404
    principal = principal_of(request)
    whole = queries.whole(file_id)
    page = Page(
        kind,
        lambda told: actions.take(principal, file_id, name, told),
        reverse("training_file", args=[file_id]),
        first=_first(whole, name),
        given=given(whole),
        lead=f"Dosarul {whole.file.number}: {whole.file.name}",
    )
    return answered(request, page)


def _first(whole: Whole, name: str) -> dict[str, Any]:
    today = timezone.localdate().isoformat()
    first: dict[str, Any] = dict.fromkeys(steps.DAYS, today)
    if name == "payment":
        left = whole.call.fee - whole.standing.paid(whole.call).total
        first["amount"] = str(max(left, 0))
    if name == "refund" and whole.standing.refund.get("proposal"):
        first["amount"] = whole.standing.refund["proposal"]
    if name == "return":
        first["reasons"] = [{}]
    if name == "certificate":
        first["number"] = whole.file.number
    return first


def given(whole: Whole) -> Mapping[str, Sequence[Choice]]:
    """What the questions of a file's steps offer."""
    fields = {item["id"]: item["text"] for item in steps.kinds()["details"].form["items"]}
    slots = {one.code: f"Documentul {one.number}: {one.title}" for one in catalogue.slots().values()}
    units = whole.series.units if whole.series else ()
    return {
        "field": choices({**fields, **slots}),
        "unit": choices({(key := steps.unit_key(one.centre, one.name)): key for one in units}),
        "session": choices(
            {one.code: f"{calls.words(one.held_on)}, taxa {one.fee} lei" for one in whole.sessions()}
        ),
    }


@allowed("training.look")
@require_GET
def document(request: HttpRequest, document_id: UUID) -> HttpResponse:
    """A document of a file that the reader sees."""
    row = Document.objects.filter(id=document_id).first()
    if row is None:
        raise Http404
    try:
        content = verdicts.read(row.sha256)
    except (FileNotFoundError, verdicts.ClosedFileError) as error:
        raise Http404 from error
    headers = {"Content-Security-Policy": INERT, "Cache-Control": "private, no-store"}
    return HttpResponse(content, content_type=row.media, headers=headers)


@allowed("training.look")
@require_GET
def certificate(request: HttpRequest, file_id: UUID) -> HttpResponse:
    """The certificate of participation, once it is given."""
    whole = queries.whole(file_id)
    if not whole.standing.certificate:
        raise Http404
    answer = HttpResponse(papers.certificate(principal_of(request), whole), content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="adeverinta-{whole.file.number}.pdf"'
    answer["Cache-Control"] = "no-store"
    return answer

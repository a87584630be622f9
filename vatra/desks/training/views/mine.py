"""The applicant's own pages, for a phone: where my file is, what is missing, by when."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from vatra.accounts.access import allowed, principal_of
from vatra.accounts.pace import paced
from vatra.accounts.principals import Principal
from vatra.desks.training import actions, beginning, documents, drafts, notices, queries, shown
from vatra.desks.training.errors import NotKeptError, NotTakenError
from vatra.desks.training.models import Call, File, Unit
from vatra.desks.training.queries import Whole
from vatra.desks.training.settling import HOLD
from vatra.desks.training.views.common import Page, answered, choices
from vatra.desks.training.views.files import given
from vatra.packs.training import calls, catalogue, eligibility, steps
from vatra.packs.training.catalogue import EMPLOYER, SELF
from vatra.records import attachments

WRITING = ("draft", "returned")
PAGE = 50
NO_FILE = "Alegeți fișierul sau fotografiați documentul."


def route_of(principal: Principal) -> str:
    return SELF if principal.holds("applicant_nurse") else EMPLOYER


@allowed("training.apply")
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """My files, and the calls that are open."""
    principal = principal_of(request)
    files = list(File.objects.order_by("-begun_at"))
    rows = {row.id: row for row in Call.objects.order_by("-opened_at")[:20]}
    parsed = {key: calls.parse(row.body) for key, row in rows.items()}
    now = timezone.now()
    unit = (
        Unit.objects.filter(owner_id=principal.user_id).first() if route_of(principal) == EMPLOYER else None
    )
    told = {
        "section": "training_mine",
        "files": [_listed(one, parsed.get(one.call_id)) for one in files],
        "open": [(key, one) for key, one in parsed.items() if not calls.period_refusal(one, now)],
        "is_employer": route_of(principal) == EMPLOYER,
        "unit": unit,
        "told": notices.told(3),
    }
    return TemplateResponse(request, "training/mine.html", told)


@allowed("training.apply")
@require_GET
def told(request: HttpRequest) -> HttpResponse:
    """Every message of my files, the newest first, also those that left by e-mail."""
    number = request.GET.get("pagina", "1")
    at = int(number) if number.isascii() and number.isdigit() and 0 < len(number) < 5 else 1
    found = notices.told(PAGE + 1, (max(at, 1) - 1) * PAGE)
    page = {
        "section": "training_notices",
        "told": found[:PAGE],
        "page": at,
        "next": at + 1 if len(found) > PAGE else None,
    }
    return TemplateResponse(request, "training/notices.html", page)


def _listed(file: File, call: calls.Call | None) -> dict[str, Any]:
    series = call.series.get(file.series) if call else None
    return {
        "file": file,
        "state": catalogue.states()[file.state],
        "programme": series.title if series else "Cerere începută",
    }


@allowed("training.apply")
def unit(request: HttpRequest) -> HttpResponse:
    """The health unit registers before it sends anybody in."""
    principal = principal_of(request)
    if route_of(principal) != EMPLOYER:
        raise Http404
    known = Unit.objects.filter(owner_id=principal.user_id).first()
    page = Page(
        steps.kinds()["unit"],
        lambda told: actions.register_unit(principal, told),
        reverse("training_mine"),
        first=known.body if known else {},
        section="training_mine",
    )
    return answered(request, page)


@allowed("training.apply")
@require_POST
def begin(request: HttpRequest, call_id: UUID) -> HttpResponse:
    """A new draft; with `cerere` one more nurse in the same request of a unit."""
    queries.call_row(call_id)
    again = _request_id(request.POST.get("cerere", ""))
    try:
        file_id = beginning.begin(principal_of(request), call_id, again)
    except NotTakenError as refused:
        messages.error(request, refused.reasons[0][1])
        return HttpResponseRedirect(reverse("training_mine"))
    return HttpResponseRedirect(reverse("training_details", args=[file_id]))


def _request_id(text: str) -> UUID | None:
    """A request of the user's own that is still being written."""
    try:
        wanted = UUID(text)
    except ValueError:
        return None
    is_open = File.objects.filter(request_id=wanted, route=EMPLOYER, state__in=WRITING).exists()
    return wanted if is_open else None


@allowed("training.apply")
@require_GET
def show(request: HttpRequest, file_id: UUID) -> HttpResponse:
    """Where my file is, what is missing, by when; what was said about it."""
    whole = queries.whole(file_id)
    said = list(messages.get_messages(request))
    told = {
        **shown.whole(whole),
        # What was said about one document stands beside it: the page opens there.
        "messages": [one for one in said if not one.extra_tags],
        "lines": _with_refusals(whole, said),
        "section": "training_mine",
        "is_writing": whole.standing.state in WRITING,
        "missing": _missing(whole) if whole.standing.state in WRITING else [],
        "warning": calls.due_warning(whole.call, timezone.localdate())
        if whole.standing.state in WRITING
        else "",
        "possible": [one for one in steps.possible(whole.standing, "applicant") if one.id != "submit"],
        "joins": whole.standing.state in HOLD,
        "may_go": not drafts.objection(whole.file),
        **_request(whole),
    }
    return TemplateResponse(request, "training/my_file.html", told)


def _with_refusals(whole: Whole, said: list[Any]) -> list[dict[str, Any]]:
    refused = {one.extra_tags: one.message for one in said if one.extra_tags}
    return [{**line, "refused": refused.get(line["slot"].code)} for line in shown.lines(whole)]


def _missing(whole: Whole) -> list[dict[str, str]]:
    """What keeps the file from being sent, each with the place where it is set right."""
    form = reverse("training_details", args=[whole.file.id])
    return [
        {
            "message": one.message,
            "where": f"#doc-{one.field}" if one.field in catalogue.slots() else f"{form}#f-{one.field}",
        }
        for one in drafts.faults(whole, timezone.now())
    ]


def _request(whole: Whole) -> dict[str, Any]:
    """The other nurses of a unit's request, and what they cost together."""
    if whole.file.route != EMPLOYER:
        return {}
    files = File.objects.filter(request_id=whole.file.request_id).order_by("number")
    return {"together": list(files), "total": actions.total_due(whole.call, len(files))}


@allowed("training.apply")
def remove(request: HttpRequest, file_id: UUID) -> HttpResponse:
    """Throw away what was begun and never sent, once more asked."""
    whole = queries.whole(file_id)
    home = HttpResponseRedirect(reverse("training_mine"))
    if request.method != "POST":
        told = {"section": "training_mine", "whole": whole, "why_not": drafts.objection(whole.file)}
        return TemplateResponse(request, "training/remove.html", told)
    try:
        drafts.remove(principal_of(request), file_id)
    except NotTakenError as refused:
        messages.error(request, refused.reasons[0][1])
    else:
        messages.success(request, f"Cererea {whole.file.number} a fost ștearsă.")
    return home


@allowed("training.apply")
def details(request: HttpRequest, file_id: UUID) -> HttpResponse:
    """What the nurse writes of herself; kept at every change."""
    whole = queries.whole(file_id)
    if whole.standing.state not in WRITING:
        raise Http404
    page = Page(
        steps.kinds()["details"],
        lambda told: actions.save_draft(file_id, told),
        reverse("training_my_file", args=[file_id]),
        first={
            "name": "" if whole.file.route == EMPLOYER else principal_of(request).name,
            **whole.file.draft,
        },
        given=_offered(request, whole),
        keep=lambda raw: actions.save_draft(file_id, raw),
        lead=whole.call.title,
        section="training_mine",
        done="Datele sunt păstrate. Adăugați documentele și trimiteți.",
    )
    return answered(request, page)


def _offered(request: HttpRequest, whole: Whole) -> Mapping[str, Any]:
    profession = request.POST.get("q.profession") or whole.file.draft.get("profession", "")
    allowed_ = {one.code for one in eligibility.offered(profession, whole.file.route)}
    titles = {code: one.title for code, one in catalogue.professions().items()}
    fitting = {
        code: f"{one.title}, {calls.words(one.starts_on)} – {calls.words(one.ends_on)}"
        for code, one in whole.call.series.items()
        if one.programme in allowed_
    }
    none = {"": "niciun program deschis pentru profesia dumneavoastră în acest apel"}
    waits = {"": "alegeți întâi profesia"}
    return {
        "profession": choices(titles),
        "diploma": choices(titles),
        "series": choices(fitting or (none if profession else waits)),
    }


@paced("applying")
@allowed("training.apply")
@require_POST
def upload(request: HttpRequest, file_id: UUID, slot: str) -> HttpResponse:
    """A document into its slot; a bad one is refused with the reason, what was there stays."""
    given_file = request.FILES.get("file")
    back = HttpResponseRedirect(reverse("training_my_file", args=[file_id]) + f"#doc-{slot}")
    queries.whole(file_id)
    if slot not in catalogue.slots():
        raise Http404
    if given_file is None:
        messages.error(request, NO_FILE, extra_tags=slot)
        return back
    try:
        # One byte more than may be kept: enough to see that it is too large.
        documents.put(principal_of(request), file_id, slot, given_file.read(attachments.MOST_BYTES + 1))
    except NotKeptError as refused:
        messages.error(request, refused.message, extra_tags=slot)
    else:
        messages.success(request, f"S-a păstrat: {catalogue.slots()[slot].title}.")
    return back


@allowed("training.apply")
@require_POST
def submit(request: HttpRequest, file_id: UUID) -> HttpResponse:
    """Send the file (of a unit: the whole request), or say what is missing."""
    try:
        actions.submit(principal_of(request), file_id)
    except NotTakenError as refused:
        messages.error(request, "Nu s-a trimis. " + " ".join(message for _, message in refused.reasons))
    else:
        messages.success(request, "Dosarul a fost trimis. Vă scriem la fiecare schimbare.")
    return HttpResponseRedirect(reverse("training_my_file", args=[file_id]))


@allowed("training.apply")
def step(request: HttpRequest, file_id: UUID, name: str) -> HttpResponse:
    """Withdraw, or register for the exam."""
    kind = steps.kinds().get(name)
    if kind is None or kind.about != "file" or kind.by not in ("applicant", "both") or name == "submit":
        raise Http404
    principal = principal_of(request)
    whole = queries.whole(file_id)
    first = {"withdrawn_on": timezone.localdate().isoformat()} if name == "withdraw" else {}
    page = Page(
        kind,
        lambda told: actions.take(principal, file_id, name, told, by="applicant"),
        reverse("training_my_file", args=[file_id]),
        first=first,
        given=given(whole),
        lead=f"Dosarul {whole.file.number}. {_told_before(whole) if name == 'withdraw' else ''}",
        section="training_mine",
    )
    return answered(request, page)


def _told_before(whole: Whole) -> str:
    """What would come back today: told before the step, which cannot be undone."""
    refund = shown.refund(actions.refund(whole, timezone.localdate()))
    money = f"Dacă vă retrageți azi: {refund['says']} ({refund['rule']})" if refund else ""
    return f"Retragerea nu se poate desface. {money}".strip()

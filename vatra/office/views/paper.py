"""Pe hârtie: sheets and session lists that leave the office, and what comes back on them.

Nothing is kept between the review and the saving: the reviewed rows travel signed with the page.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Final

from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from vatra.accounts.access import allowed, principal_of
from vatra.accounts.pace import paced
from vatra.accounts.principals import Principal
from vatra.documents import offers, stamp
from vatra.kit.errors import UnknownFormError
from vatra.office.exports import XLSX
from vatra.office.forms import links
from vatra.office.forms.targets import may_fill, role_for, uuid_text
from vatra.office.paper import book, columns, coming_back, reviewing
from vatra.office.paper.coming_back import MOST_ROWS, NotASheetError, Session
from vatra.office.paper.reviewing import Reviewed
from vatra.office.queries import rows, sessions
from vatra.people import access
from vatra.places import queries as places
from vatra.records import actions
from vatra.records.queries import library
from vatra.scanning import verdicts

UNPROCESSABLE: Final = 422
HOURS: Final = 12  # that a review waits to be saved
SALT: Final = "office.paper"
CODE: Final = re.compile(
    rf"(?:{stamp.PREFIX})?(?P<form>[a-z_]+/[a-z_]+)@(?P<version>\w+):(?:(?P<kind>[gp])(?P<about>[0-9a-f-]{{36}}):)?"
    r"(?P<number>[0-9a-f-]{36})"
)
UNREAD: Final = (
    "Codul nu este al unei foi tipărite din Vatra. Scanați pătratul de pe foaie, sau scrieți numărul ei "
    "(nr. de la sfârșit) și alegeți formularul."
)
KNOWN: Final = """
SELECT r.id, r.received_at, u.full_name AS author FROM records_record r
LEFT JOIN accounts_user u ON u.id = r.author_id WHERE r.id = %s
"""
HELD: Final = "SELECT received_at FROM records_quarantine WHERE record_id = %s AND state = 'held'"


@allowed("records.submit")
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    return TemplateResponse(request, "office/paper/index.html", _page(principal_of(request)))


@allowed("records.submit")
@require_GET
def sheets(request: HttpRequest) -> HttpResponse:
    """Empty sheets about one household or one person: their code says about whom."""
    principal = principal_of(request)
    kind = "person" if request.GET.get("persoana") else "household"
    about = uuid_text(request.GET.get("persoana", "") or request.GET.get("gospodarie", ""))
    if not about:
        raise Http404
    mine = [form for form in columns.on_paper(library().newest().values()) if form["subject"] == kind]
    query = f"?{'persoana' if kind == 'person' else 'gospodarie'}={about}"
    offered = sorted(offers.for_forms(principal, mine), key=lambda one: one.title)
    return TemplateResponse(
        request, "office/paper/sheets.html", {"section": "people", "sheets": offered, "query": query}
    )


@allowed("records.submit")
@require_POST
def sheet(request: HttpRequest) -> HttpResponse:
    """The code of a filled sheet: leads to its form, or says that it has been read."""
    principal = principal_of(request)
    found = CODE.fullmatch(_scanned(request.POST.get("cod", ""), request.POST.get("formular", "")))
    if found is None:
        return _again(request, principal, UNREAD)
    known = rows.one(KNOWN, [found["number"]])
    held = None if known else rows.one(HELD, [found["number"]])
    if known or held:
        told = {"section": "people", "known": known, "held": held}
        return TemplateResponse(request, "office/paper/known.html", told)
    try:
        form = library().newest()[found["form"]]
    except KeyError:
        return _again(request, principal, UNREAD)
    if not may_fill(principal, form):
        return _again(
            request, principal, "Foaia este a altei profesii din echipă; o introduce cine are rolul ei."
        )
    whom = {"person" if found["kind"] == "p" else "group": found["about"]} if found["kind"] else {}
    address = links.to(form["id"], **whom)
    joint = "&" if "?" in address else "?"
    return HttpResponseRedirect(f"{address}{joint}foaie={found['number']}")


@allowed("records.submit")
@require_GET
def session(request: HttpRequest) -> HttpResponse:
    """The list to fill, as XLSX. Leaves a trace: it names everybody in it."""
    principal = principal_of(request)
    form = _form(principal, request.GET.get("formular", ""))
    place = _number(request.GET.get("localitate")) or principal.places[0]
    if place not in principal.places:
        raise Http404
    born = (_number(request.GET.get("din")), _number(request.GET.get("pana")))
    lines = sessions.lines(form["subject"], place, _number(request.GET.get("sat")), born, MOST_ROWS)
    access.write_list(
        principal=principal, what="session", asked=form["id"], sensitivities=(1, 2), places=[place]
    )
    content = book.made(form, place, columns.of_form(form), lines)
    response = HttpResponse(content, content_type=XLSX)
    response["Content-Disposition"] = (
        f'attachment; filename="sedinta-{timezone.localdate().isoformat()}.xlsx"'
    )
    response["Cache-Control"] = "private, no-store"
    return response


@paced("upload")
@allowed("records.submit")
@require_POST
def reading(request: HttpRequest) -> HttpResponse:
    """The filled list, row by row, before anything is saved."""
    principal = principal_of(request)
    sent = request.FILES.get("lista")
    if sent is None:
        return _again(request, principal, "Alegeți întâi fișierul completat.")
    if (sent.size or 0) > coming_back.LARGEST:
        return _again(request, principal, coming_back.TOO_LARGE)
    try:
        content = sent.read()
        verdicts.require_clean(content, verdicts.Sender("list", principal.user_id))
        came = coming_back.read(content)
    except (NotASheetError, verdicts.RefusedFileError) as error:
        return _again(request, principal, str(error))
    if not may_fill(principal, came.form):
        return _again(
            request, principal, "Lista este a altei profesii din echipă; o citește cine are rolul ei."
        )
    found = reviewing.review(principal, came)
    ready = [each for each in found if each.state == "ready"]
    page = {
        "section": "people",
        "form": came.form,
        "empty": came.empty,
        "rows": found,
        "ready": len(ready),
        "sealed": signing.dumps(_packed(came, ready), salt=SALT, compress=True),
    }
    return TemplateResponse(request, "office/paper/review.html", page)


@allowed("records.submit")
@require_POST
def saving(request: HttpRequest) -> HttpResponse:
    """The rows found good become entries; each has its receipt. Sent twice, nothing doubles."""
    principal = principal_of(request)
    try:
        packed = signing.loads(request.POST.get("randuri", ""), salt=SALT, max_age=HOURS * 3600)
        form = library().form(packed["form"], packed["version"])
    except (signing.BadSignature, UnknownFormError):
        text = (
            "Verificarea a expirat înainte de salvare; nu s-a salvat nimic. Încărcați din nou același fișier."
        )
        return _again(request, principal, text)
    written = [_record(principal, form, packed, row) for row in packed["rows"]]
    receipts = {receipt.id: receipt for receipt in actions.submit(principal=principal, records=written)}
    told = [(row[0], row[4], receipts[row[1]]) for row in packed["rows"]]
    page = {
        "section": "people",
        "form": form,
        "accepted": sum(receipt.status == "accepted" for _, _, receipt in told),
        "rows": [each for each in told if each[2].status != "accepted"],
    }
    return TemplateResponse(request, "office/paper/saved.html", page)


def _scanned(text: str, form_id: str) -> str:
    """The code as printed; a number alone is completed by the form one chose."""
    plain = text.strip().lower().removeprefix("nr.").strip()
    return f"{form_id}@1:{plain}" if form_id and uuid_text(plain) else plain


def _page(principal: Principal) -> dict[str, Any]:
    mine = [form for form in library().newest().values() if may_fill(principal, form) and columns.suits(form)]
    return {
        "section": "people",
        "forms": sorted(mine, key=lambda form: form["title"]),
        "papers": sorted(
            (form for form in columns.on_paper(library().newest().values()) if may_fill(principal, form)),
            key=lambda form: form["title"],
        ),
        "places": [(place, places.name_of(place)) for place in principal.places],
        "villages": [village for place in principal.places for village in places.localities_of(place)],
        "most": MOST_ROWS,
    }


def _again(request: HttpRequest, principal: Principal, fault: str) -> HttpResponse:
    page = _page(principal) | {"fault": fault, "code": request.POST.get("cod", "")}
    return TemplateResponse(request, "office/paper/index.html", page, status=UNPROCESSABLE)


def _form(principal: Principal, form_id: str) -> Mapping[str, Any]:
    form = library().newest().get(form_id)
    if form is None or not may_fill(principal, form) or not columns.suits(form):
        raise Http404
    return form


def _packed(came: Session, ready: Sequence[Reviewed]) -> dict[str, Any]:
    at = datetime.now(UTC).isoformat()  # one moment for the review: saved twice, an entry is the same entry
    lines = [
        (e.row.at, e.row.number, e.row.subject_id, e.row.group_id, e.row.who, e.row.answers) for e in ready
    ]
    return {
        "form": came.form["id"],
        "version": came.form["version"],
        "place": came.place_id,
        "rows": lines,
        "at": at,
    }


def _record(
    principal: Principal, form: Mapping[str, Any], packed: Mapping[str, Any], row: Sequence[Any]
) -> dict[str, Any]:
    _, number, subject, group, _, answers = row
    return {
        "id": number,
        "form": form["id"],
        "version": form["version"],
        "subject": {"type": form["subject"], "id": subject},
        "group": group,
        "place": packed["place"],
        "intent": "new",
        "author": principal.user_id,
        "role": role_for(principal, form),
        "made_at": packed["at"],
        "app": "paper",
        "answers": answers,
    }


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else None

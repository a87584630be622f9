"""Ajutor: the guide, for whoever is signed in, role or none; it holds nobody's data."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_GET

from vatra.accounts.access import own_account, principal_of
from vatra.office import guide

HOUR = 3600


@own_account
@require_GET
def own(request: HttpRequest) -> HttpResponse:
    """The page of the reader's role; all pages for who has none or several."""
    pages = {name for name, _ in guide.own_pages(principal_of(request).role_codes)}
    return redirect("guide_page", page=pages.pop() if len(pages) == 1 else guide.CONTENTS)


@own_account
@require_GET
def page(request: HttpRequest, page: str) -> HttpResponse:
    found = guide.page(page)
    if found is None:
        raise Http404
    own_pages = guide.own_pages(principal_of(request).role_codes)
    shown = {
        "section": "guide",
        "page": found,
        "is_contents": page == guide.CONTENTS,
        "own_pages": own_pages if page == guide.CONTENTS else (),
    }
    return TemplateResponse(request, "office/guide/page.html", shown)


@own_account
@require_GET
def picture(request: HttpRequest, name: str) -> HttpResponse:
    found = guide.picture(name)
    if found is None:
        raise Http404
    headers = {"Cache-Control": f"private, max-age={HOUR}"}
    return HttpResponse(found, content_type="image/webp", headers=headers)

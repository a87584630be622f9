"""What the packs know: forms, vulnerabilities, services and needs, each with its articles."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Query, Router

from vatra.api import asked, paging, schemas
from vatra.records.queries import library

router = Router(tags=["catalogue"])


@router.get("/catalogue/forms", response=schemas.Forms, summary="Formularele, cea mai nouă versiune")
def forms(request: HttpRequest, page: Query[asked.Paged]) -> dict[str, Any]:
    known = list(library().newest().values())
    rows, after = paging.cut(known, page.cursor, page.limit, lambda form: form["id"])
    return paging.page([_form(form) for form in rows], after)


@router.get("/catalogue/vulnerabilities", response=schemas.Vulnerabilities, summary="Vulnerabilitățile")
def vulnerabilities(request: HttpRequest, page: Query[asked.Paged]) -> dict[str, Any]:
    known = list(library().catalogue.vulnerabilities.values())
    rows, after = paging.cut(known, page.cursor, page.limit, lambda each: each.code)
    shown = [
        _known(each)
        | {
            "group": each.group,
            "about": each.about,
            "urgency": int(each.urgency),
            "favourable": each.favourable,
            "need": each.need,
            "services": list(each.services),
        }
        for each in rows
    ]
    return paging.page(shown, after)


@router.get("/catalogue/services", response=schemas.Services, summary="Serviciile")
def services(request: HttpRequest, page: Query[asked.Paged]) -> dict[str, Any]:
    known = list(library().catalogue.services.values())
    rows, after = paging.cut(known, page.cursor, page.limit, lambda each: each.code)
    shown = [
        _known(each) | {"group": each.group, "roles": list(each.who), "amc_msr": each.amc_msr}
        for each in rows
    ]
    return paging.page(shown, after)


@router.get("/catalogue/needs", response=schemas.Needs, summary="Nevoile")
def needs(request: HttpRequest, page: Query[asked.Paged]) -> dict[str, Any]:
    known = list(library().catalogue.needs.values())
    rows, after = paging.cut(known, page.cursor, page.limit, lambda each: each.code)
    return paging.page([_known(each) for each in rows], after)


def _known(each: Any) -> dict[str, Any]:
    return {
        "code": each.code,
        "title": each.title,
        "area": each.area,
        "articles": list(each.cites),
        "source": each.source,
    }


def _form(form: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": form["id"],
        "version": str(form["version"]),
        "title": form["title"],
        "subject": form["subject"],
        "roles": list(form["who"]),
        "articles": list(form["cites"]),
    }

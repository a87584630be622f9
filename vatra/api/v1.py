"""Version 1 of the read API, put together: routers, errors, addresses."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern
from ninja import NinjaAPI
from ninja.errors import ValidationError

from vatra.api import cases, catalogue, edge, figures, files, problems, territory
from vatra.api.problems import ProblemError

VERSION = "1"
ROUTERS = {
    "figures": figures.router,
    "places": territory.router,
    "catalogue": catalogue.router,
    "reports": files.router,
    "cases": cases.router,
}
UNUSABLE = "Valoarea nu are forma din descriere."

api = NinjaAPI(
    title="Vatra",
    version=VERSION,
    urls_namespace="api",
    docs_url=None,
    openapi_url=None,
)
for _part, _router in ROUTERS.items():
    api.add_router("", _router, url_name_prefix=_part)


@api.exception_handler(ValidationError)
def invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    names = dict.fromkeys(str(each["loc"][-1]) for each in error.errors)
    return problems.answer("invalid", [{"name": name, "message": UNUSABLE} for name in names])


@api.exception_handler(ProblemError)
def problem(request: HttpRequest, error: ProblemError) -> HttpResponse:
    return problems.answer(error.code)


@api.exception_handler(Http404)
def missing(request: HttpRequest, error: Http404) -> HttpResponse:
    return problems.answer("not_found")


@api.exception_handler(Exception)
def unexpected(request: HttpRequest, error: Exception) -> HttpResponse:
    raise error


def patterns() -> list[URLPattern]:
    """The routes of the API, each behind a token that may ask its part."""
    found = []
    for pattern in api.urls[0]:
        if not isinstance(pattern, URLPattern) or not pattern.name or pattern.name == "api-root":
            continue
        pattern.callback = edge.guarded(pattern.callback, pattern.name.partition("_")[0])
        found.append(pattern)
    return found

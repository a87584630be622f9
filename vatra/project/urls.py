"""Addresses. Each part brings its own; a desk needs no line here."""

import pkgutil
from importlib.util import find_spec

from django.urls import URLPattern, URLResolver, include, path

from vatra import desks

PARTS = (
    ("cont/", "vatra.accounts.urls"),
    ("api/sync/v1/", "vatra.sync.urls"),
    ("teren/", "vatra.sync.phone_urls"),
    ("", "vatra.office.urls"),
)


def _desks() -> list[tuple[str, str]]:
    found = pkgutil.iter_modules(desks.__path__, prefix="vatra.desks.")
    return [(f"birou/{desk.name.rpartition('.')[2]}/", f"{desk.name}.urls") for desk in found if desk.ispkg]


def _patterns() -> list[URLPattern | URLResolver]:
    parts = [path(prefix, include(name)) for prefix, name in (*PARTS[:-1], *_desks()) if find_spec(name)]
    office = [path(prefix, include(name)) for prefix, name in PARTS[-1:] if find_spec(name)]
    return [*parts, *office]


urlpatterns = _patterns()

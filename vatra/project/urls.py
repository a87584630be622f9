"""Addresses. Each part brings its own; a desk needs no line here."""

from importlib.util import find_spec

from django.urls import URLPattern, URLResolver, include, path

from vatra.project import desks

PARTS = (
    ("cont/", "vatra.accounts.urls"),
    ("", "vatra.project.probes"),
    ("api/sync/v1/", "vatra.sync.urls"),
    ("api/", "vatra.api.urls"),
    ("teren/", "vatra.sync.phone_urls"),
    ("", "vatra.office.urls"),
)


def _patterns() -> list[URLPattern | URLResolver]:
    parts = [
        path(prefix, include(name)) for prefix, name in (*PARTS[:-1], *desks.addresses()) if find_spec(name)
    ]
    office = [path(prefix, include(name)) for prefix, name in PARTS[-1:] if find_spec(name)]
    return [*parts, *office]


urlpatterns = _patterns()
handler500 = "vatra.project.outages.server_error"

"""Routes below /api/ that are not the phones'."""

from django.urls import path

from vatra.api import v1, views

app_name = "api"
urlpatterns = [
    path("", views.pages, name="pages"),
    path("openapi.json", views.openapi, name="openapi"),
    *(path(f"v1/{pattern.pattern}", pattern.callback, name=pattern.name) for pattern in v1.patterns()),
    path("v1/<path:rest>", views.missing, name="missing"),
]

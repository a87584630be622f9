"""Held entries: what was not accepted, and what becomes of it."""

from django.urls import path, re_path

from vatra.office.held import views

urlpatterns = [
    path("retinute/", views.index, name="held"),
    path("retinute/<uuid:key>/", views.show, name="held_entry"),
    path("retinute/<uuid:key>/corectare/", views.correction, name="held_correction"),
    path("retinute/<uuid:key>/trimitere/", views.again, name="held_again"),
    path("retinute/<uuid:key>/incredintare/", views.handover, name="held_handover"),
    path("retinute/<uuid:key>/incheiere/", views.ending, name="held_ending"),
    re_path(r"^retinute/(?P<key>[0-9a-f-]{36})/fisier\.(?P<kind>json|pdf)$", views.file, name="held_file"),
]

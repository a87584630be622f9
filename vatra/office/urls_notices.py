"""Notices: list, one with its history, its letter. An address holds ids and the kind only."""

from django.urls import path

from vatra.office.views import notices

urlpatterns = [
    path("instiintari/", notices.index, name="notices"),
    path("instiintari/<uuid:cause_id>/<slug:kind>/", notices.show, name="notice"),
    path("instiintari/<uuid:cause_id>/<slug:kind>/scrisoare.pdf", notices.letter, name="notice_letter"),
    path("dosare/<uuid:case_id>/instiintari/", notices.of_case, name="case_notices"),
]

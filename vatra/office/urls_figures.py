"""Map, indicators and reports."""

from django.urls import path

from vatra.office.views import figures, problem_map, reports

urlpatterns = [
    path("harta/", problem_map.problems, name="map"),
    path("indicatori/", figures.indicators, name="indicators"),
    path("indicatori/<str:code>/", figures.indicator, name="indicator"),
    path("rapoarte/", reports.reports, name="reports"),
    path("rapoarte/<slug:name>/", reports.report, name="report"),
]

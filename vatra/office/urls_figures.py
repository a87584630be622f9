"""Map, indicators and reports."""

from django.urls import path

from vatra.office.views import figures, problem_map, reports, steering

urlpatterns = [
    path("harta/", problem_map.problems, name="map"),
    path("indicatori/", figures.indicators, name="indicators"),
    path("indicatori/nou/", steering.addition, name="indicator_new"),
    path("indicatori/<str:code>/tinta/", steering.target, name="indicator_target"),
    path("indicatori/<str:code>/", figures.indicator, name="indicator"),
    path("rapoarte/", reports.reports, name="reports"),
    path("rapoarte/inchiderea-lunii/", steering.closing_, name="close_month"),
    path("rapoarte/<slug:name>/", reports.report, name="report"),
]

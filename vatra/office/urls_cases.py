"""Cases: list, page, assessments, manager, conflicts, team."""

from django.urls import path, re_path

from vatra.office.views import cases, cases_page

urlpatterns = [
    path("dosare/", cases.index, name="cases"),
    path("dosare/noi/", cases.fresh, name="cases_fresh"),
    path("dosare/echipa/", cases_page.team, name="cases_teams"),
    re_path(r"^dosare/export\.(?P<kind>csv|xlsx)$", cases.export, name="cases_export"),
    path("dosare/<uuid:case_id>/", cases_page.show, name="case"),
    path("dosare/<uuid:case_id>/noutati/", cases_page.news, name="case_news"),
    path("dosare/<uuid:case_id>/evaluari/", cases_page.assessments, name="case_assessments"),
    path("dosare/<uuid:case_id>/responsabil/", cases_page.manager, name="case_manager"),
    path("dosare/<uuid:case_id>/lamurire/", cases_page.settle, name="case_settlement"),
]

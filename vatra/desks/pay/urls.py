"""Addresses of payroll, below /birou/pay/. Ids only: no staff number and no name."""

from django.urls import path

from vatra.desks.pay.views import employees, employers, forms, lists, sheets

urlpatterns = [
    path("", employers.index, name="pay_employers"),
    path("temeiuri/", lists.grounds, name="pay_grounds"),
    path("temeiuri/<uuid:care_id>/", forms.ground, name="pay_ground"),
    path("lege/", employers.law, name="pay_law"),
    path("angajator-nou/", forms.begin, name="pay_new_employer"),
    path("angajator/<uuid:employer_id>/", employers.show, name="pay_employer"),
    path("angajator/<uuid:employer_id>/nou/<slug:name>/", forms.new, name="pay_new"),
    path("angajator/<uuid:employer_id>/personal/", employers.staff, name="pay_staff"),
    path("angajator/<uuid:employer_id>/lista/", lists.staff, name="pay_import"),
    path("angajator/<uuid:employer_id>/lista/model.xlsx", lists.model, name="pay_model"),
    path("angajator/<uuid:employer_id>/stat/", sheets.draft, name="pay_draft"),
    path("corectare/<uuid:fact_id>/", forms.correct, name="pay_correct"),
    path("angajat/<uuid:fact_id>/", employees.month, name="pay_employee"),
    path("stat/<uuid:sheet_id>/", sheets.show, name="pay_sheet"),
    path("stat/<uuid:sheet_id>/pas/", sheets.step, name="pay_step"),
    path("stat/<uuid:sheet_id>/stat.<str:kind>", sheets.paper, name="pay_paper"),
]

"""Documents as PDF. No address and no file name says whose paper it is."""

from django.urls import path, re_path

from vatra.office.views import documents

CODE = "(?P<code>[a-z-]+)"

urlpatterns = [
    path("documente/", documents.index, name="documents"),
    path("documente/<slug:code>/<uuid:subject>.pdf", documents.document, name="document"),
    path("documente/<slug:code>/loc/<int:place_id>.pdf", documents.of_place, name="document_of_place"),
    re_path(
        rf"^documente/{CODE}/cifre/(?P<name>[a-z-]+)\.pdf$", documents.of_report, name="document_of_report"
    ),
    re_path(
        rf"^documente/{CODE}/formular/(?P<pack>[a-z_]+)/(?P<name>[a-z_]+)\.pdf$",
        documents.of_form,
        name="document_of_form",
    ),
    path("dosare/<uuid:case_id>/documente/", documents.of_case, name="case_documents"),
]

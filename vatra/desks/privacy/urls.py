"""What persons ask about their own data."""

from django.urls import path

from vatra.desks.privacy.views import exports, intake, requests, steps, trail

urlpatterns = [
    path("", requests.index, name="privacy_requests"),
    path("noua/", intake.find, name="privacy_find"),
    path("noua/<uuid:person_id>/", intake.new, name="privacy_new"),
    path("citiri/", trail.page, name="privacy_trail"),
    path("<uuid:request_id>/", requests.page, name="privacy_request"),
    path("<uuid:request_id>/deschidere/", requests.opening, name="privacy_open"),
    path("<uuid:request_id>/date.pdf", exports.paper, name="privacy_pdf"),
    path("<uuid:request_id>/date.zip", exports.archive, name="privacy_zip"),
    path("<uuid:request_id>/stergere/", steps.erasure, name="privacy_erasure"),
    path("<uuid:request_id>/scrie/<slug:name>/", steps.write, name="privacy_write"),
]

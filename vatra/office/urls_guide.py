"""The workers' guide."""

from django.urls import path

from vatra.office.views import guide

urlpatterns = [
    path("ajutor/", guide.own, name="guide"),
    path("ajutor/imagini/<slug:name>.webp", guide.picture, name="guide_picture"),
    path("ajutor/<slug:page>/", guide.page, name="guide_page"),
]

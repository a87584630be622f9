"""The first page."""

from django.urls import path

from vatra.office.views import today

urlpatterns = [
    path("", today.index, name="today"),
    path("azi/schimbari/", today.pulse, name="today_pulse"),
]

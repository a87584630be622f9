"""Phones of the staff: list, one phone, taking it out of use, a broken one's safety copy."""

from django.urls import path

from vatra.office.phones import views

urlpatterns = [
    path("telefoane/", views.index, name="phones"),
    path("telefoane/copie-de-siguranta/", views.copy, name="phone_copy"),
    path("telefoane/<uuid:device_id>/", views.page, name="phone_of_staff"),
    path("telefoane/<uuid:device_id>/retragere/", views.revocation, name="phone_revocation"),
]

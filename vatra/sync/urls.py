"""Routes below /api/sync/v1/."""

from django.urls import path

from vatra.sync import attachments, views

app_name = "sync"
urlpatterns = [
    path("enrol", views.enrol, name="enrol"),
    path("hello", views.hello, name="hello"),
    path("push", views.push, name="push"),
    path("pull", views.pull, name="pull"),
    path("forms", views.forms, name="forms"),
    path("place/<int:siruta>", views.place, name="place"),
    path("team/<int:siruta>", views.team, name="team"),
    path("institutions/<int:siruta>", views.institutions, name="institutions"),
    path("leave", views.leave, name="leave"),
    path("emptied", views.emptied, name="emptied"),
    path("blob/<slug:sha256>", attachments.blob, name="blob"),
    path("<path:rest>", views.unknown, name="unknown"),
    path("", views.unknown, name="nothing"),
]

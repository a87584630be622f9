"""Routes below /teren/: the phone app's files."""

from django.urls import path

from vatra.sync import phone

urlpatterns = [
    path("", phone.shell, name="phone"),
    path("<path:name>", phone.file, name="phone_file"),
]

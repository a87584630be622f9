"""Writing an entry at a desk, reading it, taking it back."""

from django.urls import path, re_path

from vatra.office.views import entry, reading

urlpatterns = [
    path("intrari/nou/<slug:pack>/<slug:name>/", entry.new, name="entry_new"),
    path("intrari/<uuid:entry_id>/", reading.page, name="entry"),
    path("intrari/<uuid:entry_id>/salvat/", entry.saved, name="entry_saved"),
    path("intrari/<uuid:entry_id>/anulare/", reading.void, name="entry_void"),
    re_path(
        r"^intrari/(?P<entry_id>[0-9a-f-]{36})/fisiere/(?P<sha256>[0-9a-f]{64})/$",
        reading.attachment,
        name="entry_attachment",
    ),
]

"""Writing an entry at a desk."""

from django.urls import path

from vatra.office.views import entry

urlpatterns = [
    path("intrari/nou/<slug:pack>/<slug:name>/", entry.new, name="entry_new"),
    path("intrari/<uuid:entry_id>/salvat/", entry.saved, name="entry_saved"),
]

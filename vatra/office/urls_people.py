"""People and households."""

from django.urls import path, re_path

from vatra.office.views import duplicates, household, lists, people, person

urlpatterns = [
    path("oameni/", people.index, name="people"),
    path("oameni/cautare/", people.find, name="people_found"),
    path("oameni/liste/", lists.index, name="people_lists"),
    path("oameni/liste/<slug:code>/", lists.page, name="people_list"),
    re_path(
        r"^oameni/liste/(?P<code>[a-z-]+)/export\.(?P<kind>csv|xlsx)$",
        lists.export,
        name="people_list_export",
    ),
    path("oameni/dubluri/", duplicates.index, name="duplicates"),
    path("oameni/dubluri/<uuid:one_id>/<uuid:other_id>/", duplicates.pair, name="duplicate"),
    path("oameni/gospodarii/<uuid:household_id>/", household.page, name="household"),
    path("oameni/gospodarii/<uuid:household_id>/deschidere/", household.opening, name="open_identity"),
    path("oameni/<uuid:person_id>/", person.page, name="person"),
]

"""Office addresses: each subject brings its own module."""

from importlib.util import find_spec

from django.urls import include, path

SUBJECTS = (
    "today",
    "people",
    "entry",
    "cases",
    "notices",
    "figures",
    "documents",
    "paper",
    "phones",
    "held",
    "guide",
)

urlpatterns = [
    path("", include(name))
    for name in (f"vatra.office.urls_{subject}" for subject in SUBJECTS)
    if find_spec(name)
]

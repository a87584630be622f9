"""The product's addresses and one that does nothing, with the same middleware around it."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from vatra.project.urls import urlpatterns as ours


def ping(request: HttpRequest) -> HttpResponse:
    """What any answer costs at least; the user is read, as every page does."""
    return HttpResponse(str(request.user.is_authenticated))


urlpatterns = [path("bench/ping/", ping), *ours]

"""Which county a page of staff is about: chosen in the address, one's own by default."""

from django.http import Http404, HttpRequest

from vatra.accounts import access, staff_forms
from vatra.places.models import Place


def chosen_county(request: HttpRequest) -> Place:
    """The county in `?judet=`, else the first of the principal's territory."""
    offered = staff_forms.counties(access.principal_of(request))
    wanted = request.POST.get("judet") or request.GET.get("judet")
    found = next((each for each in offered if str(each.pk) == wanted), offered[0] if offered else None)
    if found is None:
        raise Http404
    return found

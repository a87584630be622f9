"""Teams of the principal's territory."""

from collections.abc import Iterable

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from vatra.accounts import access, staff_forms, supervision, teams, territory
from vatra.accounts.views.county import chosen_county
from vatra.kit.vocabulary import ROLES
from vatra.places.kinds import Level
from vatra.places.models import Place


@access.allowed("staff.read", scoped=False)
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """Local: the places of the team; county and centre: the staffed places of a county."""
    principal = access.principal_of(request)
    context: dict[str, object] = {"section": "teams"}
    if principal.level == "local":
        place_ids = list(principal.places)
    else:
        county = chosen_county(request)
        place_ids = teams.staffed_places(counties=[county.pk])
        context["county"] = county
        context["bodies"] = _bodies(territory.watched(principal) or (), county)
    places = {place.pk: place for place in Place.objects.filter(pk__in=place_ids)}
    context["teams"] = sorted(
        ((places[team.place_id], team) for team in teams.teams(place_ids)), key=lambda pair: pair[0].name
    )
    context["counties"] = _counties(request)
    return render(request, "accounts/teams.html", context)


@access.allowed("staff.read", scoped=False)
@require_GET
def page(request: HttpRequest, place_id: int) -> HttpResponse:
    principal = access.principal_of(request)
    place = get_object_or_404(Place, pk=place_id, level=Level.UAT)
    mine = (
        place.pk in principal.places
        if principal.level == "local"
        else territory.covers(principal, place.county_id)
    )
    if not mine:
        raise Http404
    context = {"section": "teams", "place": place, "team": teams.team(place.pk)}
    return render(request, "accounts/team.html", context)


def _counties(request: HttpRequest) -> list[Place]:
    principal = access.principal_of(request)
    return [] if principal.level == "local" else staff_forms.counties(principal)


def _bodies(professions: Iterable[str], county: Place) -> list[tuple[str, str]]:
    """Each supervising body once, with the professions it watches over."""
    watched: dict[str, list[str]] = {}
    for role in professions:
        watched.setdefault(supervision.body(role, county.pk, county.name), []).append(
            ROLES[role].title.lower()
        )
    return [(body, ", ".join(titles)) for body, titles in watched.items()]

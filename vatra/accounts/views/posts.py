"""The vacancy report, and the numbers it rests on."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from vatra.accounts import access, posts, staff_forms, supervision, territory
from vatra.accounts.errors import AccountError
from vatra.accounts.posts import Vacancy
from vatra.accounts.views.county import chosen_county
from vatra.kit.vocabulary import ROLES
from vatra.places.models import Place


@access.allowed("posts.read", scoped=False)
@require_GET
def report(request: HttpRequest) -> HttpResponse:
    """Local: the place; county: its communes and their sum; centre: counties, then one of them."""
    principal = access.principal_of(request)
    roles = territory.watched(principal) or supervision.PROFESSIONS
    context: dict[str, object] = {"section": "posts", "level": principal.level}
    if principal.level == "local":
        lines = posts.vacancies(roles=roles, places=principal.places) if principal.places else []
    elif principal.level == "central" and "judet" not in request.GET:
        everywhere = posts.vacancies(roles=roles)
        context["sums"] = _named(posts.by_county(everywhere))
        lines = []
    else:
        county = chosen_county(request)
        lines = posts.vacancies(roles=roles, counties=[county.pk])
        context["county"], context["sums"] = county, _named(posts.by_county(lines))
    context["lines"] = _named(lines)
    return render(request, "accounts/posts.html", context)


@access.allowed("posts.write", scoped=False)
def approve(request: HttpRequest) -> HttpResponse:
    principal, county = access.principal_of(request), chosen_county(request)
    form = staff_forms.PostsForm(request.POST or None, principal=principal, county_id=county.pk)
    if request.method == "POST" and form.is_valid():
        try:
            posts.approve(by=principal, **form.cleaned_data)
        except AccountError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "Numărul de posturi este scris.")
            return redirect("posts")
    context = {
        "section": "posts",
        "form": form,
        "county": county,
        "counties": staff_forms.counties(principal),
    }
    return render(request, "accounts/approve_posts.html", context)


def _named(lines: list[Vacancy]) -> list[tuple[Place, str, Vacancy]]:
    places = {place.pk: place for place in Place.objects.filter(pk__in={line.place_id for line in lines})}
    named = [(places[line.place_id], ROLES[line.role].title, line) for line in lines]
    return sorted(named, key=lambda row: (row[0].name, row[0].pk))

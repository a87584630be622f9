"""Colleagues: their accounts, assignments, courses, and invitations to new ones."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from vatra.accounts import access, actions, invitations, queries, second_factor, sessions, staff_forms
from vatra.accounts.errors import AccountError
from vatra.accounts.models import Assignment, Invitation, User
from vatra.accounts.pace import paced
from vatra.accounts.proof import proved_lately
from vatra.accounts.views.county import chosen_county

PAGE = 50
list_of_staff = access.allowed("staff.list", scoped=False)
manager = access.allowed("staff.manage", scoped=False)


@list_of_staff
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    principal = access.principal_of(request)
    search = request.GET.get("cauta", "").strip()
    people = Paginator(queries.staff(principal, search), PAGE).get_page(request.GET.get("pagina"))
    context = {
        "section": "staff",
        "people": people,
        "search": search,
        "invitations": queries.invitations(principal),
    }
    return render(request, "accounts/staff.html", context)


@list_of_staff
@require_GET
def page(request: HttpRequest, user_id: UUID) -> HttpResponse:
    return _page(request, colleague(request, user_id))


@manager
@require_POST
@proved_lately()
def assign(request: HttpRequest, user_id: UUID) -> HttpResponse:
    user, principal = colleague(request, user_id), access.principal_of(request)
    county = chosen_county(request)
    form = staff_forms.AssignmentForm(request.POST, principal=principal, county_id=county.pk)
    return _submit(
        request,
        user,
        form,
        lambda given: actions.assign(user=user, by=principal, **given),
        "Atribuirea este scrisă.",
    )


@manager
@require_POST
def end_assignment(request: HttpRequest, assignment_id: UUID) -> HttpResponse:
    assignment = get_object_or_404(Assignment.objects.select_related("user"), pk=assignment_id)
    user, principal = colleague(request, assignment.user_id), access.principal_of(request)
    form = staff_forms.EndForm(request.POST)
    return _submit(
        request,
        user,
        form,
        lambda given: actions.end_assignment(assignment=assignment, by=principal, **given),
        "Atribuirea se încheie în ziua aleasă.",
    )


@access.allowed("trainings.record", scoped=False)
@require_POST
def training(request: HttpRequest, user_id: UUID) -> HttpResponse:
    user, principal = colleague(request, user_id), access.principal_of(request)

    def write(given: dict[str, Any]) -> None:
        days = given.pop("starts_on"), given.pop("ends_on")
        actions.record_training(user=user, days=days, by=principal, **given)

    return _submit(request, user, staff_forms.TrainingForm(request.POST), write, "Cursul este scris.")


@manager
@require_POST
def close(request: HttpRequest, user_id: UUID) -> HttpResponse:
    user = colleague(request, user_id)
    actions.set_open(user=user, is_open=False, by=access.principal_of(request))
    messages.success(
        request, "Contul este închis și sesiunile lui s-au încheiat. Ce a scris persoana rămâne."
    )
    return redirect("colleague", user_id)


@manager
@require_POST
@proved_lately()
def reopen(request: HttpRequest, user_id: UUID) -> HttpResponse:
    user = colleague(request, user_id)
    actions.set_open(user=user, is_open=True, by=access.principal_of(request))
    messages.success(request, "Contul este deschis din nou.")
    return redirect("colleague", user_id)


@manager
@require_POST
@proved_lately()
def reset_factor(request: HttpRequest, user_id: UUID) -> HttpResponse:
    user = colleague(request, user_id)
    actions.reset_second_factor(user=user, by=access.principal_of(request))
    messages.success(request, "La următoarea intrare persoana își pornește din nou al doilea factor.")
    return redirect("colleague", user_id)


@access.allowed("staff.sessions", scoped=False)
@require_POST
@proved_lately()
def end_sessions(request: HttpRequest, user_id: UUID) -> HttpResponse:
    user = colleague(request, user_id)
    ended = actions.end_sessions(user=user, by=access.principal_of(request))
    messages.success(request, f"Sesiuni încheiate: {ended}. Contul rămâne deschis; persoana intră din nou.")
    return redirect("colleague", user_id)


@paced("sending", method="POST")
@manager
@proved_lately(method="POST")
def invite(request: HttpRequest) -> HttpResponse:
    principal, county = access.principal_of(request), chosen_county(request)
    form = staff_forms.InvitationForm(request.POST or None, principal=principal, county_id=county.pk)
    if request.method == "POST" and form.is_valid():
        try:
            invitation = invitations.invite(by=principal, **form.cleaned_data)
        except AccountError as error:
            form.add_error(None, str(error))
        else:
            invitations.send(invitation)
            messages.success(request, "Invitația a plecat. Legătura din ea este bună șapte zile.")
            return redirect("staff")
    context = {
        "section": "staff",
        "form": form,
        "county": county,
        "counties": staff_forms.counties(principal),
    }
    return render(request, "accounts/invite.html", context)


@paced("sending")
@manager
@require_POST
def send_again(request: HttpRequest, invitation_id: UUID) -> HttpResponse:
    principal = access.principal_of(request)
    old = get_object_or_404(queries.invitations(principal), pk=invitation_id)
    invitations.send(invitations.renew(invitation=old, by=principal))
    messages.success(request, "Invitația a plecat din nou, bună încă șapte zile.")
    return redirect("staff")


@manager
@require_POST
def withdraw(request: HttpRequest, invitation_id: UUID) -> HttpResponse:
    principal = access.principal_of(request)
    invitation: Invitation = get_object_or_404(queries.invitations(principal), pk=invitation_id)
    invitations.withdraw(invitation=invitation, by=principal)
    messages.success(request, "Invitația este retrasă.")
    return redirect("staff")


def colleague(request: HttpRequest, user_id: UUID) -> User:
    """The user, if he works or worked in the principal's territory; else as if he did not exist."""
    user = queries.staff(access.principal_of(request)).filter(pk=user_id).first()
    if user is None:
        raise Http404
    return user


def _submit(
    request: HttpRequest, user: User, form: Any, write: Callable[[dict[str, Any]], object], done: str
) -> HttpResponse:
    """Do it and go back to the colleague's page; what was refused is shown there with what was typed."""
    if form.is_valid():
        try:
            write(dict(form.cleaned_data))
        except AccountError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, done)
            return redirect("colleague", user.pk)
    return _page(request, user, form)


def _page(request: HttpRequest, user: User, refused: Any = None) -> HttpResponse:
    principal, county = access.principal_of(request), chosen_county(request)
    forms = {
        "assignment_form": staff_forms.AssignmentForm(principal=principal, county_id=county.pk),
        "end_form": staff_forms.EndForm(),
        "training_form": staff_forms.TrainingForm(),
    }
    for name, form in forms.items():
        if isinstance(refused, type(form)):
            forms[name] = refused
    context = {
        "section": "staff",
        "person": user,
        "refused": refused,
        "county": county,
        "counties": staff_forms.counties(principal),
        "trainings": user.trainings.order_by("-ends_on"),
        "handovers": queries.handovers(user),
        "has_factor": second_factor.is_set_up(user),
        "open_sessions": len(sessions.open_sessions(user)),
        **forms,
    }
    return render(request, "accounts/colleague.html", context, status=422 if refused is not None else 200)
